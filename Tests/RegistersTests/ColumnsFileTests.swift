import TestSupport
import Testing

/// Wherever a file of a column for each session or day is cut, it says the same.
@Suite struct `A file of columns of marks` {
  private static func files(_ bytes: [UInt8]) -> Files {
    var files = Files()
    files.manifest = """
      rollcall: register/v1
      calendar:
        terms: [{ from: 2024-09-02, to: 2024-09-06 }]
        closed: [2024-09-04]
        morning_only: [2024-09-05]
      marks: { file: marks.csv, layout: wide }

      """
    files.tables["marks.csv"] = bytes
    return files
  }

  // MARK: Random files

  private static let sessions = ["02 AM", "02 PM", "03 AM", "03 PM", "05 AM", "06 AM", "06 PM"]
    .map { "2024-09-\($0)" }

  private static func headings(_ random: inout SplitMix64) -> [String] {
    let odd = [
      "Class", "Unnamed: 7", "Mon", "", "2024-09-04", "2024-09-31 AM", "2024-09-05 PM", "Total %",
    ]
    var headings =
      random.below(4) == 0 ? ["02", "03", "05", "06"].map { "2024-09-\($0)" } : sessions
    for _ in 0..<random.pick([0, 0, 1, 3]) {
      headings.insert(random.pick(odd), at: random.between(0, headings.count))
    }
    headings.insert("pupil", at: random.pick([0, 0, 0, 1, headings.count]))
    return headings
  }

  private static func cell(
    _ heading: String, _ number: Int, _ random: inout SplitMix64
  ) -> String {
    let mark = random.pick(["/", "/", "/", "\\", "N", "L", "#", "I", ""])
    switch heading {
    case "pupil":
      return random.below(4) > 0
        ? "P\(number)" : random.pick(["P\(number)", "P1", "", " Zoë ", "pupil", "Total"])
    case "Class": return random.pick(["7A", "7B", "two\nlines", "a \"b\""])
    case "Total %": return random.pick(["98%", "", "#DIV/0!"])
    default:
      let odd = ["n", "-", "C1", "Ｎ", "late", "Mon", "AM", "12", "two\nlines", "\"", " / ", "X9"]
      guard random.below(12) > 0 else { return random.pick(odd) }
      return heading.hasSuffix("M") ? mark : mark + random.pick(["\\", "/", "N"])
    }
  }

  private static func quoted(_ cell: String) -> String {
    "\"\(cell.replacing("\"", with: "\"\""))\""
  }

  private static func file(_ random: inout SplitMix64) -> [UInt8] {
    let headings = headings(&random)
    let quotes = random.pick([0, 0, 1, 9])
    var text = headings.joined(separator: ",") + "\n"
    for number in 0..<random.between(1, 30) {
      var cells = headings.map { cell($0, number, &random) }
      if random.below(12) == 0 { cells = headings.map { $0 == "pupil" ? "" : "12" } }
      if random.below(12) == 0 { cells = headings }
      text += cells.map { cell in
        let mustQuote = cell.contains { "\",\n".contains($0) } && random.below(10) > 0
        return mustQuote || random.below(10) < quotes ? quoted(cell) : cell
      }.joined(separator: ",")
      text +=
        random.pick(["", "", "", "", "", "", ",", ",more"])
        + random.pick(["\n", "\n", "\r\n", "\n\n", "\r"])
    }
    var bytes = Array(text.utf8)
    for _ in 0..<random.pick([0, 0, 1, 3]) {
      bytes.insert(
        random.pick(Array("\",\n\r ".utf8) + [0xC3, 0xFF]),
        at: random.between(min(20, bytes.count), bytes.count))
    }
    return bytes
  }

  @Test(arguments: Seeds.upTo(12, long: 60))
  func `is the same wherever it is cut`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<8 {
      let files = Self.files(Self.file(&random))
      let whole = try files.everything()
      for size in [4, 28, 200, 1_200, 1 << 20] {
        let cut = try files.everything(inPiecesOf: size)
        try #require(cut == whole, "seed \(seed), round \(round), size \(size)")
      }
    }
  }

  @Test func `may have a header that is longer than what is read to find it`() throws {
    let others = (0..<9_000).map { "Lesson \($0)" }.joined(separator: ",")
    let cells = String(repeating: ",", count: 8_999)
    let text = "pupil,\(others),2024-09-02 AM\nP1,\(cells),N\nP2,\(cells),/\n"
    let files = Self.files(Array(text.utf8))
    let whole = try files.everything()
    #expect(whole.contains("P2 2024-09-02 AM / 3"))
    #expect(try files.everything(inPiecesOf: 1_000) == whole)
  }
}
