package import Compliance
import Diagnostics

/// A finding with its fingerprint and its effect on the run.
package struct ReportedFinding: Sendable {
  /// The effect of a finding on the run.
  package enum Standing: String, Sendable, CaseIterable {
    /// It counts: it is new, or no baseline was given.
    case counts
    /// The baseline holds it.
    case known
    /// The policy has it waived.
    case waived
  }

  /// The finding.
  package let finding: Finding
  /// Its identifier, which survives a move to another line.
  package let fingerprint: String
  /// Its effect on the run.
  package let standing: Standing
}

/// A finding as annotations show it: once, even if many checked files inherit it from one layer.
struct Alert {
  /// The finding of the first file in which it counts, or else of the first file.
  let reported: ReportedFinding
  /// The file that contains it, from the top folder.
  let file: String
  /// Whether it makes its run fail.
  let fails: Bool
  /// The other checked files that have it.
  let concerned: [String]

  var diagnostic: Diagnostic { reported.finding.diagnostic }

  /// The message with the fix.
  var message: String {
    diagnostic.message + (diagnostic.help.map { " Put right: \($0)" } ?? "")
  }

  /// The other files that have it, in a sentence; nil if there are none.
  var origin: String? {
    guard !concerned.isEmpty else { return nil }
    let named = Array(concerned.prefix(5))
    let others = concerned.count - named.count
    let list = named + (others > 0 ? [Wording.count(others, "other file")] : [])
    return "Found in checking \(Wording.list(list))."
  }
}

extension CheckReport {
  /// Each finding once: counting ones first, then by severity, then in the order of the report.
  var alerts: [Alert] {
    var order: [String] = []
    var groups: [String: [(entry: Entry, reported: ReportedFinding)]] = [:]
    for entry in entries {
      for reported in entry.reported {
        if groups[reported.fingerprint] == nil { order.append(reported.fingerprint) }
        groups[reported.fingerprint, default: []].append((entry, reported))
      }
    }
    let alerts = order.compactMap { groups[$0].flatMap { alert($0) } }
    return alerts.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      let (counts, othersCounts) = (
        one.reported.standing == .counts, other.reported.standing == .counts
      )
      if counts != othersCounts { return counts }
      if one.diagnostic.severity != other.diagnostic.severity {
        return one.diagnostic.severity > other.diagnostic.severity
      }
      return left.offset < right.offset
    }.map(\.element)
  }

  private func alert(_ group: [(entry: Entry, reported: ReportedFinding)]) -> Alert? {
    guard let first = group.first else { return nil }
    let chosen = group.first { $0.reported.standing == .counts } ?? first
    let file = checkout.path(of: chosen.reported.finding.diagnostic.span.file)
    return Alert(
      reported: chosen.reported, file: file,
      fails: group.contains { $0.entry.fails($0.reported) },
      concerned: group.map { checkout.path(of: $0.entry.file) }.filter { $0 != file })
  }
}
