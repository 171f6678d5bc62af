import CivilTime
import Compliance
import Diagnostics
import PolicyModel
import SharedLaw
import Statute
import Testing

/// A few small files that follow each other, checked as `rollcall check` does.
struct LayerFiles {
  private let files: [String: String]

  init(_ files: [String: String]) { self.files = files }

  static let today = CivilDate("2025-01-15") ?? CivilDate(day: 0)

  private func read(_ path: String) -> Outcome<SourceFile> {
    guard let text = files[path] else {
      return Outcome(nil, [Diagnostic(.unreadable, "no file", at: .startOfFile(path))])
    }
    return Outcome(SourceFile(path: path, text: text))
  }

  /// The findings in one of the files, by rules whose names have a prefix.
  func findings(
    _ path: String, _ rules: String, _ question: Question = .whileInForce(today: today)
  ) throws -> [Finding] {
    try check(path, question).findings.filter { $0.diagnostic.rule.hasPrefix(rules) }
  }

  /// The result of checking one of the files.
  func check(
    _ path: String, _ question: Question = .whileInForce(today: today), isExtract: Bool = false
  ) throws -> CheckedFile {
    try #require(EmbeddedLaw.checker)
      .check(CheckSubject.load(path, reading: read), question, isExtract: isExtract)
  }

  /// One of the policies with its layers.
  func policy(_ path: String) throws -> PolicyDocument {
    try #require(PolicyDocument.load(path, reading: read).value)
  }

  /// A school's policy that follows some layers.
  static func school(_ follows: String, _ body: String) -> String {
    """
    rollcall: policy/v1
    school: { name: Elm School, phase: primary, type: maintained }
    follows: [\(follows)]
    status: { ratified: 2024-09-02, effective_from: 2024-09-02, review_by: 2025-09-01 }
    \(body)
    """
  }

  /// A cluster with values in common.
  static func cluster(_ body: String) -> String {
    """
    rollcall: cluster/v1
    name: The Trees
    \(body)
    """
  }
}
