import CivilTime
import Clauses
public import Diagnostics
import PolicyModel
import Simulation
public import TypedYAML

/// What a policy says in one clause: a value, or a duty as a whole.
public struct SaidClause: Sendable {
  /// The path of the clause, such as `leave_of_absence.notice` or `follow_up.home-visit`.
  public let path: String
  /// What it says, with its place.
  public let value: Located<Value>
  /// What it says, in words.
  public let words: String
  /// The layer that says it; nil for the school's own file.
  public let layer: String?
  /// The words of the document it was transcribed from, and the document.
  public let quote: (document: String, words: String)?
  /// What layers above say instead, the nearest first; the clause overrides them.
  public let overrides: [(layer: String, words: String)]
  /// The minutes after another time that a time is compared by; nil for the value itself.
  let measured: Value?
}

extension PolicyDocument {
  /// Every clause that holds for the school, in the order of the keys of a policy.
  func clauses(_ yardstick: Yardstick) -> [SaidClause] {
    let duties = [("follow_up", effective.followUp), ("escalation", effective.escalation)]
      .flatMap { section, duties in
        (duties ?? []).map { (path: "\(section).\($0.id.value.text)", duty: $0) }
      }
    let values = effective.erased
    var clauses: [SaidClause] = []
    for leaf in provenance(at: "") {
      let duty = duties.first { leaf.path.hasPrefix($0.path + ".") }
      guard let duty else {
        let measured = yardstick.measured(leaf.path, leaf.holds.value.value, in: values)
        let words = leaf.holds.value.value.words + (measured.map { " (\($0.words))" } ?? "")
        clauses.append(SaidClause(leaf, leaf.path, leaf.holds.value, words, measured))
        continue
      }
      guard clauses.last?.path != duty.path else { continue }
      clauses.append(SaidClause(leaf, duty.path, duty.duty.erased, duty.duty.brief, nil))
    }
    return clauses
  }
}

extension SaidClause {
  fileprivate init(
    _ leaf: Provenance, _ path: String, _ value: Located<Value>, _ words: String, _ measured: Value?
  ) {
    // Of a duty the layers say other things than its first value, so it is not told what they say.
    let isWhole = path == leaf.path
    self.init(
      path: path, value: value, words: words, layer: leaf.holds.layer, quote: leaf.holds.quote,
      overrides: isWhole
        ? leaf.overrides.compactMap { origin in
          origin.layer.map { ($0, origin.value.value.words) }
        } : [],
      measured: measured)
  }

  /// The first step of the path: the part of the policy.
  public var section: String { String(path.prefix { $0 != "." }) }

  /// Whether another clause says the same.
  public func saysTheSame(as other: SaidClause) -> Bool {
    if let measured, let others = other.measured, !measured.means(others) { return false }
    return value.value.means(other.value.value) || words == other.words
  }
}

extension Duty {
  /// The duty in a table's cell: what is done, until when, and on what occasion.
  var brief: String {
    let action = Wording.plain(action.text)
    let deadline =
      switch deadline {
      case .sameDay?: " on the same day"
      case let length?: " within \(length.value.words)"
      case nil: ""
      }
    let time = by.map { " by \($0)" } ?? ""
    let more = detail.sorted { $0.key < $1.key }.map { "\(Wording.plain($0.key)) \($0.value)" }
    let permission = binding == .may ? "may: " : ""
    return permission + action + (more.isEmpty ? "" : " (\(more.joined(separator: ", ")))")
      + deadline + time + ", once \(occasion.words)"
  }
}
