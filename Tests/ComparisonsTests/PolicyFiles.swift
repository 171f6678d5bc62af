import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import SharedLaw
import Statute
import TestSupport
import Testing

/// Policies of the checkout, or small ones written inline.
enum PolicyFiles {
  static let today = CivilDate("2026-11-21") ?? CivilDate(day: 0)
  static let question = Question.whileInForce(today: today)
  static let checker = EmbeddedLaw.everything.map { Checker.prepare($0).checker }

  static func read(_ path: String) -> Outcome<SourceFile> {
    guard let text = ProjectFiles.text(path) else {
      return Outcome(nil, [Diagnostic(.unreadable, "no file", at: .startOfFile(path))])
    }
    return Outcome(SourceFile(path: path, text: text))
  }

  static func policy(_ path: String) throws -> PolicyDocument {
    try #require(PolicyDocument.load(path, reading: read).value)
  }

  /// A small school's policy with some keys besides the first ones.
  static func school(_ name: String, _ body: String) throws -> PolicyDocument {
    let text = """
      rollcall: policy/v1
      school: { name: \(name), phase: primary, type: maintained }
      status: { ratified: 2025-09-01, review_by: 2026-08-31 }
      \(body)
      """
    let loaded = PolicyDocument.load(name) { Outcome(SourceFile(path: $0, text: text)) }
    #expect(loaded.diagnostics.map(\.message) == [])
    return try #require(loaded.value)
  }

  static func comparison(_ path: String) throws -> MemberComparison {
    let cluster = try #require(Cluster.load(path, reading: read).value)
    return MemberComparison(
      cluster.members, cluster: cluster.layer, try #require(checker), question)
  }

  static func comparison(of bodies: [String]) throws -> MemberComparison {
    let schools = try bodies.enumerated().map { try school("School \($0.offset)", $0.element) }
    return MemberComparison(schools, try #require(checker), question)
  }

  static func difference(_ old: PolicyDocument, _ new: PolicyDocument) throws -> PolicyDifference {
    PolicyDifference(from: old, to: new, try #require(checker), question)
  }
}
