public import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// A small register written in YAML, as the examples of duties have it.
///
/// Marks are dates with a day for each following school day: `"2024-09-02: U/ // N\\"`, a day being
/// its morning and its afternoon mark; `.` stands for a missing one.
public struct InlineRegister: Record {
  public var calendar: CalendarFile?
  public var marks: NamedValues<Located<Prose>>?
  public var pupils: [InlinePupil]?
  public var actions: [InlineAction]?
  public var amendments: [InlineAmendment]?
  public var leave: [InlineLeave]?
  public var exclusions: [InlineExclusion]?
  public var registersTaken: [InlineRegisterTaken]?
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

  /// What is known of a pupil.
  public struct InlinePupil: Record {
    public var pupil, yearGroup, classGroup, site: Located<Prose>?
    public var classPosition: Located<ClassPosition>?
    public var joined, left, dateOfBirth: Located<CivilDate>?
    public var groups: [Located<PupilGroup>]?
    public var registration: Located<Pupil.Registration>?
    public let span: SourceSpan
    public static let title = "a pupil"
    public static let fields: [Field<InlinePupil>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil's name among the marks."),
      Field("year_group", { $1(&$0.yearGroup) }, "The year group."),
      Field("class", { $1(&$0.classGroup) }, "The class."),
      Field(
        "class_position", { $1(&$0.classPosition) },
        "`most_junior` or `most_senior` for a pupil of that class."),
      Field("site", { $1(&$0.site) }, "The site, where the school has several."),
      Field("joined", { $1(&$0.joined) }, "The first date on roll."),
      Field("left", { $1(&$0.left) }, "The last date on roll."),
      Field("date_of_birth", { $1(&$0.dateOfBirth) }, "The date of birth."),
      Field("groups", { $1(&$0.groups) }, "The groups the pupil belongs to."),
      Field(
        "registration", { $1(&$0.registration) },
        "Of a pupil who is registered at two schools: whether this is the `main` one or the `subsidiary`."
      ),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// Something that the school did.
  public struct InlineAction: Record {
    public var pupil, action, parent: Located<Prose>?
    public var date: Located<CivilDate>?
    public var time: Located<TimeOfDay>?
    public var amount: Located<Money>?
    public var detail: NamedValues<Located<Prose>>?
    public let span: SourceSpan
    public static let title = "an action"
    public static let fields: [Field<InlineAction>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("date", { $1(&$0.date) }, required: true, "The date."),
      Field("time", { $1(&$0.time) }, "The time."),
      Field("action", { $1(&$0.action) }, required: true, "The kind of action."),
      Field("detail", { $1(&$0.detail) }, "More about it."),
      Field("parent", { $1(&$0.parent) }, "The parent concerned."),
      Field("amount", { $1(&$0.amount) }, "The sum."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// A change to a mark.
  public struct InlineAmendment: Record {
    public var pupil: Located<Prose>?
    public var date, amendedOn: Located<CivilDate>?
    public var session: Located<Half>?
    public var original, amended: Located<MarkCode>?
    public var missing: [Located<Amendment.Item>]?
    public let span: SourceSpan
    public static let title = "an amendment"
    public static let fields: [Field<InlineAmendment>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("date", { $1(&$0.date) }, required: true, "The date of the session."),
      Field("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
      Field("original", { $1(&$0.original) }, "The mark before."),
      Field("amended", { $1(&$0.amended) }, "The mark after."),
      Field("amended_on", { $1(&$0.amendedOn) }, required: true, "The date of the change."),
      Field("missing", { $1(&$0.missing) }, "What the record leaves out."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// A request for leave.
  public struct InlineLeave: Record {
    public var pupil, decision, appliedBy, reason: Located<Prose>?
    public var appliedOn, firstDay, lastDay, decidedOn: Located<CivilDate>?
    public let span: SourceSpan
    public static let title = "a request for leave"
    public static let fields: [Field<InlineLeave>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("applied_on", { $1(&$0.appliedOn) }, required: true, "The date of the application."),
      Field("first_day", { $1(&$0.firstDay) }, required: true, "The first day asked for."),
      Field("last_day", { $1(&$0.lastDay) }, "The last day asked for."),
      Field("applied_by", { $1(&$0.appliedBy) }, "Who applied."),
      Field("reason", { $1(&$0.reason) }, "What the leave is for."),
      Field("decision", { $1(&$0.decision) }, "What was decided."),
      Field("decided_on", { $1(&$0.decidedOn) }, "When it was decided."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// A suspension or a permanent exclusion.
  public struct InlineExclusion: Record {
    public var pupil: Located<Prose>?
    public var firstDay, lastDay: Located<CivilDate>?
    public var kind: Located<ExclusionKind>?
    public let span: SourceSpan
    public static let title = "an exclusion"
    public static let fields: [Field<InlineExclusion>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("first_day", { $1(&$0.firstDay) }, required: true, "Its first day."),
      Field("last_day", { $1(&$0.lastDay) }, "Its last day."),
      Field("kind", { $1(&$0.kind) }, "`suspension` (the default) or `permanent`."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// The taking of a class's register.
  public struct InlineRegisterTaken: Record {
    public var classGroup: Located<Prose>?
    public var date: Located<CivilDate>?
    public var session: Located<Half>?
    public var opened, closed: Located<TimeOfDay>?
    public let span: SourceSpan
    public static let title = "the taking of a register"
    public static let fields: [Field<InlineRegisterTaken>] = [
      Field("class", { $1(&$0.classGroup) }, required: true, "The class."),
      Field("date", { $1(&$0.date) }, required: true, "The date of the session."),
      Field("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
      Field("opened", { $1(&$0.opened) }, "When it was opened."),
      Field("closed", { $1(&$0.closed) }, "When it was closed."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

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
