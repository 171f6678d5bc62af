import Registers

/// Rows of the data as files and lines, with long lists truncated.
struct EvidenceText {
  private let evidence: [Evidence]
  /// The number of lines that are named of one file.
  private static let shown = 8

  init(_ evidence: [Evidence]) { self.evidence = evidence }

  var text: String {
    var files: [String] = []
    for row in evidence where !files.contains(row.file) { files.append(row.file) }
    return files.map { file in
      var lines: [Int] = []
      // A row may have the marks of many sessions.
      for row in evidence where row.file == file && lines.last != row.line {
        lines.append(row.line)
      }
      let shown = lines.prefix(EvidenceText.shown).map { String($0) }.joined(separator: ", ")
      let more =
        lines.count > EvidenceText.shown ? " and \(lines.count - EvidenceText.shown) more" : ""
      return "\(file) \(lines.count == 1 ? "line" : "lines") \(shown)\(more)"
    }.joined(separator: "; ")
  }
}
