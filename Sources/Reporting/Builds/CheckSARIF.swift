import CivilTime
import Clauses
package import Compliance
import Diagnostics

/// The limits of GitHub's code scanning.
///
/// From its documentation, “SARIF results exceed one or more limits”: more results than this and the
/// whole upload is rejected, so the most serious come first and the rest is left out.
enum CodeScanningLimits {
  static let results = 25_000
  /// The number of a result's places that are shown.
  static let locations = 100
}

extension CheckReport {
  /// The report in the Static Analysis Results Interchange Format, version 2.1.0; `catalogue` holds
  /// the rules that were asked, `version` is the program's, and `rulePages` is where the pages of the
  /// rules are published, if they are.
  package func sarif(_ catalogue: Catalogue, version: String, rulePages: WebAddress?) -> JSON {
    let alerts = alerts
    let shown = Array(alerts.prefix(CodeScanningLimits.results))
    let off = turnedOff
    let names = Set(shown.map(\.diagnostic.rule) + off.map(\.rule)).sorted()
    let places = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let rules = names.map { SARIF.rule($0, catalogue, rulePages) }
    return .object([
      ("$schema", .string(SARIF.schema)),
      ("version", .string("2.1.0")),
      (
        "runs",
        .array([
          .object([
            (
              "tool",
              .object([
                (
                  "driver",
                  .object([
                    ("name", .string("Rollcall")), ("version", .string(version)),
                    ("semanticVersion", .string(version)), ("rules", .array(rules)),
                  ])
                )
              ])
            ),
            ("invocations", .array([invocation(off, places, leftOut: alerts.count - shown.count)])),
            ("columnKind", .string("unicodeCodePoints")),
            ("results", .array(shown.map { result($0, places) })),
          ])
        ])
      ),
    ])
  }

  private func invocation(
    _ off: [TurnedOff], _ places: [String: Int], leftOut: Int
  ) -> JSON {
    let overrides = off.map { off -> JSON in
      .object([
        ("configuration", .object([("enabled", .truth(false))])),
        (
          "descriptor",
          .object([("id", .string(off.rule)), ("index", .optional(places[off.rule]))])
        ),
        ("properties", .object([("reason", .string(off.words))])),
      ])
    }
    func notice(_ level: String, _ text: String) -> JSON {
      .object([
        ("level", .string(level)), ("message", .object([("text", .string(text))])),
      ])
    }
    let notices =
      notJudged.map { notice("note", $0) }
      + (leftOut > 0
        ? [notice("warning", "\(Wording.count(leftOut, "finding")) left out, the least serious.")]
        : [])
    return .object(
      [("executionSuccessful", .truth(entries.allSatisfy(\.isReadable)))]
        + (overrides.isEmpty ? [] : [("ruleConfigurationOverrides", .array(overrides))])
        + (notices.isEmpty ? [] : [("toolExecutionNotifications", .array(notices))]))
  }

  private func result(_ alert: Alert, _ places: [String: Int]) -> JSON {
    let (diagnostic, finding) = (alert.diagnostic, alert.reported.finding)
    let related = diagnostic.related.map {
      SARIF.location($0.span, in: checkout.path(of: $0.span.file), message: $0.message)
    }
    let concerned = alert.concerned.map {
      SARIF.location(.startOfFile($0), in: $0, message: "Found in checking this file.")
    }
    var entries: [(String, JSON)] = [
      ("ruleId", .string(diagnostic.rule)), ("ruleIndex", .optional(places[diagnostic.rule])),
      ("level", .string(diagnostic.severity.rawValue)),
      ("message", SARIF.text(alert.message)),
      (
        "locations",
        .array([SARIF.location(diagnostic.span, in: alert.file, path: diagnostic.path)])
      ),
      ("partialFingerprints", SARIF.fingerprints(alert.reported.fingerprint)),
      ("properties", SARIF.properties(finding)),
    ]
    if !related.isEmpty || !concerned.isEmpty {
      let places = (related + concerned).prefix(CodeScanningLimits.locations)
      entries.append(("relatedLocations", .array(Array(places))))
    }
    if baseline != nil {
      let isKnown = alert.reported.standing == .known
      entries.append(("baselineState", .string(isKnown ? "unchanged" : "new")))
    }
    if alert.reported.standing == .waived, let waiver = finding.waiver {
      entries.append(("suppressions", .array([SARIF.suppression(waiver)])))
    }
    return .object(entries)
  }
}

/// The objects of the format that need nothing of the report.
private enum SARIF {
  /// Where the schema is published.
  static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// A rule's descriptor, with its reason, fix and citations.
  static func rule(
    _ name: String, _ catalogue: Catalogue, _ pages: WebAddress?
  ) -> JSON {
    guard let entry = catalogue.entry(name) else {
      guard let fault = Fault(named: name) else {
        // A rule of a framework that only some of the files are judged by.
        return .object([("id", .string(name)), ("shortDescription", text(name))])
      }
      return .object([
        ("id", .string(name)), ("shortDescription", text(fault.title + ".")),
        ("fullDescription", text(fault.why)), ("help", text(fault.fix)),
        ("defaultConfiguration", .object([("level", .string(Severity.error.rawValue))])),
      ])
    }
    let because = entry.because.map { catalogue.plain($0, of: entry) }
    let help =
      (entry.fix.map { [catalogue.plain($0, of: entry)] } ?? [])
      + CitedSource.lines(of: entry, in: catalogue.framework)
    // A layer's own rules have no page among the framework's.
    let page = entry.layer == nil ? pages?.page(ofRule: name) : nil
    return .object(
      [
        ("id", .string(name)), ("shortDescription", text(entry.title + ".")),
        ("fullDescription", text(because ?? entry.title + ".")),
        ("help", text(help.isEmpty ? entry.title + "." : help.joined(separator: "\n"))),
        (
          "defaultConfiguration", .object([("level", .string(entry.severity.rawValue))])
        ),
      ] + (page.map { [("helpUri", .string($0))] } ?? []))
  }

  /// A message; text that SARIF would read as an embedded link (3.11.6) is escaped.
  fileprivate static func text(_ text: String) -> JSON {
    .object([("text", .string(text.replacing("](", with: "\\](")))])
  }

  /// A place in a file, with the path of the value where there is one.
  static func location(
    _ span: SourceSpan, in file: String, path: String = "", message: String? = nil
  ) -> JSON {
    let region = JSON.object([
      ("startLine", .integer(span.start.line)), ("startColumn", .integer(span.start.column)),
      ("endLine", .integer(span.end.line)), ("endColumn", .integer(span.end.column)),
    ])
    var entries: [(String, JSON)] = [
      (
        "physicalLocation",
        .object([("artifactLocation", artifact(file)), ("region", region)])
      )
    ]
    if !path.isEmpty {
      entries.append(
        (
          "logicalLocations",
          .array([
            .object([("fullyQualifiedName", .string(path)), ("kind", .string("property"))])
          ])
        ))
    }
    if let message { entries.append(("message", text(message))) }
    return .object(entries)
  }

  private static func artifact(_ file: String) -> JSON {
    file.hasPrefix("/")
      ? .object([("uri", .string("file://" + file.percentEncoded))])
      : .object([
        ("uri", .string(file.percentEncoded)), ("uriBaseId", .string("%SRCROOT%")),
      ])
  }

  /// The fingerprints: the first name is GitHub's for tracking alerts, the second identifies our
  /// method.
  static func fingerprints(_ digits: String) -> JSON {
    .object([
      ("primaryLocationLineHash", .string(digits)), ("rollcall/v1", .string(digits)),
    ])
  }

  static func properties(_ finding: Finding) -> JSON {
    .object([
      ("since", .optional(finding.since?.description)),
      ("until", .optional(finding.until?.description)),
      ("expected", .optional(finding.expected)), ("found", .optional(finding.found)),
      ("rests_on", .optional(finding.restsOn?.rawValue)),
      ("citations", .array(finding.citations.map(\.json))),
    ])
  }

  static func suppression(_ waiver: AppliedWaiver) -> JSON {
    .object([
      ("kind", .string("inSource")), ("status", .string("accepted")),
      (
        "justification",
        .string("\(waiver.reason) (\(waiver.approvedBy), until \(waiver.until.written))")
      ),
    ])
  }
}

extension String {
  /// The text as a URI path, with all but RFC 3986's unreserved bytes and `/` percent-encoded.
  fileprivate var percentEncoded: String {
    var output = ""
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        output.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        output += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return output
  }
}
