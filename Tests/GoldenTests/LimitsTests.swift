import Diagnostics
import PolicyModel
import PolicyTests
import PositionedYAML
import Registers
import Reporting
import TestSupport
import Testing

/// A limit is written once, in the sources; documentation is made from it, or compared with it
/// here.
@Suite struct `A limit` {
  @Test func `stands in the table of the design as it is`() throws {
    let design = try #require(ProjectFiles.text("docs/design.md"))
    for row in [
      "| a YAML file | \(YAMLLimits.most), \(YAMLLimits.depth) levels of nesting |",
      "| diagnostics of one file's text | \(YAMLLimits.diagnostics) |",
      "| files that a policy follows | \(PolicyDocument.mostLayers) |",
      "| words compared for the suggestions of one file | \(Wording.grouped(NearWords.most)) |",
      "| a file of a dataset that is read whole | \(DataFile.limit >> 30) GiB |",
      "| pupils times sessions of a dataset that is held | \(Wording.grouped(Limits.places)) |",
      "| pupils whose marks are kept outside memory | \(Wording.grouped(Limits.pupilsInParts)) |",
      "| rows of one file that are listed as unusable | \(Wording.grouped(Limits.rejections)) |",
      "| places for a mark in the registers of one file of tests "
        + "| \(Wording.grouped(PolicyTestSuite.mostPlaces)) |",
    ] {
      #expect(design.contains(row.replacing("MiB or", with: "MiB,")), "\(row)")
    }
  }

  @Test(arguments: [
    ("dataset.too-large", Wording.grouped(Limits.places)),
    ("dataset.unusable-rows", Wording.grouped(Limits.rejections)),
    ("dataset.unreadable-file", "\(DataFile.limit >> 30) GiB"),
    ("tests.too-large", Wording.grouped(PolicyTestSuite.mostPlaces)),
    ("yaml.too-large", YAMLLimits.most), ("yaml.too-deep", "\(YAMLLimits.depth)"),
    ("format.follows", "\(PolicyDocument.mostLayers)"),
  ])
  func `is told by its explanation as it is`(fault: String, number: String) throws {
    // The documentation wraps its lines.
    let words = try #require(Fault(named: fault)).text()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(number), "\(words)")
  }
}
