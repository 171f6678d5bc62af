package import CivilTime
package import Diagnostics
package import TypedYAML

/// A small register written in YAML, as the examples of duties have it.
///
/// Marks are dates with a day for each following school day: `"2024-09-02: U/ // N\\"`, a day being
/// its morning and its afternoon mark; `.` is a missing one.
package struct InlineRegister: Record {
  package var calendar: CalendarFile?
  package var marks: NamedValues<Located<Prose>>?
  package var pupils: [PupilEntry]?
  package var actions: [ActionEntry]?
  package var amendments: [AmendmentEntry]?
  package var leave: [LeaveEntry]?
  package var exclusions: [ExclusionEntry]?
  package var registersTaken: [RegisterTakenEntry]?
  package var arrivals: [InlineArrival]?
  package var recorded: [InlineEntry]?
  package var policy: Verbatim?
  package let span: SourceSpan

  package static let title = "a small register"
  package static let fields: [Field<InlineRegister>] = [
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

  package init(at span: SourceSpan) { self.span = span }

  /// How long after the register opened a pupil came.
  package struct InlineArrival: Record {
    package var pupil: Located<Prose>?
    package var date: Located<CivilDate>?
    package var session: Located<Half>?
    package var late: Located<Minutes>?
    package let span: SourceSpan
    package static let title = "an arrival"
    package static let fields: [Field<InlineArrival>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("date", { $1(&$0.date) }, required: true, "The date of the session."),
      Field("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
      Field(
        "late", { $1(&$0.late) }, required: true, "How long after the register opened."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  /// When a mark was entered.
  package struct InlineEntry: Record {
    package var pupil: Located<Prose>?
    package var date, recordedOn: Located<CivilDate>?
    package var session: Located<Half>?
    package let span: SourceSpan
    package static let title = "the entry of a mark"
    package static let fields: [Field<InlineEntry>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("date", { $1(&$0.date) }, required: true, "The date of the session."),
      Field("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
      Field(
        "recorded_on", { $1(&$0.recordedOn) }, required: true, "The date on which it was entered."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  /// A session's half as it is written.
  package enum Half: String, Vocabulary {
    case morning = "AM"
    case afternoon = "PM"
    package static let noun = "a session"
    package static var otherNames: [OtherNames<Half>] {
      [
        OtherNames(.morning, called: "morning", "m", "a_m", "1", "first"),
        OtherNames(.afternoon, called: "afternoon", "p", "p_m", "2", "second"),
      ]
    }

    /// The half of the school day that is meant.
    package var half: SessionHalf { self == .morning ? .morning : .afternoon }
  }
}
