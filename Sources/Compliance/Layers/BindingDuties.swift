import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import TypedYAML

/// A duty that binds a school, with its clause and the document that imposes it.
struct BindingDuty: Sendable {
  /// The kind of document that imposes a duty.
  enum Voice: Sendable, Hashable {
    /// The checked file, with its inherited values.
    case own
    /// Another layer, by its path.
    case layer(String)
    case framework
  }

  /// The clause's name, such as `escalation.stage-1`.
  let clause: String
  /// Its path in the file that gives it.
  let path: String
  let duty: Duty
  /// The dates on which it binds; nil for every date.
  let inForce: DateRange?
  let voice: Voice

  /// Creates a duty of a document that applies on some dates; nil where it binds on none of them.
  init?(
    _ clause: String, at path: String? = nil, _ duty: Duty, _ voice: Voice,
    applies: DateRange? = nil
  ) {
    (self.clause, self.path, self.duty, self.voice) = (clause, path ?? clause, duty, voice)
    inForce = duty.inForce.map { own in applies.map { own.intersection($0) } ?? own } ?? applies
    if inForce == nil, duty.inForce != nil { return nil }
  }

  /// The action in words.
  var action: String { Wording.plain(duty.action.text) }

  /// The occasion in words.
  var occasion: String { duty.draft.when?.erased.value.words ?? "its occasion" }

  /// The dates among some on which both bind; nil where there are none.
  func sharedDates(with other: BindingDuty, of dates: DateRange) -> DateRange? {
    guard let own = inForce.map({ $0.intersection(dates) }) ?? dates else { return nil }
    return other.inForce.map { $0.intersection(own) } ?? own
  }

  /// Whether both may apply to one pupil of some school.
  func sharesPupils(with other: BindingDuty) -> Bool {
    func overlap<Item: Equatable>(_ own: [Item], _ others: [Item]) -> Bool {
      own.isEmpty || others.isEmpty || own.contains { others.contains($0) }
    }
    return overlap(duty.concerned.groups, other.duty.concerned.groups)
      && overlap(duty.scope.types, other.duty.scope.types)
      && overlap(duty.scope.phases, other.duty.scope.phases)
  }
}

/// An index of the duties that forbid an action, by action.
///
/// A policy may have thousands of clauses, so a lookup replaces comparisons in pairs.
struct Prohibitions: Sendable {
  private struct Topic: Hashable {
    let action: String
    /// The particulars of the action's detail.
    let detail: [String: String]
    /// The occasion, where only equal ones count.
    let occasion: OccasionKey?
  }

  private var duties: [Topic: [BindingDuty]] = [:]
  /// The sets of keys in the details of an action's duties.
  private var keys: [String: Set<Set<String>>] = [:]
  private let needsSameOccasion: Bool

  var isEmpty: Bool { duties.isEmpty }

  /// Indexes duties by descending reach, because the first are the likeliest to forbid an action.
  init(_ all: [BindingDuty], ofSameOccasion: Bool, reach: (BindingDuty) -> Int) {
    needsSameOccasion = ofSameOccasion
    for clause in all.sorted(by: { reach($0) > reach($1) }) {
      let detail = clause.duty.detail
      duties[topic(of: clause.duty, detail), default: []].append(clause)
      keys[clause.duty.action.text, default: []].insert(Set(detail.keys))
    }
  }

  private func topic(of duty: Duty, _ detail: [String: String]) -> Topic {
    Topic(
      action: duty.action.text, detail: detail,
      occasion: needsSameOccasion ? OccasionKey(duty) : nil)
  }

  /// The first duty that covers every action that keeps a clause, and satisfies a predicate.
  func first(about clause: BindingDuty, where forbids: (BindingDuty) -> Bool) -> BindingDuty? {
    let detail = clause.duty.detail
    let topics = (keys[clause.duty.action.text] ?? [])
      .filter { $0.isSubset(of: detail.keys) }
      .map { keys in topic(of: clause.duty, detail.filter { keys.contains($0.key) }) }
    return topics.compactMap { duties[$0]?.first(where: forbids) }
      .min { $0.duty.id.span.precedes($1.duty.id.span) }
  }
}

extension SourceSpan {
  /// Whether it comes first in the order of files and of places in them.
  fileprivate func precedes(_ other: SourceSpan) -> Bool {
    file == other.file ? start < other.start : file < other.file
  }
}

/// An occasion in normal form: eight sessions are four days.
struct OccasionKey: Hashable, Sendable {
  private enum Kind: Hashable {
    case count(Measure, Window, Least, after: Int?)
    case event(Event)
    case action(String)
  }

  /// The least amount that reaches a threshold.
  struct Least: Hashable {
    /// Sessions, or hundredths of a per cent.
    let count: Int
    let isShare: Bool
    /// Whether a share must exceed the amount.
    let isExclusive: Bool

    init(_ threshold: Threshold) {
      switch threshold.amount {
      case .sessions(let sessions):
        count = threshold.isExclusive ? sessions + 1 : sessions
        (isShare, isExclusive) = (false, false)
      case .percent(let share):
        (count, isShare, isExclusive) = (share.basisPoints, true, threshold.isExclusive)
      }
    }

    /// Whether it is reached before the other.
    func isSooner(than other: Least) -> Bool {
      isShare == other.isShare
        && (count < other.count || count == other.count && !isExclusive && other.isExclusive)
    }
  }

  private let kind: Kind
  private let countingFrom: CivilDate?

  init(_ duty: Duty) {
    countingFrom = duty.countingFrom
    switch duty.occasion {
    case .count(let trigger):
      let least = Least(trigger.threshold)
      kind = .count(
        trigger.measure, trigger.window, least, after: least.isShare ? trigger.after : nil)
    case .event(.action(let action, _)): kind = .action(action)
    case .event(let event): kind = .event(event)
    }
  }
}

extension Duty {
  /// The cases that are exempt from opening it.
  private var narrowings: Set<String> {
    Set(
      [exempts?.rawValue, exclusion?.rawValue, afterLeave ? "after_leave" : nil].compactMap { $0 })
  }

  /// Whether every occasion that opens it opens another duty too; both must have one key.
  func isOpened(with other: Duty) -> Bool {
    guard other.narrowings.isSubset(of: narrowings) else { return false }
    guard case .event(.action(_, let detail)) = occasion,
      case .event(.action(_, let others)) = other.occasion
    else { return true }
    return others.allSatisfy { detail[$0.key] == $0.value }
  }

  /// Whether it certainly opens for some pupils for whom another duty has not opened.
  func opens(without other: Duty) -> Bool {
    guard other.narrowings.isSubset(of: narrowings) else { return true }
    switch (occasion, other.occasion) {
    case (.count(let own), .count(let other)):
      let (least, others) = (
        OccasionKey.Least(own.threshold), OccasionKey.Least(other.threshold)
      )
      return !own.measure.isPart(of: other.measure)
        || own.window == other.window && least.isSooner(than: others)
    case (.event(.mark(let own)), .event(.mark(let other))): return !Set(own).isSubset(of: other)
    // One mark may reach the threshold of a count.
    case (.event(.mark), .count), (.count, .event(.mark)): return false
    case (.event(.action(let own, let detail)), .event(.action(let other, let others))):
      return own != other || !others.allSatisfy { detail[$0.key] == $0.value }
    case (.event(let own), .event(let other)): return own != other
    case (.event, .count), (.count, .event): return true
    }
  }
}

extension Measure {
  /// Whether the sessions that it counts may all be among those that another counts.
  fileprivate func isPart(of other: Measure) -> Bool {
    switch (self, other) {
    case (.codes(let own), .codes(let others)): Set(own).isSubset(of: others)
    case (.codes, _), (_, .codes): true
    case (.late, _), (_, .late): self == other
    case (_, .absence), (.unexplainedAbsence, .unauthorisedAbsence),
      (.lateAfterClose, .unauthorisedAbsence), (.illness, .authorisedAbsence):
      true
    default: self == other
    }
  }
}
