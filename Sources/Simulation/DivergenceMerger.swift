import CivilTime
public import Clauses
import Diagnostics
import Registers
import TypedYAML

/// Turns one pupil's obligations into divergences; what several clauses ask for is one divergence.
struct DivergenceMerger {
  private(set) var divergences: [Divergence] = []
  private var places: [Key: Int] = [:]

  /// The same action, missing or late for the same reason, is the same divergence.
  private struct Key: Hashable {
    let opened: Session
    let action: String
    let detail: [String: String]
    let kind: Divergence.Kind
  }

  mutating func add(
    _ obligation: Obligation, _ clause: Clause, _ record: PupilRecord, _ context: ReplayContext
  ) {
    let kind: Divergence.Kind
    switch obligation.outcome {
    case .late: kind = .late
    case .missed: kind = .missed
    case .met, .pending: return
    }
    let key = Key(
      opened: obligation.opened, action: clause.duty.action.text, detail: clause.duty.detail,
      kind: kind)
    if let place = places[key] {
      if divergences[place].clause != clause.name {
        divergences[place].alsoAgainst.append(clause.name)
      }
      divergences[place].severity = max(divergences[place].severity, clause.duty.severity)
      divergences[place].citations += clause.citations.filter {
        !divergences[place].citations.contains($0)
      }
      return
    }
    places[key] = divergences.count
    divergences.append(divergence(obligation, kind, clause, record, context))
  }

  /// What the actions of a clause by themselves show.
  mutating func add(_ checks: ActionChecks) {
    checks.premature.forEach { add($0, checks.clause, checks.record) }
    checks.incomplete.forEach { add($0, checks.clause, checks.record) }
  }

  mutating func add(unwarranted action: Action, _ clause: Clause, _ record: PupilRecord) {
    let name = Wording.plain(clause.duty.action.text)
    divergences.append(
      Divergence(
        clause: clause.name, kind: .unwarranted, pupil: record.pupil.id, date: action.date,
        half: nil, expected: "no \(name)", recorded: name, due: nil,
        severity: clause.duty.severity,
        message: "A \(name) is recorded, but nothing had happened that called for it.",
        clauseSpan: clause.duty.id.span, evidence: [action.evidence],
        citations: clause.citations))
  }

  /// An action that was right but for its date: too soon after what called for it.
  mutating func add(early obligation: Obligation, _ clause: Clause, _ record: PupilRecord) {
    guard let earliest = obligation.earliest, let action = obligation.discharge else { return }
    let name = Wording.plain(clause.duty.action.text) + detailWords(clause.duty)
    add(
      .premature, action, clause, record, expected: "\(name) on \(earliest.written) or later",
      "\(Wording.sentence(clause.duty.occasion.words)) on \(obligation.opened.date.written); "
        + "\(name) is recorded on \(action.date.written), before \(earliest.written).",
      besides: obligation.evidence)
  }

  mutating func add(
    _ premature: ActionChecks.Premature, _ clause: Clause, _ record: PupilRecord
  ) {
    let precondition = premature.precondition
    let wanted =
      Wording.list(precondition.anyOf.map(Wording.plain), "or") + words(precondition.detail)
    let wait = precondition.atLeast.map { " at least \($0.value.words) before it" } ?? " before it"
    let found =
      premature.tooRecent.map { "The last is recorded on \($0.date.written)." }
      ?? "None is recorded."
    let name = Wording.plain(clause.duty.action.text) + detailWords(clause.duty)
    add(
      .premature, premature.action, clause, record, expected: wanted + wait,
      "\(Wording.sentence(name)) is recorded on \(premature.action.date.written). There has to be "
        + "\(wanted)\(wait). \(found)",
      besides: [premature.tooRecent?.evidence].compactMap { $0 })
  }

  mutating func add(
    _ incomplete: ActionChecks.Incomplete, _ clause: Clause, _ record: PupilRecord
  ) {
    let name = Wording.plain(clause.duty.action.text) + detailWords(clause.duty)
    let missing = Wording.list(incomplete.missing.map(Wording.plain))
    add(
      .missing, incomplete.action, clause, record, expected: missing,
      "\(Wording.sentence(name)) is recorded on \(incomplete.action.date.written) without "
        + "\(missing).", besides: [])
  }

  private mutating func add(
    _ kind: Divergence.Kind, _ action: Action, _ clause: Clause, _ record: PupilRecord,
    expected: String, _ message: String, besides evidence: [Evidence]
  ) {
    divergences.append(
      Divergence(
        clause: clause.name, kind: kind, pupil: record.pupil.id, date: action.date, half: nil,
        expected: expected,
        recorded: "\(Wording.plain(action.kind)) on \(action.date.written)\(time(action))",
        due: nil, severity: clause.duty.severity, message: message,
        clauseSpan: clause.duty.id.span, evidence: evidence + [action.evidence],
        citations: clause.citations))
  }

  private func divergence(
    _ obligation: Obligation, _ kind: Divergence.Kind, _ clause: Clause, _ record: PupilRecord,
    _ context: ReplayContext
  ) -> Divergence {
    let duty = clause.duty
    let isMark = if case .event(.mark) = duty.occasion { true } else { false }
    let action = Wording.plain(duty.action.text) + detailWords(duty)
    let done = obligation.discharge.map { "\(action) on \($0.date.written)\(time($0))" }
    return Divergence(
      clause: clause.name, kind: kind, pupil: record.pupil.id, date: obligation.opened.date,
      half: isMark ? obligation.opened.half : nil, expected: action, recorded: done,
      due: obligation.due, severity: duty.severity,
      message: message(obligation, duty, action, context),
      clauseSpan: duty.id.span,
      evidence: obligation.evidence + [obligation.discharge?.evidence].compactMap { $0 },
      citations: clause.citations)
  }

  private func message(
    _ obligation: Obligation, _ duty: Duty, _ action: String, _ context: ReplayContext
  ) -> String {
    let by = duty.by.map { " at \($0)" } ?? ""
    let due = obligation.due.map { context.dueDates.words($0) + by } ?? "an unstated date"
    let opening = "\(Wording.sentence(duty.occasion.words)) on \(obligation.opened.date.written). "
    guard let discharge = obligation.discharge, let dueDate = obligation.due else {
      return opening
        + "Due by \(due): \(action). None is recorded up to \(context.lastDate.written)."
    }
    let unit = duty.deadline?.unit ?? .days
    let days = context.dueDates.lateness(in: unit, of: discharge.date, due: dueDate)
    let delay =
      days.map { $0 > 0 ? "\(Quantity($0, unit)) late" : "later that day" }
      ?? "late, after the register's end"
    return opening
      + "Due by \(due): \(action). It is recorded on \(discharge.date.written)\(time(discharge)), "
      + "\(delay)."
  }

  private func time(_ action: Action) -> String { action.time.map { " at \($0)" } ?? "" }

  private func detailWords(_ duty: Duty) -> String {
    words(duty.detail)
  }

  private func words(_ detail: [String: String]) -> String {
    guard !detail.isEmpty else { return "" }
    let pairs = detail.sorted { $0.key < $1.key }.map {
      "\(Wording.plain($0.key)) \($0.value)"
    }
    return " (\(pairs.joined(separator: ", ")))"
  }
}

extension Divergence {
  /// The order of reports: date, session, pupil, clause.
  static func precedes(_ left: Divergence, _ right: Divergence) -> Bool {
    (left.date, left.half?.rawValue ?? 0, left.pupil ?? left.group ?? "", left.clause, left.message)
      < (
        right.date, right.half?.rawValue ?? 0, right.pupil ?? right.group ?? "", right.clause,
        right.message
      )
  }
}

extension Occasion.Kind {
  /// What happened, in words: `4 days of absence in the school year were reached`.
  public var words: String {
    switch self {
    case .count(let trigger)
    where trigger.threshold.isFirstSession && trigger.window == .consecutive:
      "\(trigger.measure.words) began"
    case .count(let trigger) where trigger.threshold.isFirstSession:
      "\(trigger.measure.words) occurred\(trigger.window.words)"
    case .count(let trigger) where trigger.threshold.isShare:
      "\(trigger.measure.words) reached \(trigger.threshold.value.words)\(trigger.window.words)"
    case .count(let trigger):
      "\(trigger.threshold.value.words) of \(trigger.measure.words)\(trigger.window.words) "
        + "were reached"
    case .event(.mark(let codes)):
      "a session marked \(Wording.list(codes.map { "`\($0.text)`" }, "or"))"
    case .event(.leaveApplication): "leave was applied for"
    case .event(.action(let kind, _)): "\(Wording.plain(kind)) was recorded"
    case .event(.pupilJoins): "the pupil joined the school"
    case .event(.pupilLeaves): "the pupil left the school"
    }
  }
}

extension Threshold {
  /// Whether the first counted session reaches it.
  fileprivate var isFirstSession: Bool { amount == .sessions(1) && !isExclusive }

  /// Whether it is a share of the possible sessions.
  fileprivate var isShare: Bool { if case .percent = amount { true } else { false } }
}

extension Measure {
  /// The measure in a sentence.
  public var words: String {
    switch self {
    case .absence: "absence"
    case .authorisedAbsence: "authorised absence"
    case .unauthorisedAbsence: "unauthorised absence"
    case .illness: "illness"
    case .unexplainedAbsence: "unexplained absence"
    case .late: "lateness"
    case .lateAfterClose: "lateness after the register closed"
    case .codes(let codes): "marks \(Wording.list(codes.map(\.text), "or"))"
    }
  }
}

extension Window {
  /// The window in a sentence, with a space before it.
  public var words: String {
    switch self {
    case .schoolWeeks, .schoolDays, .days: " within \(value.words)"
    case .halfTerm: " in the half term"
    case .term: " in the term"
    case .schoolYear: " in the school year"
    case .consecutive: " in a row"
    }
  }
}
