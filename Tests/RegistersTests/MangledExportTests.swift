import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

/// Damage to exports by spreadsheets, locales and programs: each case is read as intended, or
/// refused with its reason, and never counted as another value.
@Suite struct `A mangled export` {
  private func files(_ marks: String, format: String = "dd/MM/yyyy") -> Files {
    var files = Files()
    files.manifest = files.manifest.replacing(
      "marks: { file: marks.csv }",
      with: "marks: { file: marks.csv, date_format: \(format) }")
    files["marks.csv"] = marks
    return files
  }

  private static let header = "pupil,date,session,code,minutes_late\n"
  private static let meant = ["P1 2024-09-02 AM L 2 7"]

  @Test(arguments: [
    // Separators, line breaks, blank lines and rows.
    "pupil;date;session;code;minutes_late\nP1;02/09/2024;AM;L;7\n",
    "pupil\tdate\tsession\tcode\tminutes_late\nP1\t02/09/2024\tAM\tL\t7\n",
    "pupil,date,session,code,minutes_late\rP1,02/09/2024,AM,L,7\r",
    "pupil,date,session,code,minutes_late\r\nP1,02/09/2024,AM,L,7\r\n,,,,\r\n,,,,\r\n",
    "pupil,date,session,code,minutes_late,,\nP1,02/09/2024,AM,L,7,,,,,\n \n",
    "\u{FEFF}\"pupil\",\"date\",\"session\",\"code\",\"minutes_late\"\n\"P1\",\"02/09/2024\",\"AM\",\"L\",\"7\"\n",
    // Dates.
    header + "P1,2/9/2024,AM,L,7\n", header + "P1,2024-09-02,AM,L,7\n",
    header + "P1,02/09/2024 00:00:00,AM,L,7\n", header + "P1,2024-09-02T00:00:00.000,AM,L,7\n",
    header + "P1,2-Sep-2024,AM,L,7\n", header + "P1,02 September 2024,AM,L,7\n",
    header + "P1,45537,AM,L,7\n",
    // Spaces of any width, letter case, and look-alikes.
    header + " P1\u{A0},\u{A0}02/09/2024 ,\tam, l , 7 \n", header + "P1,02/09/2024,Morning,Ｌ,7\n",
  ])
  func `is read as it was meant`(text: String) throws {
    let dataset = try #require(files(text).read().value)
    #expect(dataset.refused == [])
    #expect(dataset.entries == Self.meant)
  }

  @Test(arguments: [
    ("∕", "/"), ("⁄", "/"), ("／", "/"), ("＼", "\\"), ("∖", "\\"), ("⧵", "\\"), ("/\\", "/"),
    ("c1", "C1"), ("C 1", "C1"), ("Ｃ１", "C1"), ("n", "N"), ("@", "@"), ("H", "H"), ("Q9", "Q9"),
    ("", "none"), ("-", "none"), ("–", "none"), ("—", "none"), ("−", "none"), ("--", "none"),
    (".", "none"), ("!", "none"), ("  ", "none"), ("\u{A0}", "none"),
  ])
  func `has marks as people write them`(written: String, meant: String) throws {
    let dataset = try #require(files(Self.header + "P1,02/09/2024,AM,\(written),\n").read().value)
    #expect(dataset.refused == [])
    #expect(dataset.entries == ["P1 2024-09-02 AM \(meant) 2"])
  }

  @Test func `has a mark of both sessions in each of them`() throws {
    let rows = "P1,02/09/2024,AM,/\\,\nP1,02/09/2024,PM,/\\,\n"
    #expect(
      try #require(files(Self.header + rows).read().value).entries
        == ["P1 2024-09-02 AM / 2", "P1 2024-09-02 PM \\ 3"])
  }

  @Test(arguments: [
    ("Present", "`Present` is not a register code"), ("AM", "`AM` is not a register code"),
    ("€", "`€` is not a register code"), ("1C", "`1C` is not a register code"),
    ("N;", "`N;` is not a register code"), ("// N", "`// N` is not a register code"),
    (
      "a sentence that runs on and on", "`a sentence that runs…` is not a register code"
    ),
  ])
  func `has words that are no marks`(written: String, reason: String) throws {
    let rows = "P1,02/09/2024,AM,L,7\nP1,03/09/2024,AM,\(written),\n"
    let dataset = try #require(files(Self.header + rows).read().value)
    #expect(dataset.refused == ["marks.csv:3 \(reason)"])
    #expect(dataset.entries == Self.meant)
  }

  private static let asExcel =
    "as Excel writes it; give the column the format `dd/MM/yyyy` and save again"

  @Test(arguments: [
    ("3-Sep", "`3-Sep` is a date without its day or its year, \(asExcel)"),
    ("Sep-24", "`Sep-24` is a date without its day or its year, \(asExcel)"),
    ("03-Sep-24", "`03-Sep-24` is a date without a year of four digits, \(asExcel)"),
    ("03/09/24", "`03/09/24` has a year of two digits, \(asExcel)"),
    ("########", "`########` is a column too narrow for its dates, \(asExcel)"),
    (
      "03/09/2024 23:00:00",
      "`03/09/2024 23:00:00` carries a time of day, so it may mean another day; "
        + "export the date alone"
    ),
    (
      "2024-09-03T00:00:00Z",
      "`2024-09-03T00:00:00Z` carries a time of day, so it may mean another day; "
        + "export the date alone"
    ),
    (
      "09/13/2024",
      "`09/13/2024` is not a date as the dataset writes them (`dd/MM/yyyy`); with day and "
        + "month changed over it would be one"
    ),
    ("99999", "`99999` is not a date as the dataset writes them (`dd/MM/yyyy`)"),
    ("Tuesday", "`Tuesday` is not a date as the dataset writes them (`dd/MM/yyyy`)"),
    ("31/09/2024", "`31/09/2024` is not a date as the dataset writes them (`dd/MM/yyyy`)"),
  ])
  func `has dates that are rejected with what was done to them`(date: String, reason: String) throws
  {
    let rows = "P1,02/09/2024,AM,L,7\nP1,\(date),AM,/,\n"
    let dataset = try #require(files(Self.header + rows).read().value)
    let shown = date.count > 20 ? reason.replacing(date, with: date.prefix(20) + "…") : reason
    #expect(dataset.refused == ["marks.csv:3 \(shown)"])
    #expect(dataset.entries == Self.meant)
  }

  @Test(arguments: [
    // An unquoted comma, a cut line, a total, a quotation mark too many.
    (
      "P1,03/09/2024,AM,/,,Smith, late\n",
      "marks.csv:3 it has 7 cells for 5 columns; a cell with a separator in it needs quotation marks"
    ),
    (
      "P1,03/09/2024,A\n\"P2\n",
      "marks.csv:3 the row ends before its last column|marks.csv:4 a quotation mark is never closed"
    ),
    ("Total,,,1,\n", "marks.csv:3 `date` is blank"),
    ("\u{A0},03/09/2024,AM,/,\n", "marks.csv:3 `pupil` is blank"),
    (
      "\"P1,03/09/2024,AM,/,\nP1,03/09/2024,AM,/,\n", "marks.csv:3 a quotation mark is never closed"
    ),
    (
      "P1,03/09/2024,AM,/,\"\nP1,03/09/2024,PM,/,5\"\n",
      "marks.csv:3 ` P1,03/09/2024,PM,/,…` is not a number of minutes; quotation marks make the row 2 lines long"
    ),
  ])
  func `has rows in disorder that cost no other row`(rows: String, reasons: String) throws {
    let dataset = try #require(files(Self.header + "P1,02/09/2024,AM,L,7\n" + rows).read().value)
    #expect(dataset.refused.joined(separator: "|") == reasons)
    // A total is not a pupil.
    #expect(dataset.pupils.map(\.pupil.id) == ["P1"])
  }

  /// Before the reader has state of earlier rows.
  @Test(arguments: [
    ("P1,,AM,/,", "`date` is blank"), ("\u{A0},02/09/2024,AM,/,", "`pupil` is blank"),
    ("\"\",02/09/2024,AM,/,", "`pupil` is blank"),
  ])
  func `may begin with a row that cannot be used`(row: String, reason: String) throws {
    let dataset = try #require(
      files(Self.header + "\(row)\nP1,02/09/2024,AM,L,7\n").read().value)
    #expect(dataset.refused == ["marks.csv:2 \(reason)"])
    #expect(dataset.entries == ["P1 2024-09-02 AM L 3 7"])
  }

  @Test func `says that its dates were numbers`() throws {
    let dataset = try #require(files(Self.header + "P1,45537,AM,L,7\n").read().value)
    #expect(
      dataset.assumptions.first
        == "Dates that are numbers in marks.csv are taken as Excel counts days: 45537 is 2 September 2024."
    )
    #expect(dataset.assumptions.count == 2)
  }

  // MARK: Text

  @Test func `that is Windows-1252 is read, and says so`() throws {
    var files = files(Self.header)
    files.tables["marks.csv"]? += Array("Zo".utf8) + [0xEB] + Array(",02/09/2024,AM,L,7\n".utf8)
    let dataset = try #require(files.read().value)
    #expect(dataset.entries == ["Zoë 2024-09-02 AM L 2 7"])
    #expect(
      dataset.assumptions.contains("marks.csv is not UTF-8 and is read as Windows-1252."))
  }

  @Test(arguments: [true, false])
  func `that is damaged UTF-8 loses the damaged rows alone`(hasMark: Bool) throws {
    var files = files((hasMark ? "\u{FEFF}" : "") + Self.header + "Zoë,02/09/2024,AM,L,7\n")
    files.tables["marks.csv"]? += [0x50, 0xEB] + Array(",03/09/2024,AM,/,\n".utf8)
    let dataset = try #require(files.read().value)
    #expect(dataset.refused == ["marks.csv:3 `pupil` is not UTF-8 text"])
    #expect(dataset.entries == ["Zoë 2024-09-02 AM L 2 7"])
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x70, 0x00], "dataset.not-text", "UTF-16"),
      ([0xFE, 0xFF, 0x00, 0x70], "dataset.not-text", "UTF-16"),
      ([0x70, 0x00, 0x75, 0x00, 0x70, 0x00], "dataset.not-text", "UTF-16"),
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "dataset.not-text", "workbook"),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "dataset.not-text", "workbook"),
      (Array("<?xml version='1.0'?>".utf8), "dataset.malformed", "XML"),
    ] as [([UInt8], String, String)])
  func `that is no CSV at all says what it is`(bytes: [UInt8], rule: String, word: String) throws {
    var files = files("")
    files.tables["marks.csv"] = bytes
    let diagnostic = try #require(files.read().diagnostics.first)
    #expect(diagnostic.rule == rule)
    #expect(diagnostic.message.contains(word))
    #expect("\(diagnostic.span.start.line):\(diagnostic.span.start.column)" == "3:16")
  }

  @Test func `that cannot be opened is not taken for one that is not there`() throws {
    let files = files(Self.header)
    let manifest = SourceFile(
      path: "register.yaml", text: files.manifest + "leave: { file: leave.csv }\n")
    let outcome = Dataset.read(manifest) { name in
      name == "leave.csv"
        ? DataFile(name: name, problem: "permission is denied")
        : DataFile(name: name, bytes: Array("\(Self.header)P1,02/09/2024,AM,/,\n".utf8))
    }
    #expect(outcome.value == nil)
    #expect(
      outcome.diagnostics.map(\.message) == ["`leave.csv` cannot be read: permission is denied."])
  }

  @Test func `with hardly a row that can be used is an error, not a list`() throws {
    let rows = String(repeating: "P1,,AM,/,\n", count: 100_001)
    let outcome = files(Self.header + "P1,02/09/2024,AM,L,7\n" + rows).read()
    #expect(outcome.value == nil)
    #expect(
      outcome.diagnostics.map(\.message) == [
        "More than 100,000 rows of `marks.csv` cannot be used; the first, line 3, because `date` is blank."
      ])
  }

  @Test(arguments: [
    ("pupil,date,session,code,Code\n", "3:16", "has 2 columns called `code`"),
    ("pupil,date,Session,code,session\n", "3:16", "has 2 columns called `Session`"),
  ])
  func `with a column twice asks which is meant`(header: String, place: String, words: String)
    throws
  {
    let diagnostic = try #require(files(header + "P1,02/09/2024,AM,/,\n").read().diagnostics.first)
    #expect(diagnostic.rule == "dataset.ambiguous-column")
    #expect("\(diagnostic.span.start.line):\(diagnostic.span.start.column)" == place)
    #expect(diagnostic.message.contains(words))
  }

  @Test func `begins with a line that Excel writes for itself`() throws {
    let text = "sep=;\npupil;date;session;code;minutes_late\nP1;02/09/2024;AM;L;7\n"
    let dataset = try #require(files(text).read().value)
    #expect(dataset.entries == ["P1 2024-09-02 AM L 3 7"])
  }
}
