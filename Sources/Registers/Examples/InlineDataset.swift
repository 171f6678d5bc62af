import CivilTime
import Clauses
import Diagnostics
package import TypedYAML

extension Dataset {
  /// The dataset that a small register describes; nil, with a diagnostic, where it makes no sense.
  package init?(_ register: InlineRegister, _ reading: inout Reading) {
    guard let calendar = register.calendar?.calendar else { return nil }
    let file = register.span.file
    var builder = DatasetBuilder(calendar)
    for entry in register.marks?.entries ?? [] {
      builder.enter(entry.value, for: entry.key.value, &reading)
    }
    register.checkSessions(calendar, &reading)
    builder.enter(register, &reading)
    guard reading.diagnostics.isEmpty,
      let dataset = builder.dataset(school: "Example", marksFile: file)
    else { return nil }
    self = dataset
  }
}

extension InlineRegister.InlineEntry {
  /// The days from the session to the entry, where that was on a later day.
  fileprivate var days: Int? {
    guard let date = date?.value, let recordedOn = recordedOn?.value, date < recordedOn else {
      return nil
    }
    return recordedOn.days(since: date)
  }
}

extension DatasetBuilder {
  /// Enters what a small register says beside its marks.
  ///
  /// Nothing written about actions and amendments means that there were none; about leave, exclusions
  /// and the taking of registers, that nothing is known of them.
  fileprivate mutating func enter(_ register: InlineRegister, _ reading: inout Reading) {
    enter(register.pupils, &reading)
    enter(register.actions, &reading)
    enter(register.amendments, &reading)
    enter(register.leave, &reading)
    enter(register.exclusions, &reading)
    enter(register.registersTaken, &reading)
    func note(
      _ kind: MarkNote.Kind, _ value: Int?, of pupil: Located<Prose>?, _ date: CivilDate?,
      _ half: Located<InlineRegister.Half>?, at span: SourceSpan
    ) {
      guard let value, let date, let half = half?.value.half,
        let pupil = collector.pupil(pupil.identifier, at: Evidence(span))
      else { return }
      collector.note(MarkNote(kind, value), pupil: pupil, Session(date, half))
    }
    for arrival in register.arrivals ?? [] {
      note(
        .minutesLate, arrival.late?.value.count, of: arrival.pupil, arrival.date?.value,
        arrival.session, at: arrival.span)
    }
    for entry in register.recorded ?? [] {
      note(
        .daysToEntry, entry.days, of: entry.pupil, entry.date?.value, entry.session, at: entry.span)
    }
    if register.leave == nil { lacks(.leave) }
    if register.exclusions == nil { lacks(.exclusions) }
    if register.registersTaken == nil { lacks(.registersTaken) }
  }

  private mutating func enter(_ records: [some DatasetRecord]?, _ reading: inout Reading) {
    for record in records ?? [] {
      for problem in record.contradictions.compactMap({ $0 }) { reading.report(problem.diagnostic) }
      do throws(RowProblem) {
        try record.enter(&self)
      } catch {
        reading.report(
          .overlappingSpells, "\(Wording.sentence(error.reason)).", at: record.span,
          help: "Several entries of one pupil are several times on roll, one after the other.")
      }
    }
  }

  /// Enters marks written as `date: day day day …`.
  fileprivate mutating func enter(
    _ text: Located<Prose>, for id: String, _ reading: inout Reading
  ) {
    func fail(_ problem: String) {
      reading.report(
        .inlineMarks, "These marks cannot be read: \(problem).", at: text.span,
        help: "Write them as \"2024-09-02: U/ // NN\".")
    }
    let parts = text.value.text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, var date = CivilDate(String(parts[0])) else {
      return fail("they do not begin with a date and a colon")
    }
    let calendar = collector.calendar
    if let first = calendar.schoolDays.first, date < first, date.monday != first.monday {
      return fail("the calendar begins on \(first.written), after \(date.written)")
    }
    guard let pupil = collector.pupil(id, at: Evidence(text.span)) else {
      return fail("there are too many pupils")
    }
    for day in parts[1].split(separator: " ") {
      guard let marks = try? MarkString(day.utf8, .pairs), marks.unread.isEmpty,
        marks.numbers.count <= 2
      else { return fail("`\(day)` is not a day's marks") }
      if !calendar.isSchoolDay(date) {
        guard let next = calendar.schoolDay(1, after: date) else {
          return fail("the calendar ends before the marks")
        }
        date = next
      }
      for (half, place) in zip(SessionHalf.allCases, marks.numbers.indices) {
        collector.enter(
          pupil: pupil, Session(date, half), marks[place]?.code,
          evidence: Evidence(text.span))
      }
      date = date.adding(days: 1)
    }
  }
}
