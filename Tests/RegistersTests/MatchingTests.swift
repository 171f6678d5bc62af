import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

@Suite struct `Identifiers in several files` {
  /// A register of one mark for each pupil, with a table of pupils.
  private func files(marks: [String], pupils: [String], more: String = "") -> Files {
    let rows = marks.map { "\($0),2024-09-02,AM,/,\n" }.joined()
    var files = Files(marks: rows, more: "pupils: { file: pupils.csv }\n\(more)")
    files["pupils.csv"] = "pupil\n" + pupils.map { "\($0)\n" }.joined()
    return files
  }

  /// Spellings in one of the files that mean the same pupil.
  @Test(arguments: [
    ("=\"001\"", "001"), ("'001", "001"), ("\u{200B}001", "001"), ("P\u{AD}1", "P1"),
    ("\u{FEFF}P1\u{200D}", "P1"), ("b801200005001", "B801200005001"),
    ("B801 2000 05001", "B801200005001"), ("B801\u{A0}200005001", "B801200005001"),
    ("b801 200\u{2060}005001", "B801200005001"), ("m80120000500a", "M80120000500A"),
  ])
  func `are the same however they are marked as text, spaced or cased`(
    written: String, known: String
  ) throws {
    for (marks, pupils) in [(written, known), (known, written)] {
      let dataset = try #require(files(marks: [marks], pupils: [pupils]).read().value)
      #expect(dataset.pupils.map(\.pupil.id) == [known])
      #expect(dataset.remarked == [])
      #expect(dataset.refused == [])
      #expect(dataset.entries.count == 1)
    }
  }

  @Test func `written in two ways in the marks are one pupil`() throws {
    let files = Files(
      marks: "=\"01\",2024-09-02,AM,/,\n01,2024-09-02,PM,\\,\n'01,2024-09-02,PM,N,\n")
    let dataset = try #require(files.read().value)
    #expect(dataset.entries == ["01 2024-09-02 AM / 2", "01 2024-09-02 PM \\ 3"])
    #expect(
      dataset.refused == [
        "marks.csv:4 the session already has a mark, on line 3: `\\` and now `N`; the first counts"
      ])
  }

  /// Nothing is guessed: these stay different pupils.
  @Test(arguments: [("p 1", "P1"), ("B80120000500", "b80120000500"), ("=1", "1"), ("01", "1")])
  func `of other kinds are compared as they stand`(one: String, other: String) throws {
    let dataset = try #require(
      Files(marks: "\(one),2024-09-02,AM,/,\n\(other),2024-09-02,AM,/,\n").read().value)
    #expect(dataset.pupils.count == 2)
  }

  @Test(arguments: [
    (
      ["1", "2"], ["001", "002"],
      "`1` is likely `001`: a spreadsheet drops zeros in front of numbers. Format the column as text and "
        + "export again."
    ),
    (
      ["p-1"], ["P1"],
      "`p-1` is likely `P1`: they differ in letter case, spaces or punctuation alone. Write them in one way."
    ),
    (
      ["A17"], ["Z99"],
      "Name the column under `columns` that has the same identifiers in both files."
    ),
  ])
  func `of which none is in both make the register unusable`(
    marks: [String], pupils: [String], help: String
  ) throws {
    let outcome = files(marks: marks, pupils: pupils).read()
    #expect(outcome.value == nil)
    let diagnostic = try #require(outcome.diagnostics.first)
    #expect(diagnostic.rule == "dataset.identifiers-differ")
    #expect(diagnostic.message.hasPrefix("No pupil of `pupils.csv` is in `marks.csv`"))
    #expect(diagnostic.help == help)
  }

  @Test(arguments: [
    (
      "003", "0O3",
      "a letter stands for the digit that looks like it. Correct the one that is wrong."
    ),
    ("0034", "0035", "they differ in one character. Correct the one that is wrong."),
    (
      "4.0", "04",
      "a spreadsheet writes numbers with a point and without zeros in front. Format the column as text and "
        + "export again."
    ),
    (
      "4", "04",
      "a spreadsheet drops zeros in front of numbers. Format the column as text and export again."
    ),
  ])
  func `of which some are in one file alone are named once, with what is likely`(
    inMarks: String, inTable: String, cause: String
  ) throws {
    let files = files(marks: ["P1", inMarks], pupils: ["P1", inTable])
    #expect(
      try #require(files.read().value).remarked == [
        "marks.csv:3 1 pupil of the marks is not in the pupils' table: `\(inMarks)`. 1 pupil of the pupils' "
          + "table has no mark: `\(inTable)`. `\(inMarks)` is likely `\(inTable)`: \(cause)"
      ])
  }

  /// A second spelling of a pupil beside the one that is in both files.
  @Test(arguments: [
    (
      ["001", "002", "2"], ["001", "002"], "1 pupil of the marks is not in the pupils' table: `2`.",
      "2", "002"
    ),
    (
      ["001", "002"], ["001", "002", "1"], "1 pupil of the pupils' table has no mark: `1`.", "1",
      "001"
    ),
  ])
  func `that repeat a pupil of both files in another way are named with what is likely`(
    marks: [String], pupils: [String], who: String, written: String, known: String
  ) throws {
    let remarks = try #require(files(marks: marks, pupils: pupils).read().value).remarks
    #expect(
      remarks.map(\.sentence) == [
        "\(who) `\(written)` is likely `\(known)`: a spreadsheet drops zeros in front of numbers. Format the "
          + "column as text and export again."
      ])
    #expect(remarks.map(\.weight) == [.loss])
  }

  @Test func `that follow each other are two pupils`() throws {
    let files = files(marks: ["0034", "0035"], pupils: ["0034"])
    #expect(
      try #require(files.read().value).remarked == [
        "marks.csv:3 1 pupil of the marks is not in the pupils' table: `0035`."
      ])
  }

  @Test func `are shown by a few examples`() throws {
    let strangers = (100..<160).map { "X\($0)" }
    let remarks = try #require(files(marks: ["P1"] + strangers, pupils: ["P1"]).read().value)
      .remarked
    #expect(
      remarks == [
        "marks.csv:3 60 pupils of the marks are not in the pupils' table: `X100`, `X101`, `X102` and 57 more."
      ])
  }

  @Test(arguments: ["P2,2020-09-01,2024-07-19", "P2,2024-09-16,"])
  func `of pupils who were not there need no mark`(row: String) throws {
    var files = files(marks: ["P1"], pupils: [])
    files["pupils.csv"] = "pupil,joined,left\nP1,,\n\(row)\n"
    #expect(try #require(files.read().value).remarked == [])
  }

  @Test func `that no file knows are refused, with what is likely said once`() throws {
    var files = files(
      marks: ["001", "002"], pupils: ["001", "002"], more: "actions: { file: actions.csv }\n")
    files["actions.csv"] =
      "pupil,date,action\n1,2024-09-02,call\n2,2024-09-02,call\n001,2024-09-02,call\n"
    let dataset = try #require(files.read().value)
    #expect(
      dataset.refused == [
        "actions.csv:2 no pupil has this identifier", "actions.csv:3 no pupil has this identifier",
      ])
    #expect(
      dataset.remarked == [
        "actions.csv:2 2 rows are about 2 pupils whom the register does not know. `1` is likely `001`: a "
          + "spreadsheet drops zeros in front of numbers. Format the column as text and export again."
      ])
  }

  @Test func `of classes in registers taken are those of the pupils`() throws {
    var files = Files(more: "pupils: { file: pupils.csv }\nregisters_taken: { file: r.csv }\n")
    files["pupils.csv"] = "pupil,class\nP1,Oak\n"
    files["r.csv"] =
      "class,date,session\nOaks,2024-09-02,AM\nOaks,2024-09-02,PM\nOak,2024-09-03,AM\n"
    #expect(
      try #require(files.read().value).remarked == [
        "r.csv:2 `Oaks` (2 rows) is the class of no pupil; did you mean `Oak`?"
      ])
  }
}
