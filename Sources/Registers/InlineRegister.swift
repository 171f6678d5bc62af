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
  ]

  public init(at span: SourceSpan) { self.span = span }

  /// What is known of a pupil.
  public struct InlinePupil: Record {
    public var pupil: Located<Prose>?
    public var joined, left, dateOfBirth: Located<CivilDate>?
    public var groups: [Located<PupilGroup>]?
    public let span: SourceSpan
    public static let title = "a pupil"
    public static let fields: [Field<InlinePupil>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil's name among the marks."),
      Field("joined", { $1(&$0.joined) }, "The first date on roll."),
      Field("left", { $1(&$0.left) }, "The last date on roll."),
      Field("date_of_birth", { $1(&$0.dateOfBirth) }, "The date of birth."),
      Field("groups", { $1(&$0.groups) }, "The groups the pupil belongs to."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// Something that the school did.
  public struct InlineAction: Record {
    public var pupil, action: Located<Prose>?
    public var date: Located<CivilDate>?
    public var time: Located<TimeOfDay>?
    public var detail: NamedValues<Located<Prose>>?
    public let span: SourceSpan
    public static let title = "an action"
    public static let fields: [Field<InlineAction>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("date", { $1(&$0.date) }, required: true, "The date."),
      Field("time", { $1(&$0.time) }, "The time."),
      Field("action", { $1(&$0.action) }, required: true, "The kind of action."),
      Field("detail", { $1(&$0.detail) }, "More about it."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// A change to a mark.
  public struct InlineAmendment: Record {
    public var pupil: Located<Prose>?
    public var date, amendedOn: Located<CivilDate>?
    public var session: Located<Half>?
    public var original, amended: Located<MarkCode>?
    public let span: SourceSpan
    public static let title = "an amendment"
    public static let fields: [Field<InlineAmendment>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("date", { $1(&$0.date) }, required: true, "The date of the session."),
      Field("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
      Field("original", { $1(&$0.original) }, "The mark before."),
      Field("amended", { $1(&$0.amended) }, "The mark after."),
      Field("amended_on", { $1(&$0.amendedOn) }, required: true, "The date of the change."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// A request for leave.
  public struct InlineLeave: Record {
    public var pupil, decision: Located<Prose>?
    public var appliedOn, firstDay, lastDay, decidedOn: Located<CivilDate>?
    public let span: SourceSpan
    public static let title = "a request for leave"
    public static let fields: [Field<InlineLeave>] = [
      Field("pupil", { $1(&$0.pupil) }, required: true, "The pupil."),
      Field("applied_on", { $1(&$0.appliedOn) }, required: true, "The date of the application."),
      Field("first_day", { $1(&$0.firstDay) }, required: true, "The first day asked for."),
      Field("last_day", { $1(&$0.lastDay) }, "The last day asked for."),
      Field("decision", { $1(&$0.decision) }, "What was decided."),
      Field("decided_on", { $1(&$0.decidedOn) }, "When it was decided."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// A session's half as it is written.
  public enum Half: String, Vocabulary {
    case morning = "AM"
    case afternoon = "PM"
    public static let noun = "a session"
  }
}

extension Dataset {
  /// The dataset that a small register describes; nil, with a diagnostic, where it makes no sense.
  public init?(_ register: InlineRegister, _ reading: inout Reading) {
    guard let calendar = register.calendar?.calendar else { return nil }
    let file = register.span.file
    func evidence(_ span: SourceSpan) -> Evidence { Evidence(file: file, line: span.start.line) }
    var builder = DatasetBuilder(calendar)
    for entry in register.marks?.entries ?? [] {
      builder.enter(entry.value, for: entry.key.value, &reading)
    }
    for pupil in register.pupils ?? [] {
      builder.add(
        Pupil(
          id: pupil.pupil?.value.text ?? "", dateOfBirth: pupil.dateOfBirth?.value,
          joined: pupil.joined?.value, left: pupil.left?.value,
          groups: Set((pupil.groups ?? []).map(\.value)), evidence: evidence(pupil.span)))
    }
    for action in register.actions ?? [] {
      guard let date = action.date?.value, let kind = action.action?.value.text else { continue }
      let detail = (action.detail?.entries ?? []).map { ($0.key.value, $0.value.value.text) }
      builder.add(
        Action(
          date: date, time: action.time?.value, kind: kind,
          detail: Swift.Dictionary(detail, uniquingKeysWith: { first, _ in first }),
          evidence: evidence(action.span)),
        for: action.pupil?.value.text ?? "")
    }
    for amendment in register.amendments ?? [] {
      guard let date = amendment.date?.value, let half = amendment.session?.value,
        let amendedOn = amendment.amendedOn?.value
      else { continue }
      builder.add(
        Amendment(
          session: Session(date, half == .morning ? .morning : .afternoon),
          original: amendment.original?.value, amended: amendment.amended?.value,
          amendedOn: amendedOn, isComplete: true, evidence: evidence(amendment.span)),
        for: amendment.pupil?.value.text ?? "")
    }
    for request in register.leave ?? [] {
      guard let appliedOn = request.appliedOn?.value, let firstDay = request.firstDay?.value else {
        continue
      }
      builder.add(
        LeaveRequest(
          appliedOn: appliedOn, appliedBy: nil, firstDay: firstDay,
          lastDay: request.lastDay?.value ?? firstDay, reason: nil,
          decision: request.decision?.value.text, decidedOn: request.decidedOn?.value,
          evidence: evidence(request.span)),
        for: request.pupil?.value.text ?? "")
    }
    guard reading.diagnostics.isEmpty,
      let dataset = builder.dataset(school: "Example", marksFile: file)
    else { return nil }
    self = dataset
  }
}

extension DatasetBuilder {
  /// Enters marks written as `date: day day day …`.
  fileprivate mutating func enter(
    _ text: Located<Prose>, for id: String, _ reading: inout Reading
  ) {
    func fail(_ problem: String) {
      reading.report(
        Diagnostic(
          "register.inline-marks", "These marks cannot be read: \(problem).", at: text.span,
          help: "Write them as \"2024-09-02: U/ // NN\"."))
    }
    let parts = text.value.text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, var date = CivilDate(String(parts[0])) else {
      return fail("they do not begin with a date and a colon")
    }
    let calendar = collector.calendar
    let pupil = collector.pupil(id)
    for day in parts[1].split(separator: " ") {
      guard let marks = codes(day.utf8), marks.count <= 2 else {
        return fail("`\(day)` is not a day's marks")
      }
      if !calendar.isSchoolDay(date) {
        guard let next = calendar.schoolDay(1, after: date) else {
          return fail("the calendar ends before the marks")
        }
        date = next
      }
      for (half, mark) in zip(SessionHalf.allCases, marks) {
        collector.enter(
          pupil: pupil, Session(date, half), mark, minutesLate: nil,
          evidence: Evidence(file: text.span.file, line: text.span.start.line))
      }
      date = date.adding(days: 1)
    }
  }

  /// The codes of a day; a letter followed by a digit is one code, and `.` is none.
  private func codes(_ day: some Collection<UInt8>) -> [MarkCode?]? {
    var codes: [MarkCode?] = []
    var rest = Array(day)[...]
    while let first = rest.popFirst() {
      var code = [first]
      if let next = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) {
        code.append(next)
        rest = rest.dropFirst()
      }
      if first == UInt8(ascii: ".") {
        codes.append(nil)
      } else {
        guard let mark = MarkCode(code) else { return nil }
        codes.append(mark)
      }
    }
    return codes
  }
}
