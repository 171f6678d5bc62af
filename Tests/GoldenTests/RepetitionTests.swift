import Compliance
import Diagnostics
import Reporting
import Statute
import TestSupport
import Testing

/// A plain-text report repeats nothing, and omits nothing.
@Suite struct `What a check's report repeats` {
  private func report(_ path: String) throws -> (text: String, findings: [Finding]) {
    let file = try Checks.file(path)
    var sources: [String: SourceFile] = [:]
    for name in Set(file.findings.map(\.diagnostic.span.file)) {
      sources[name] = Checks.read(name).value
    }
    let entry = CheckReport.Entry(
      file: path, document: file.document, findings: file.findings,
      rulesChecked: file.rulesChecked)
    let report = CheckReport(
      asOf: Checks.today, isOneDate: false, entries: [entry], sources: sources)
    return (report.text(), file.findings)
  }

  @Test(arguments: `Golden reports`.policies)
  func `is no finding, and hardly an authority`(path: String) throws {
    let (text, findings) = try report(path)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let headings = findings.map { finding in
      let span = finding.diagnostic.span
      return "\(span.file):\(span.start.line):\(span.start.column): "
        + "\(finding.diagnostic.severity.rawValue) \(finding.diagnostic.rule)"
    }
    #expect(lines.map(String.init).filter { headings.contains($0) }.sorted() == headings.sorted())
    let authorities = lines.filter { $0.contains("Authority: ") }
    #expect(Set(authorities).count == authorities.count)
    #expect(!text.contains("check it against the published text"))
  }

  /// Each finding's own words are in the report, however much of it is shared.
  @Test(arguments: `Golden reports`.policies)
  func `is said of the first finding that has it`(path: String) throws {
    let (text, findings) = try report(path)
    let words = text.split { " \n".contains($0) }.joined(separator: " ")
    for finding in findings {
      let own = finding.shared.reduce([finding.diagnostic.message]) { pieces, part in
        pieces.flatMap { $0.split(separator: part).map(String.init) }
      }
      for piece in own {
        let piece = piece.split(separator: " ").joined(separator: " ")
        #expect(words.contains(piece), "\(finding.diagnostic.rule): \(piece)")
      }
      for part in finding.shared {
        #expect(words.contains(part.split(separator: " ").joined(separator: " ")))
      }
    }
  }
}
