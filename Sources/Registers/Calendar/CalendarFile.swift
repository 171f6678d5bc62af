package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// A school's calendar as a register dataset writes it.
package struct CalendarFile: RefinedRecord {
  /// The keys of a calendar.
  package struct Draft: Record {
    package var terms: [TermFile]?
    package var closed, morningOnly, afternoonOnly: [Located<CivilDate>]?
    package var disrupted, religiousObservance: [Located<CivilDate>]?
    package let span: SourceSpan
    package static let title = "a calendar"
    package static let fields: [Field<Draft>] = [
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
    package init(at span: SourceSpan) { self.span = span }
  }

  /// The keys of a term.
  package struct TermFile: Record {
    package var name: Located<Prose>?
    package var from, to: Located<CivilDate>?
    package var halfTerm: InForce?
    package let span: SourceSpan
    package static let title = "a term"
    package static let fields: [Field<TermFile>] = [
      Field("name", { $1(&$0.name) }, "The term's name."),
      Field("from", { $1(&$0.from) }, required: true, "The first date of the term."),
      Field("to", { $1(&$0.to) }, required: true, "The last date of the term."),
      Field("half_term", { $1(&$0.halfTerm) }, "The break in its middle."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The calendar.
  package let calendar: SchoolCalendar

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let files = draft.terms else { return nil }
    var terms: [SchoolCalendar.Term] = []
    for file in files {
      guard let from = file.from, let to = file.to else { return nil }
      guard let dates = DateRange(from: from.value, to: to.value),
        to.value.days(since: from.value) < 400
      else {
        reading.report(
          .termDates, "This term does not end within a year of its first day.",
          at: to.span, path: reading.path, help: "Put the earlier date under `from`.")
        return nil
      }
      if let before = terms.last?.dates.last, from.value <= before {
        reading.report(
          .termsOverlap,
          "This term begins on \(from.value.written), before the last one ends on "
            + "\(before.written).",
          at: from.span, path: reading.path, help: "List the terms in order, without an overlap.")
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
        .noSessions, "The calendar has no session at all.", at: draft.span,
        path: reading.path, help: "Check the terms' dates and the closed days.")
      return nil
    }
  }
}
