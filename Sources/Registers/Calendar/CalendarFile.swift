public import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// A school's calendar as a register dataset writes it.
public struct CalendarFile: RefinedRecord {
  /// The keys of a calendar.
  public struct Draft: Record {
    public var terms: [TermFile]?
    public var closed, morningOnly, afternoonOnly: [Located<CivilDate>]?
    public var disrupted, religiousObservance: [Located<CivilDate>]?
    public let span: SourceSpan
    public static let title = "a calendar"
    public static let fields: [Field<Draft>] = [
      Field("terms", { $1(&$0.terms) }, required: true, "The terms in order."),
      Field(
        "closed", { $1(&$0.closed) }, "Dates in term without sessions: INSET days and closures."),
      Field("morning_only", { $1(&$0.morningOnly) }, "Dates with a morning session only."),
      Field("afternoon_only", { $1(&$0.afternoonOnly) }, "Dates with an afternoon session only."),
      Field(
        "disrupted", { $1(&$0.disrupted) },
        "Dates on which travel or the premises were disrupted; left out, not known."),
      Field(
        "religious_observance", { $1(&$0.religiousObservance) },
        "Dates that a religious body sets apart; left out, not known."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  /// The keys of a term.
  public struct TermFile: Record {
    public var name: Located<Prose>?
    public var from, to: Located<CivilDate>?
    public var halfTerm: InForce?
    public let span: SourceSpan
    public static let title = "a term"
    public static let fields: [Field<TermFile>] = [
      Field("name", { $1(&$0.name) }, "The term's name."),
      Field("from", { $1(&$0.from) }, required: true, "The first date of the term."),
      Field("to", { $1(&$0.to) }, required: true, "The last date of the term."),
      Field("half_term", { $1(&$0.halfTerm) }, "The break in its middle."),
    ]
    public init(at span: SourceSpan) { self.span = span }
  }

  @Boxed public private(set) var draft: Draft
  /// The calendar.
  public let calendar: SchoolCalendar

  public init?(_ draft: Draft, _ reading: inout Reading) {
    guard let files = draft.terms else { return nil }
    var terms: [SchoolCalendar.Term] = []
    for file in files {
      guard let from = file.from, let to = file.to else { return nil }
      guard let dates = DateRange(from: from.value, to: to.value),
        to.value.days(since: from.value) < 400
      else {
        reading.report(
          Diagnostic(
            "register.term-dates", "This term does not end within a year of its first day.",
            at: to.span, path: reading.path, help: "Put the earlier date under `from`."))
        return nil
      }
      if let before = terms.last?.dates.last, from.value <= before {
        reading.report(
          Diagnostic(
            "register.terms-overlap",
            "This term begins on \(from.value.written), before the last one ends on "
              + "\(before.written).",
            at: from.span, path: reading.path, help: "List the terms in order, without an overlap.")
        )
        return nil
      }
      terms.append(
        SchoolCalendar.Term(
          name: file.name?.value.text ?? "Term \(terms.count + 1)", dates: dates,
          halfTerm: file.halfTerm?.range))
    }
    self.draft = draft
    func dates(_ list: [Located<CivilDate>]?) -> Set<CivilDate> { Set((list ?? []).map(\.value)) }
    calendar = SchoolCalendar(
      terms: terms, closed: dates(draft.closed), morningOnly: dates(draft.morningOnly),
      afternoonOnly: dates(draft.afternoonOnly), disrupted: draft.disrupted.map { dates($0) },
      religiousObservance: draft.religiousObservance.map { dates($0) })
    guard !calendar.sessions.isEmpty else {
      reading.report(
        Diagnostic(
          "register.no-sessions", "The calendar has no session at all.", at: draft.span,
          path: reading.path, help: "Check the terms' dates and the closed days."))
      return nil
    }
  }
}
