import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel

extension CheckReport {
  /// The report for programs.
  package var json: JSON { json(findings: reported.map(\.json)) }

  /// The findings of one file as they are written in the report for programs; nil where there are none.
  package func findingsJSON(of entry: Entry) -> String? {
    entry.reported.isEmpty
      ? nil : String(decoding: JSON.items(entry.reported, indent: 2, \.json), as: UTF8.self)
  }

  /// What is written in the report for programs around the findings of the files.
  package func jsonFrame(hasFindings: Bool) -> ReportFrame {
    guard hasFindings else { return ReportFrame(head: json(findings: []).text) }
    let frame = JSON.frame(indent: 0) { json(findings: [$0]) }
    return ReportFrame(
      head: String(decoding: frame.head, as: UTF8.self), between: ",\n    ",
      tail: String(decoding: frame.tail, as: UTF8.self) + "\n")
  }

  private func json(findings: [JSON]) -> JSON {
    .object([
      ("version", .integer(1)),
      ("as_of", .string(asOf.description)),
      ("files", .array(entries.map { .string($0.file) })),
      ("policies", .array(entries.compactMap(policy))),
      ("findings", .array(findings)),
      ("turned_off", .array(turnedOff.map(\.json))),
      (
        "summary",
        .object([
          ("errors", .integer(count(.error))), ("warnings", .integer(count(.warning))),
          ("notes", .integer(count(.note))), ("waived", .integer(count(.waived))),
          ("doubtful", .integer(tally.doubtful)),
          ("known", .integer(count(.known))), ("gone", .optional(baseline.map { _ in gone })),
          ("rules_checked", .integer(entries.map(\.rulesChecked).max() ?? 0)),
          ("rules_not_asked", .integer(entries.compactMap(\.terms.leftToWholePolicies).max() ?? 0)),
          ("not_judged", .integer(entries.count { $0.terms.otherNation != nil })),
          ("files", .integer(entries.count)), ("other_files", .integer(othersFiles)),
        ])
      ),
    ])
  }

  private func policy(_ entry: Entry) -> JSON? {
    entry.policy.map { policy in
      .object([
        ("file", .string(entry.file)), ("school", .string(policy.school)),
        ("in_force_from", .optional(policy.inForce?.first.description)),
        ("in_force_to", .optional(policy.inForce?.last?.description)),
        ("other_nation", .optional(entry.terms.otherNation)),
        ("rules_not_asked", .optional(entry.terms.leftToWholePolicies)),
      ])
    }
  }
}

extension ReportedFinding {
  fileprivate var json: JSON {
    .object(
      finding.entries + [
        ("fingerprint", .string(fingerprint)), ("standing", .string(standing.rawValue)),
      ])
  }
}

extension Finding {
  var json: JSON { .object(entries) }

  fileprivate var entries: [(String, JSON)] {
    let span = diagnostic.span
    return [
      ("rule", .string(diagnostic.rule)),
      ("severity", .string(diagnostic.severity.rawValue)),
      ("message", .string(diagnostic.message)),
      ("file", .string(span.file)),
      ("line", .integer(span.start.line)),
      ("column", .integer(span.start.column)),
      ("end_line", .integer(span.end.line)),
      ("end_column", .integer(span.end.column)),
      ("path", .string(diagnostic.path)),
      ("since", .optional(since?.description)),
      ("until", .optional(until?.description)),
      ("expected", .optional(expected)),
      ("found", .optional(found)),
      ("rests_on", .optional(restsOn?.rawValue)),
      ("citations", .array(citations.map(\.json))),
      ("related", .array(diagnostic.related.map(\.json))),
      ("help", .optional(diagnostic.help)),
      ("waiver", waiver?.json ?? .null),
    ]
  }
}

extension CitedSource {
  var json: JSON {
    .object([
      ("source", .string(source)), ("title", .string(title)), ("where", .string(place)),
      ("kind", .optional(kind?.rawValue)), ("basis", .string(basis.rawValue)),
      ("seen_in", seen?.json ?? .null),
    ])
  }
}

extension CitedSource.Edition {
  var json: JSON {
    .object([
      ("source", .string(source)), ("title", .string(title)), ("where", .string(place)),
    ])
  }
}

extension Diagnostic.Related {
  var json: JSON {
    .object([
      ("message", .string(message)), ("file", .string(span.file)),
      ("line", .integer(span.start.line)), ("column", .integer(span.start.column)),
    ])
  }
}

extension AppliedWaiver {
  var json: JSON {
    .object([
      ("effect", .string(effect.rawValue)), ("reason", .string(reason)),
      ("approved_by", .string(approvedBy)), ("until", .string(until.description)),
    ])
  }
}
