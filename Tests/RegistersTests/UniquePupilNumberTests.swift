import Diagnostics
import Registers
import Testing

@Suite struct `A pupil's identifier` {
  /// The sentences about identifiers in a register of one mark each, with their lines.
  private func remarks(_ identifiers: [String], pupils: String? = nil) throws -> [String] {
    let rows = identifiers.map { "\($0),2024-09-02,AM,/\n" }.joined()
    var files = Files(marks: rows, more: pupils == nil ? "" : "pupils: { file: pupils.csv }\n")
    if let pupils { files["pupils.csv"] = pupils }
    return try #require(files.read().value).remarks.map { remark in
      "\(remark.evidence.file):\(remark.evidence.line) \(remark.sentence)"
    }
  }

  @Test(arguments: [
    "B801200005001", "R674123101121", "M80120000500A", "A000000000000", "b801200005001",
    // Other identifiers have no check letter.
    "P0001", "A1749191433", "0123456789012", "X80120000A001", "B80120000500I", "UN1", "E12", "1E5",
  ])
  func `that is right, or is no Unique Pupil Number, needs no remark`(identifier: String) throws {
    #expect(try remarks([identifier]) == [])
  }

  @Test(arguments: [
    ("A801200005001", "B"), ("B801200005010", "A"), ("R674123101112", "T"), ("A80120000500A", "M"),
    ("O801200005001", "B"),
  ])
  func `with the wrong check letter is remarked on, and its rows are used`(
    identifier: String, letter: String
  ) throws {
    #expect(
      try remarks(["P1", identifier, identifier]) == [
        "marks.csv:3 The pupil's identifier has the form of a Unique Pupil Number, but its first letter "
          + "should be \(letter): check it for a slip."
      ])
  }

  @Test func `that Excel has rounded is remarked on`() throws {
    #expect(
      try remarks(["8.01E+11"]) == [
        "marks.csv:2 The pupil's identifier looks like a long number that Excel has rounded: format the "
          + "column as text and export it again."
      ])
  }

  @Test func `is remarked on where it stands in the pupils' file`() throws {
    let remarks = try remarks(["P1", "A801200005001"], pupils: "pupil\nP1\nA801200005001\n")
    #expect(remarks.map { $0.prefix(12) } == ["pupils.csv:3"])
  }
}
