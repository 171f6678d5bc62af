package import Compliance
import Diagnostics

/// A finding with what a run makes of it.
package struct ReportedFinding: Sendable {
  /// Whether a finding bears on whether a run fails.
  package enum Standing: String, Sendable, CaseIterable {
    /// It counts: it is new, or no baseline was given.
    case counts
    /// The baseline holds it.
    case known
    /// The policy has it waived.
    case waived
  }

  /// What was found.
  package let finding: Finding
  /// What tells it from every other finding of its file, whatever line it moves to.
  package let fingerprint: String
  /// Whether it bears on whether the run fails.
  package let standing: Standing
}

/// A finding as annotations show it: once, however many of the files that were checked have it from
/// a layer that they follow.
struct Alert {
  /// The finding, as the first file has it that it counts for.
  let reported: ReportedFinding
  /// The file that it stands in, from the top folder.
  let file: String
  /// Whether it makes its run fail.
  let fails: Bool
  /// The files that were checked and have it, where they are others than the one it stands in.
  let concerned: [String]

  var diagnostic: Diagnostic { reported.finding.diagnostic }

  /// The message with what puts it right.
  var message: String {
    diagnostic.message + (diagnostic.help.map { " Put right: \($0)" } ?? "")
  }

  /// Which files have it from the one it stands in, in a sentence; nil where none has.
  var origin: String? {
    guard !concerned.isEmpty else { return nil }
    let named = Array(concerned.prefix(5))
    let others = concerned.count - named.count
    let list = named + (others > 0 ? [Wording.count(others, "other file")] : [])
    return "Found in checking \(Wording.list(list))."
  }
}

extension CheckReport {
  /// Each finding once: what counts first, then the most serious, then in the order of the report.
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
