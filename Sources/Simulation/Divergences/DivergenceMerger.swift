import CivilTime
package import Clauses
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
      divergences[place] = divergences[place].joined(by: clause)
      return
    }
    places[key] = divergences.count
    let isMark = if case .event(.mark) = clause.duty.occasion { true } else { false }
    divergences.append(
      Divergence(
        .clause(clause), kind, pupil: record.pupil.id, obligation.opened.date,
        half: isMark ? obligation.opened.half : nil, due: obligation.due
      ) { Divergence.Words(obligation, clause, context) })
  }

  /// What the actions of a clause by themselves show.
  mutating func add(_ checks: ActionChecks) {
    let (clause, record) = (checks.clause, checks.record)
    for premature in checks.premature {
      add(.premature, premature.action, clause, record) { Divergence.Words(premature, clause) }
    }
    for incomplete in checks.incomplete {
      add(.missing, incomplete.action, clause, record) { Divergence.Words(incomplete, clause) }
    }
  }

  mutating func add(unwarranted action: Action, _ clause: Clause, _ record: PupilRecord) {
    add(.unwarranted, action, clause, record) {
      let name = Wording.plain(clause.duty.action.text)
      return Divergence.Words(
        expected: "no \(name)", recorded: name,
        "A \(name) is recorded, but nothing had happened that called for it.",
        evidence: [action.evidence])
    }
  }

  /// An action that was right but for its date: too soon after what called for it.
  mutating func add(early obligation: Obligation, _ clause: Clause, _ record: PupilRecord) {
    guard let earliest = obligation.earliest, let action = obligation.discharge else { return }
    add(.premature, action, clause, record) {
      let name = clause.actionWords
      return Divergence.Words(
        action, expected: "\(name) on \(earliest.written) or later",
        "\(clause.occasionWords) on \(obligation.opened.date.written); "
          + "\(name) is recorded on \(action.date.written), before \(earliest.written).",
        besides: obligation.evidence)
    }
  }

  private mutating func add(
    _ kind: Divergence.Kind, _ action: Action, _ clause: Clause, _ record: PupilRecord,
    _ words: @escaping @Sendable () -> Divergence.Words
  ) {
    divergences.append(
      Divergence(.clause(clause), kind, pupil: record.pupil.id, action.date, words))
  }
}

extension Divergence.Words {
  /// What is said of an action.
  fileprivate init(
    _ action: Action, expected: String, _ message: String, besides evidence: [Evidence] = []
  ) {
    self.init(
      expected: expected,
      recorded: "\(Wording.plain(action.kind)) on \(action.date.written)\(action.timeWords)",
      message,
      evidence: evidence + [action.evidence])
  }

  fileprivate init(_ premature: ActionChecks.Premature, _ clause: Clause) {
    let precondition = premature.precondition
    let wanted =
      Wording.list(precondition.anyOf.map(Wording.plain), "or")
      + Duty.words(of: precondition.detail)
    let wait = precondition.atLeast.map { " at least \($0.value.words) before it" } ?? " before it"
    let found =
      premature.tooRecent.map { "The last is recorded on \($0.date.written)." }
      ?? "None is recorded."
    self.init(
      premature.action, expected: wanted + wait,
      "\(Wording.sentence(clause.actionWords)) is recorded on \(premature.action.date.written). There "
        + "has to be \(wanted)\(wait). \(found)",
      besides: [premature.tooRecent?.evidence].compactMap { $0 })
  }

  fileprivate init(_ incomplete: ActionChecks.Incomplete, _ clause: Clause) {
    let missing = Wording.list(incomplete.missing.map(Wording.plain))
    self.init(
      incomplete.action, expected: missing,
      "\(Wording.sentence(clause.actionWords)) is recorded on \(incomplete.action.date.written) without "
        + "\(missing).")
  }

  /// What is said of an obligation that was not met in time.
  fileprivate init(_ obligation: Obligation, _ clause: Clause, _ context: ReplayContext) {
    let action = clause.actionWords
    let by = clause.duty.by.map { " at \($0)" } ?? ""
    let due = obligation.due.map { context.dueDates.words($0) + by } ?? "an unstated date"
    var message =
      "\(clause.occasionWords) on \(obligation.opened.date.written). "
      + "Due by \(due): \(action). "
    if let done = obligation.discharge, let dueDate = obligation.due {
      let unit = clause.duty.deadline?.unit ?? .days
      let days = context.dueDates.lateness(in: unit, of: done.date, due: dueDate)
      let delay =
        days.map { $0 > 0 ? "\(Quantity($0, unit)) late" : "later that day" }
        ?? "late, after the register's end"
      message += "It is recorded on \(done.date.written)\(done.timeWords), \(delay)."
    } else {
      message += "None is recorded up to \(context.lastDate.written)."
    }
    self.init(
      expected: action,
      recorded: obligation.discharge.map { "\(action) on \($0.date.written)\($0.timeWords)" },
      message,
      evidence: obligation.evidence + [obligation.discharge?.evidence].compactMap { $0 })
  }
}

extension Action {
  /// The time in a sentence, with a space before it; empty where none is recorded.
  fileprivate var timeWords: String { time.map { " at \($0)" } ?? "" }
}

extension Duty {
  /// What a record has to hold, in brackets.
  static func words(of detail: [String: String]) -> String {
    guard !detail.isEmpty else { return "" }
    let pairs = detail.sorted { $0.key < $1.key }.map {
      "\(Wording.plain($0.key)) \($0.value)"
    }
    return " (\(pairs.joined(separator: ", ")))"
  }
}

extension Occasion.Kind {
  /// What happened, in words: `4 days of absence in the school year were reached`.
  package var words: String {
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
  package var words: String {
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
  package var words: String {
    switch self {
    case .schoolWeeks, .schoolDays, .days: " within \(value.words)"
    case .halfTerm: " in the half term"
    case .term: " in the term"
    case .schoolYear: " in the school year"
    case .consecutive: " in a row"
    }
  }
}
