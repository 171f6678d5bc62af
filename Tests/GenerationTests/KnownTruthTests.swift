import Diagnostics
import Generation
import PolicyModel
import SharedLaw
import Statute
import TestSupport
import Testing

/// A replay finds the divergences planted in generated schools, and no others.
@Suite struct `Generated schools` {
  private func truth(
    _ seed: UInt64, _ pupils: Int, _ practice: Double, _ policy: String, _ kind: SchoolKind? = nil,
    _ change: (String) -> String = { $0 }
  ) throws -> KnownTruth {
    let framework = try #require(EmbeddedLaw.rules)
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
    let truth = try truth(seed, Seeds.count(25, long: 45), practice, policy)
    #expect(truth.disagreements == [])
    #expect(truth.isExact)
    #expect(!truth.counts.isEmpty)
  }

  @Test(arguments: [SchoolKind.secondary, .special])
  func `of every kind hold what was planted`(kind: SchoolKind) throws {
    let truth = try truth(11, Seeds.count(25, long: 40), 0.95, "st-james", kind)
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

  /// Times drawn for one group would be wrong for another.
  @Test(arguments: [0.9, 1])
  func `keep each pupil to the times of the pupil's own group`(practice: Double) throws {
    let truth = try truth(6, Seeds.count(25, long: 45), practice, "st-james") { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix("  morning: {")
          ? """
            morning:
              - { for: { key_stage: [early_years, 1] }, opens: 08:45, late_after: 08:55, closes: 09:05 }
              - { for: { key_stage: 2 }, opens: 08:50, closes: 09:20 }
          """ : String(line)
      }.joined(separator: "\n")
    }
    #expect(truth.disagreements == [])
    #expect(truth.counts.isEmpty == (practice == 1))
    let planted = truth.counts.filter { $0.key.hasPrefix("register.late-") }.map(\.value.planted)
    #expect(planted.reduce(0, +) > 0 || practice == 1)
  }

  @Test(arguments: ["widnes-academy", "st-james"])
  func `without a lapse have nothing to find`(policy: String) throws {
    let truth = try truth(5, Seeds.count(25, long: 40), 1, policy)
    #expect(truth.schools == 1)
    #expect(truth.counts.isEmpty)
    #expect(truth.disagreements == [])
  }
}
