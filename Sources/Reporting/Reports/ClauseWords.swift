import CivilTime
import Comparisons
import Compliance
import Diagnostics
import TypedYAML

/// A path in words, split into the section of the policy and the clause in it.
struct ClauseName {
  let section, clause: String

  init(_ path: String) {
    let steps = path.split(separator: ".").map { Wording.plain(String($0)) }
    section = Wording.sentence(steps.first ?? "")
    clause = steps.dropFirst().joined(separator: " ")
  }

  /// Both in one line.
  var words: String { clause.isEmpty ? section : "\(section): \(clause)" }
}

extension LegalLimit {
  /// How far the value is from the limit, in words.
  var words: String {
    guard let isKept else {
      return "cannot be compared with the \(limit.words) of `\(rule)`"
    }
    let by = distance?.words ?? ""
    let isAt = measured.bare.order(to: limit.bare) == .equal
    switch (relation, isKept) {
    case (.exactly, true): return "as the law says"
    case (.exactly, false): return "the law says \(limit.words)"
    case (.atMost, true): return isAt ? "at the limit" : "\(by) inside the limit of \(limit.words)"
    case (.atMost, false): return "\(by) over the limit of \(limit.words)"
    case (.atLeast, true):
      return isAt ? "the least allowed" : "\(by) above the least of \(limit.words)"
    case (.atLeast, false): return "\(by) short of the least of \(limit.words)"
    }
  }
}

extension MemberComparison.Cell {
  /// The departure from the agreement, in words; nil if there is none.
  var line: String? {
    switch keeping {
    case .kept: nil
    case .broken: "out of line"
    case .untold: "in line or not: cannot be told"
    }
  }

  /// Remarks on the cell: departure, rank among the members, origin and legal limits.
  var remarks: [String] {
    let origin = clause?.layer.map { _ in "inherited" }
    return [line, place?.rawValue, origin].compactMap { $0 } + LegalLimit.words(limits)
  }
}

extension LegalLimit {
  /// The limits of one clause in words, without duplicates; only the broken ones, if there are any.
  static func words(_ limits: [LegalLimit]) -> [String] {
    let broken = limits.filter { $0.isKept == false }
    return (broken.isEmpty ? limits : broken).map(\.words).reduce(into: []) { words, word in
      if !words.contains(word) { words.append(word) }
    }
  }
}
