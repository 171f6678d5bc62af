import CivilTime
import Clauses
import Diagnostics
import TestSupport
import Testing
import TypedYAML

@testable import Registers

/// Neither the spelling of a string nor the cuts of its file change its meaning.
@Suite struct `A file of strings of marks` {
  /// The calendar of `manifest`: a day closed, and one with a morning alone.
  private static let sessions = 17

  private static func manifest(_ keys: String) -> String {
    """
    rollcall: register/v1
    calendar:
      terms: [{ from: 2024-09-02, to: 2024-09-13 }]
      closed: [2024-09-04]
      morning_only: [2024-09-05]
    marks: { file: marks.csv, layout: wide\(keys) }

    """
  }

  /// The files that a manifest and the bytes of its marks make.
  private func files(_ bytes: [UInt8], _ keys: String = "") -> Files {
    var files = Files()
    files.manifest = Self.manifest(keys)
    files.tables["marks.csv"] = bytes
    return files
  }

  // MARK: Random files

  private static let signs = ["/", "\\", "N", "L", "#", "I"]

  private static func string(_ random: inout SplitMix64) -> String {
    var count = sessions
    if random.below(8) == 0 { count += random.between(-2, 1) }
    var marks = (0..<count).map { _ in random.pick(signs) }
    let odd = ["n", "-", ".", "!", "£", "é", "∕", "Ｎ", "1", "\"", "\u{A0}", "?"]
    let pairs = ["C1", "c2", "Y9", "Ｃ１", "J1", "n4"]
    for _ in 0..<random.pick([0, 0, 0, 1, 3]) {
      marks[random.below(count)] = random.pick(random.below(3) == 0 ? pairs : odd)
    }
    switch random.below(5) {
    case 0: return marks.joined(separator: " ")
    case 1: return marks.joined(separator: random.pick(["\t", "  ", " \u{A0}"]))
    case 2:
      return stride(from: 0, to: count, by: 5).map { marks[$0..<min($0 + 5, count)].joined() }
        .joined(separator: " ")
    default: return marks.joined()
    }
  }

  private static func quoted(_ cell: String) -> String {
    "\"\(cell.replacing("\"", with: "\"\""))\""
  }

  private static func file(_ random: inout SplitMix64) -> [UInt8] {
    let hasDays = random.below(3) == 0
    var columns = ["pupil", "marks"] + (hasDays ? ["first_day", "last_day"] : [])
    if random.below(3) == 0 { columns.append("Comment") }
    if random.below(3) == 0 { columns.reverse() }
    let quotes = random.pick([0, 0, 1, 9])
    var text = columns.joined(separator: ",") + "\n"
    for number in 0..<random.between(1, 30) {
      let cells = columns.map { column -> String in
        let cell =
          switch column {
          case "pupil":
            random.below(2) == 0
              ? "P\(number)" : random.pick(["P\(number)", "P1", "", " Zoë ", "pupil"])
          case "marks": random.below(8) == 0 ? random.pick(["", " "]) : string(&random)
          case "first_day":
            random.pick(["", "", "", "", "2024-09-02", "45537", "2024-09-03", "2 Sep"])
          case "last_day":
            random.pick(["", "", "", "", "2024-09-13", "13-Sep-2024", "2024-09-20", "x"])
          default: random.pick(["", "late", "two\nlines", "a \"b\""])
          }
        let mustQuote = cell.contains { "\",\n".contains($0) } && random.below(10) > 0
        return mustQuote || random.below(10) < quotes ? quoted(cell) : cell
      }
      text += cells.joined(separator: ",")
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

  private static let keys = ["", "", ", from: 2024-09-02, to: 2024-09-13", ", to: 2024-09-12"]

  @Test(arguments: Seeds.upTo(12, long: 300))
  func `is the same wherever it is cut`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<20 {
      let files = files(Self.file(&random), random.pick(Self.keys))
      let whole = try files.everything()
      for size in [4, 28, 200, 1_200, 1 << 20] {
        let cut = try files.everything(inPiecesOf: size)
        try #require(cut == whole, "seed \(seed), round \(round), size \(size)")
      }
    }
  }

  @Test(arguments: [20, 1 << 20])
  func `may have one cell that is longer than many pieces`(size: Int) throws {
    let lines = Seeds.count(4_000, long: 40_000)
    let comment = String(repeating: "a\nb,c\n", count: lines)
    let rows = "P1,\(String(repeating: "/", count: 17)),\"\(comment)\"\nP2,N,late\n"
    let files = files(Array("pupil,marks,Comment\n\(rows)".utf8))
    let whole = try files.everything()
    #expect(whole.contains("\(2 * lines + 3) its string has 1 mark for the 17 sessions"))
    #expect(try files.everything(inPiecesOf: size) == whole)
  }
}
