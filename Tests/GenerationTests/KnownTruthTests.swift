import Diagnostics
import Generation
import PolicyModel
import Statute
import TestSupport
import Testing

/// What was planted in generated schools is found when their files are replayed, and nothing else.
@Suite struct `Generated schools` {
  private func truth(
    _ seed: UInt64, _ pupils: Int, _ practice: Double, _ policy: String, _ kind: SchoolKind? = nil,
    _ change: (String) -> String = { $0 }
  ) throws -> KnownTruth {
    let framework = try #require(Framework.embedded().value)
    let loaded = PolicyDocument.load("Policies/schools/\(policy).yaml") { path in
      Outcome(ProjectFiles.text(path).map { SourceFile(path: path, text: change($0)) })
    }
    return KnownTruth.of(
      .init(seed: seed, pupils: pupils, kind: kind, practice: practice), framework: framework,
      policy: try #require(loaded.value))
  }

  @Test(arguments: [
    (UInt64(1), 0.9, "widnes-academy"), (2, 0.95, "st-james"), (4, 0.99, "st-james"),
  ])
  func `hold what was planted and nothing else`(
    seed: UInt64, practice: Double, policy: String
  ) throws {
    let truth = try truth(seed, 45, practice, policy)
    #expect(truth.disagreements == [])
    #expect(truth.isExact)
    #expect(!truth.counts.isEmpty)
  }

  @Test(arguments: [SchoolKind.secondary, .special])
  func `of every kind hold what was planted`(kind: SchoolKind) throws {
    let truth = try truth(11, 40, 0.95, "st-james", kind)
    #expect(truth.disagreements == [])
    #expect(!truth.counts.isEmpty)
  }

  @Test func `know an action of which nobody asked`() throws {
    let truth = try truth(3, 40, 0.9, "st-james") { text in
      text.replacing("  - id: home-visit", with: "  - id: home-visit\n    only_when: true")
    }
    #expect(truth.disagreements == [])
    #expect(truth.counts["follow_up.home-visit"]?.planted ?? 0 > 0)
  }

  @Test(arguments: ["widnes-academy", "st-james"])
  func `without a lapse have nothing to find`(policy: String) throws {
    let truth = try truth(5, 40, 1, policy)
    #expect(truth.schools == 1)
    #expect(truth.counts.isEmpty)
    #expect(truth.disagreements == [])
  }
}
