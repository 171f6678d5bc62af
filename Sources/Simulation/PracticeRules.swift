import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute

/// Judges marks one by one by the framework's rules about practice.
struct PracticeRules {
  let context: ReplayContext
  let policy: Policy?

  /// The names of the rules that this judge knows.
  private enum Name: String {
    case missing = "register.mark-missing"
    case unknown = "register.code-unknown"
    case retired = "register.code-retired"
    case closedDay = "register.mark-on-closed-day"
    case offRoll = "register.mark-off-roll"
    case lateAfterClose = "register.late-after-close"
    case lateBeforeClose = "register.late-before-close"
    case presentWhenLate = "register.present-when-late"
    case lateWhenPresent = "register.late-when-present"
  }

  private let rules: [String: StandingRule]

  init(_ context: ReplayContext, _ policy: Policy?) {
    self.context = context
    self.policy = policy
    rules = Swift.Dictionary(
      context.framework.practice.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names of the rules that the simulator knows how to judge.
  static var knownNames: [String] {
    [
      Name.missing, .unknown, .retired, .closedDay, .offRoll, .lateAfterClose, .lateBeforeClose,
      .presentWhenLate, .lateWhenPresent,
    ].map(\.rawValue)
  }

  /// What is wrong with one pupil's marks.
  func divergences(_ record: PupilRecord, _ timeline: Timeline) -> [Divergence] {
    var found = strayMarks(record) + offRollMarks(record)
    for (place, session) in timeline.sessions.enumerated() {
      guard context.dataset.calendar.sessions[session].date >= context.firstDate else { continue }
      let traits = timeline.traits[place]
      if traits.contains(.missing) {
        found += unusable(record, session, code: timeline.codes[place])
      } else if record.marks.minutesLate[session] >= 0 {
        found += lateness(record, session, traits, code: timeline.codes[place])
      }
    }
    return found
  }

  // MARK: Codes

  /// A mark that is missing, or a code that means nothing on its date.
  private func unusable(_ record: PupilRecord, _ session: Int, code: UInt8) -> [Divergence] {
    let place = context.dataset.calendar.sessions[session]
    guard let mark = context.dataset.codes[Int(code)] else {
      return divergence(
        .missing, .missing, record, place, session: session, expected: "a mark", recorded: nil,
        "The register has no mark for this session.")
    }
    let meanings = context.framework.codes.meanings(of: mark)
    if let current = context.framework.codes.meaning(of: mark, on: place.date) {
      return divergence(
        .unknown, .misrecorded, record, place, session: session, expected: "a pupil's mark",
        recorded: mark.text,
        "`\(mark.text)` means “\(current.meaning)”; it is not a mark of a pupil's attendance.")
    }
    guard let last = meanings.last(where: { $0.range.first <= place.date }),
      let end = last.range.last
    else {
      return divergence(
        .unknown, .misrecorded, record, place, session: session, expected: "a national code",
        recorded: mark.text,
        "`\(mark.text)` is not a code of the national table on this date. Enter the code for what "
          + "happened.")
    }
    let successors = Wording.list(last.replacedBy.map { "`\($0.text)`" }, "or")
    return divergence(
      .retired, .misrecorded, record, place, session: session,
      expected: successors.isEmpty ? "a current code" : successors, recorded: mark.text,
      "`\(mark.text)` (\(last.meaning)) may not be used after \(end.written)."
        + (successors.isEmpty ? "" : " Its place was taken by \(successors)."))
  }

  /// Marks where the school has no session; closures may be marked as such.
  private func strayMarks(_ record: PupilRecord) -> [Divergence] {
    record.marks.strays.flatMap { stray -> [Divergence] in
      let meaning = context.framework.codes.meaning(of: stray.code, on: stray.session.date)
      if meaning?.codeClass == .notCollected { return [] }
      guard stray.session.date >= context.firstDate, stray.session.date <= context.lastDate else {
        return []
      }
      return divergence(
        .closedDay, .misrecorded, record, stray.session, expected: "no mark",
        recorded: stray.code.text,
        "The register has a mark, but the calendar has no session here.",
        evidence: [stray.evidence])
    }
  }

  /// Marks before a pupil joined or after a pupil left.
  private func offRollMarks(_ record: PupilRecord) -> [Divergence] {
    guard record.pupil.joined != nil || record.pupil.left != nil else { return [] }
    return record.marks.codes.indices.flatMap { session -> [Divergence] in
      let place = context.dataset.calendar.sessions[session]
      guard record.marks.codes[session] > 1, !record.pupil.isOnRoll(place.date),
        let code = context.dataset.codes[Int(record.marks.codes[session])],
        context.framework.codes.meaning(of: code, on: place.date)?.codeClass != .notCollected
      else { return [] }
      return divergence(
        .offRoll, .misrecorded, record, place, session: session, expected: "no mark",
        recorded: code.text, "The register has a mark, but the pupil is not on roll on this date.")
    }
  }

  // MARK: Lateness

  /// Compares the mark of a pupil who came in with the time of arrival.
  private func lateness(
    _ record: PupilRecord, _ session: Int, _ traits: Traits, code: UInt8
  ) -> [Divergence] {
    let place = context.dataset.calendar.sessions[session]
    guard !traits.isDisjoint(with: [.presentOnTime, .late, .lateAfterClose]),
      let times = times(place.half),
      let arrival = times.opens.adding(Minutes(Int(record.marks.minutesLate[session]))),
      let mark = context.dataset.codes[Int(code)]
    else { return [] }
    let expected: Traits =
      arrival <= times.starts ? .presentOnTime : arrival <= times.closes ? .late : .lateAfterClose
    guard traits.isDisjoint(with: expected) else { return [] }
    guard let shouldBe = self.code(for: expected, place) else { return [] }
    let name: Name =
      switch (expected, traits) {
      case (.lateAfterClose, _): .lateAfterClose
      case (.presentOnTime, _): .lateWhenPresent
      case (_, let traits) where traits.contains(.lateAfterClose): .lateBeforeClose
      default: .presentWhenLate
      }
    let when = place.half == .morning ? "morning" : "afternoon"
    return divergence(
      name, .misrecorded, record, place, session: session, expected: shouldBe, recorded: mark.text,
      "The pupil came at \(arrival); the \(when) register opens at \(times.opens) and closes at "
        + "\(times.closes), so the mark is `\(shouldBe)`, not `\(mark.text)`.",
      clause: times.clause)
  }

  /// The times of a register; nil where the policy does not give them.
  private func times(
    _ half: SessionHalf
  ) -> (opens: TimeOfDay, starts: TimeOfDay, closes: TimeOfDay, clause: SourceSpan)? {
    let register = half == .morning ? policy?.registers?.morning : policy?.registers?.afternoon
    guard let opens = register?.opens, let closes = register?.closes else { return nil }
    // Where a policy gives several starts, the latest counts, in the pupil's favour.
    let dayStarts = half == .morning ? policy?.day?.starts?.value : nil
    let starts = [opens.value, dayStarts, register?.lateAfter?.value].compactMap { $0 }.max()
    return (opens.value, starts ?? opens.value, closes.value, closes.span)
  }

  /// The code that the table on a date has for a role.
  private func code(for traits: Traits, _ place: Session) -> String? {
    let role: CodeRole =
      switch traits {
      case .late: .late
      case .lateAfterClose: .lateAfterClose
      default: place.half == .morning ? .presentMorning : .presentAfternoon
      }
    return context.framework.codes.codes(on: place.date).first { $0.role == role }?.code.text
  }

  // MARK: Making divergences

  /// A divergence, if the framework has the rule and it binds on the date.
  private func divergence(
    _ name: Name, _ kind: Divergence.Kind, _ record: PupilRecord, _ place: Session,
    session: Int? = nil, expected: String?, recorded: String?, _ message: String,
    clause: SourceSpan? = nil, evidence: [Evidence]? = nil
  ) -> [Divergence] {
    guard let rule = rules[name.rawValue], rule.inForce.contains(place.date) else { return [] }
    let rows =
      evidence ?? session.flatMap { context.evidence(record, $0) }.map { [$0] } ?? []
    return [
      Divergence(
        clause: rule.id, kind: kind, pupil: record.pupil.id, date: place.date, half: place.half,
        expected: expected, recorded: recorded, due: nil, severity: rule.severity,
        message: message, clauseSpan: clause, evidence: rows,
        citations: context.framework.bibliography.cited(
          rule.citations, during: DateRange(on: place.date)))
    ]
  }
}
