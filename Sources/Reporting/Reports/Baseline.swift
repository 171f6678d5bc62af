import Compliance
package import Diagnostics
import PolicyModel
import PositionedYAML
package import TypedYAML

/// The findings of an earlier run, so that only new ones fail a check.
///
/// Written as JSON, which is valid YAML, so the reader of every other file decodes it.
package struct Baseline: Record {
  package var kind: Located<Prose>?
  package var findings: [KnownFinding]?
  package let span: SourceSpan

  package static let title = "a baseline"
  package static let fields: [Field<Baseline>] = [
    Field("rollcall", { $1(&$0.kind) }, required: true, "The kind of file: `baseline/v1`."),
    Field("findings", { $1(&$0.findings) }, "What was found when it was written."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  /// The fingerprints of the known findings.
  var fingerprints: Set<String> {
    Set((findings ?? []).compactMap { $0.fingerprint?.value.text })
  }
}

/// One finding of a baseline: its fingerprint, and a description for readers.
package struct KnownFinding: Record {
  package var fingerprint, rule, file, path, found: Located<Prose>?
  package var checked: [Located<Prose>]?
  package let span: SourceSpan

  package static let title = "a known finding"
  package static let fields: [Field<KnownFinding>] = [
    Field(
      "fingerprint", { $1(&$0.fingerprint) }, required: true,
      "What tells the finding from every other; the other keys are for readers."),
    Field("rule", { $1(&$0.rule) }, "The rule's name."),
    Field("file", { $1(&$0.file) }, "The file that it stands in, from the top folder."),
    Field("path", { $1(&$0.path) }, "The path of the value."),
    Field("found", { $1(&$0.found) }, "What the file says there."),
    Field(
      "checked", { $1(&$0.checked) },
      "The files whose check found it, from the top folder: once all of these are checked and it is "
        + "not found, it is gone."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

extension Baseline {
  /// Decodes a baseline; every fault in it is a located error.
  package static func load(_ file: SourceFile) -> Outcome<Baseline> {
    let tree = YAMLDocument.read(file)
    var reading = Reading()
    tree.diagnostics.forEach { reading.report($0) }
    guard let root = tree.value else { return Outcome(nil, reading.diagnostics) }
    let kind = DocumentKind.read(root)
    guard kind.value == .baseline else {
      reading.report(
        .kind, "This file is not a baseline.", at: root["rollcall"]?.span ?? root.span,
        path: "rollcall", help: "Write one with `rollcall check --write-baseline FILE`.")
      return Outcome(nil, reading.diagnostics)
    }
    return Outcome(read(root, &reading), reading.diagnostics)
  }
}

extension CheckReport {
  /// A new baseline of the findings that are not waived, in the order of the report.
  package var newBaseline: String {
    var checked: [String: [String]] = [:]
    var order: [ReportedFinding] = []
    for entry in entries {
      for reported in entry.reported where reported.standing != .waived {
        if checked[reported.fingerprint] == nil { order.append(reported) }
        checked[reported.fingerprint, default: []].append(checkout.path(of: entry.file))
      }
    }
    let findings = order.map { reported -> JSON in
      let diagnostic = reported.finding.diagnostic
      let words = [
        ("fingerprint", reported.fingerprint), ("rule", diagnostic.rule),
        ("file", checkout.path(of: diagnostic.span.file)), ("path", diagnostic.path),
        ("found", reported.finding.found ?? ""),
      ]
      return .object(
        words.filter { !$0.1.isEmpty }.map { ($0.0, .string($0.1)) } + [
          ("checked", .array((checked[reported.fingerprint] ?? []).map { .string($0) }))
        ])
    }
    return JSON.object(
      [("rollcall", .string(DocumentKind.baseline.rawValue))]
        + (findings.isEmpty ? [] : [("findings", .array(findings))])
    ).text
  }

  /// The number of findings in the baseline that no longer occur in the files that were checked.
  var gone: Int {
    guard let known = baseline?.findings else { return 0 }
    let found = tally.fingerprints
    let checked = Set(entries.map { checkout.path(of: $0.file) })
    return known.count { finding in
      guard let fingerprint = finding.fingerprint?.value.text, !found.contains(fingerprint) else {
        return false
      }
      let files = finding.checked ?? []
      return !files.isEmpty && files.allSatisfy { checked.contains($0.value.text) }
    }
  }
}
