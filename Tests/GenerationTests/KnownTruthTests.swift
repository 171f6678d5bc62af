import Diagnostics
import Generation
import PolicyModel
import Statute
import TestSupport
import Testing

/// What was planted in generated schools is found when their files are replayed, and nothing else.
@Suite struct `Generated schools` {
  private func truth(
    _ seed: UInt64, _ pupils: Int, _ practice: Double, _ policy: String, _ kind: SchoolKind? = nil
  ) throws -> KnownTruth {
    let framework = try #require(Framework.embedded().value)
    let loaded = PolicyDocument.load("Policies/schools/\(policy).yaml") { path in
      Outcome(ProjectFiles.text(path).map { SourceFile(path: path, text: $0) })
    }
    return KnownTruth.of(
      .init(seed: seed, pupils: pupils, kind: kind, practice: practice), framework: framework,
      policy: try #require(loaded.value))
  }

  @Test(arguments: [UInt64(1), 2, 3, 4], [1, 0.97, 0.9])
  func `hold what was planted and nothing else`(seed: UInt64, practice: Double) throws {
    let policy = seed % 2 == 0 ? "st-james" : "widnes-academy"
    let truth = try truth(seed, 50 + Int(seed) * 7, practice, policy)
    #expect(truth.disagreements == [])
    #expect(truth.isExact)
  }

  @Test(arguments: SchoolKind.allCases)
  func `of every kind hold what was planted`(kind: SchoolKind) throws {
    let truth = try truth(11, 80, 0.95, "st-james", kind)
    #expect(truth.disagreements == [])
  }

  @Test func `without a lapse have nothing to find`() throws {
    #expect(try truth(5, 60, 1, "st-james").counts.isEmpty)
  }
}
