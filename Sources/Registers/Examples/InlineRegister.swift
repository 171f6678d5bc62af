public import CivilTime
public import Diagnostics
public import TypedYAML

/// A small register written in YAML, as the examples of duties have it.
///
/// Marks are dates with a day for each following school day: `"2024-09-02: U/ // N\\"`, a day being
/// its morning and its afternoon mark; `.` is a missing one.
public struct InlineRegister: Record {
  public var calendar: CalendarFile?
  public var marks: NamedValues<Located<Prose>>?
  public var pupils: [PupilEntry]?
  public var actions: [ActionEntry]?
  public var amendments: [AmendmentEntry]?
  public var leave: [LeaveEntry]?
  public var exclusions: [ExclusionEntry]?
  public var registersTaken: [RegisterTakenEntry]?
  public var arrivals: [InlineArrival]?
  public var recorded: [InlineEntry]?
  public var policy: Verbatim?
  public let span: SourceSpan

  public static let title = "a small register"
  public static let fields: [Field<InlineRegister>] = [
    Field("calendar", { $1(&$0.calendar) }, required: true, "When the school has sessions."),
    Field(
      "marks", { $1(&$0.marks) }, required: true, "The marks of each pupil, by the first date."),
    Field("pupils", { $1(&$0.pupils) }, "What is known of the pupils."),
    Field("actions", { $1(&$0.actions) }, "What the school did."),
    Field("amendments", { $1(&$0.amendments) }, "Changes to marks."),
    Field("leave", { $1(&$0.leave) }, "Requests for leave."),
    Field("exclusions", { $1(&$0.exclusions) }, "Suspensions and permanent exclusions."),
    Field(
      "registers_taken", { $1(&$0.registersTaken) },
      "When each class's register was opened and closed."),
    Field("arrivals", { $1(&$0.arrivals) }, "When pupils came who came late."),
    Field("recorded", { $1(&$0.recorded) }, "When marks were entered that were entered later."),
    Field("policy", { $1(&$0.policy) }, "In an example: what the school's policy says."),
  ]

  public init(at span: SourceSpan) { self.span = span }

  /// How long after the register opened a pupil came.
  public struct InlineArrival: Record {
    public var pupil: Located<Prose>?
    public var date: Located<CivilDate>?
    public var session: Located<Half>?
    public var late: Located<Minutes>?
    public let span: SourceSpan
    public static let title = "an arrival"
    public static let fields: [Field<InlineArrival>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("date", { $1(&$0.date) }, required: true, "The date of the session."),
      Field("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
      Field(
        "late", { $1(&$0.late) }, required: true, "How long after the register opened."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// When a mark was entered.
  public struct InlineEntry: Record {
    public var pupil: Located<Prose>?
    public var date, recordedOn: Located<CivilDate>?
    public var session: Located<Half>?
    public let span: SourceSpan
    public static let title = "the entry of a mark"
    public static let fields: [Field<InlineEntry>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("date", { $1(&$0.date) }, required: true, "The date of the session."),
      Field("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
      Field(
        "recorded_on", { $1(&$0.recordedOn) }, required: true, "The date on which it was entered."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// A session's half as it is written.
  public enum Half: String, Vocabulary {
    case morning = "AM"
    case afternoon = "PM"
    public static let noun = "a session"
    public static var otherNames: [OtherNames<Half>] {
      [
        OtherNames(.morning, called: "morning", "m", "a_m", "1", "first"),
        OtherNames(.afternoon, called: "afternoon", "p", "p_m", "2", "second"),
      ]
    }

    /// The half of the school day that is meant.
    public var half: SessionHalf { self == .morning ? .morning : .afternoon }
  }
}
