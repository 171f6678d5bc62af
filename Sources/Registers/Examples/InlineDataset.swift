import CivilTime
import Clauses
import Diagnostics
public import TypedYAML

extension Dataset {
  /// The dataset that a small register describes; nil, with a diagnostic, where it makes no sense.
  public init?(_ register: InlineRegister, _ reading: inout Reading) {
    guard let calendar = register.calendar?.calendar else { return nil }
    let file = register.span.file
    var builder = DatasetBuilder(calendar)
    for entry in register.marks?.entries ?? [] {
      builder.enter(entry.value, for: entry.key.value, &reading)
    }
    register.checkSense(&reading)
    register.checkSessions(calendar, &reading)
    builder.enter(register, &reading)
    guard reading.diagnostics.isEmpty,
      let dataset = builder.dataset(school: "Example", marksFile: file)
    else { return nil }
    self = dataset
  }
}

extension Evidence {
  fileprivate init(_ span: SourceSpan) { self.init(file: span.file, line: span.start.line) }
}

extension InlineRegister.InlinePupil {
  fileprivate var value: Pupil {
    let year = yearGroup.map { YearGroup.standard($0.value.text) ?? $0.value.text }
    return Pupil(
      id: PupilIdentifier.standard(pupil?.value.text ?? ""), yearGroup: year,
      classGroup: classGroup?.value.text, classPosition: classPosition?.value,
      dateOfBirth: dateOfBirth?.value,
      groups: Set((groups ?? []).map(\.value)), registration: registration?.value ?? .main,
      evidence: Evidence(span),
      spells: [
        Pupil.Spell(
          joined: joined?.value, left: left?.value, yearGroup: year,
          classGroup: classGroup?.value.text, site: site?.value.text, evidence: Evidence(span))
      ])
  }
}

extension InlineRegister.InlineAction {
  fileprivate var value: Action? {
    guard let date = date?.value, let kind = action?.value.text else { return nil }
    let pairs = (detail?.entries ?? []).map { ($0.key.value, $0.value.value.text) }
    return Action(
      date: date, time: time?.value, kind: kind,
      detail: Swift.Dictionary(pairs, uniquingKeysWith: { first, _ in first }),
      parent: parent?.value.text, amount: amount?.value, evidence: Evidence(span))
  }
}

extension InlineRegister.InlineAmendment {
  fileprivate var value: Amendment? {
    guard let date = date?.value, let half = session?.value.half,
      let amendedOn = amendedOn?.value
    else { return nil }
    return Amendment(
      session: Session(date, half), original: original?.value, amended: amended?.value,
      amendedOn: amendedOn, missing: (missing ?? []).map(\.value), evidence: Evidence(span))
  }
}

extension InlineRegister.InlineLeave {
  fileprivate var value: LeaveRequest? {
    guard let appliedOn = appliedOn?.value, let firstDay = firstDay?.value else { return nil }
    return LeaveRequest(
      appliedOn: appliedOn, appliedBy: appliedBy?.value.text, firstDay: firstDay,
      lastDay: lastDay?.value ?? firstDay, reason: reason?.value.text,
      decision: decision?.value.text, decidedOn: decidedOn?.value, evidence: Evidence(span))
  }
}

extension InlineRegister.InlineExclusion {
  fileprivate var value: Exclusion? {
    guard let firstDay = firstDay?.value else { return nil }
    let kind = kind?.value ?? .suspension
    return Exclusion(
      kind: kind, firstDay: firstDay,
      lastDay: lastDay?.value ?? (kind == .permanent ? nil : firstDay), evidence: Evidence(span))
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

extension InlineRegister.InlineRegisterTaken {
  fileprivate var value: RegisterTaken? {
    guard let group = classGroup?.value.text, let date = date?.value, let half = session?.value.half
    else { return nil }
    return RegisterTaken(
      classGroup: group, session: Session(date, half), opened: opened?.value,
      closed: closed?.value, evidence: Evidence(span))
  }
}

extension DatasetBuilder {
  /// Enters what a small register says beside its marks.
  ///
  /// Nothing written about actions and amendments means that there were none; about leave, exclusions
  /// and the taking of registers, that nothing is known of them.
  fileprivate mutating func enter(_ register: InlineRegister, _ reading: inout Reading) {
    for pupil in register.pupils ?? [] {
      do throws(RowProblem) {
        try add(pupil.value)
      } catch {
        reading.report(
          Diagnostic(
            "register.overlapping-spells", "\(Wording.sentence(error.reason)).", at: pupil.span,
            help: "Several entries of one pupil are several times on roll, one after the other."))
      }
    }
    for action in register.actions ?? [] {
      if let value = action.value { add(value, for: name(action.pupil)) }
    }
    for amendment in register.amendments ?? [] {
      if let value = amendment.value { add(value, for: name(amendment.pupil)) }
    }
    for request in register.leave ?? [] {
      if let value = request.value { add(value, for: name(request.pupil)) }
    }
    for exclusion in register.exclusions ?? [] {
      if let value = exclusion.value { add(value, for: name(exclusion.pupil)) }
    }
    for taken in register.registersTaken ?? [] {
      if let value = taken.value { add(value) }
    }
    func note(
      _ kind: MarkNote.Kind, _ value: Int?, of pupil: Located<Prose>?, _ date: CivilDate?,
      _ half: Located<InlineRegister.Half>?, at span: SourceSpan
    ) {
      guard let value, let date, let half = half?.value.half,
        let pupil = collector.pupil(name(pupil), at: Evidence(span))
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

  private func name(_ pupil: Located<Prose>?) -> String {
    PupilIdentifier.standard(pupil?.value.text ?? "")
  }

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
          evidence: Evidence(file: text.span.file, line: text.span.start.line))
      }
      date = date.adding(days: 1)
    }
  }
}
