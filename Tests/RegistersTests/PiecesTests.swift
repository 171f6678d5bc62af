import CivilTime
import Clauses
import Diagnostics
import PositionedYAML
import TestSupport
import Testing
import TypedYAML

@testable import Registers

/// The cuts of a file and the number of threads have no effect.
@Suite struct `A long file read in pieces` {
  /// The whole dataset, as text.
  private func read(_ bytes: [UInt8], pieceSize: Int) throws -> String {
    let monday = try #require(CivilDate("2024-09-02"))
    let year = try #require(DateRange(from: monday, to: CivilDate("2025-07-22")))
    var collector = MarksCollector(
      SchoolCalendar(terms: [.init(name: "Year", dates: year, halfTerm: nil)]))
    var file = TableFile(span: .startOfFile("register.yaml"))
    file.dateFormat = Located(try DateFormat(scalar: "dd/MM/yyyy"), at: file.span)
    file.columns = try columns()
    var reading = Reading()
    var notes: [String] = []
    let data = try #require(
      DataText(DataFile(name: "marks.csv", bytes: bytes), named: file, &reading))
    let layout = try #require(LongLayout(LargeFile(data), file, collector.calendar, &reading))
    let isRead = collector.readLong(
      LargeFile(data), layout, as: file, in: Pieces(size: min(max(1, pieceSize), bytes.count)),
      &reading, &notes)
    #expect(isRead)
    let pupils = collector.pupilIDs.enumerated().map { number, id in
      let marks = collector.marks(of: number)
      let entries = marks.codes.indices.compactMap { session -> String? in
        guard let line = marks.line(of: session) else { return nil }
        let code = collector.codes[Int(marks.codes[session])]?.text ?? "blank"
        return "\(session): \(code) \(line) \(marks.minutesLate(in: session)?.count ?? -1)"
      }
      return "\(id) \(collector.firstRow(of: id)?.line ?? 0) \(entries) \(marks.strays)"
    }
    let rejections = collector.rejections.map { "\($0.evidence.line) \($0.reason)" }.sorted()
    return "\(pupils) \(rejections) \(collector.codes.map { $0?.text ?? "" }.sorted()) \(notes) "
      + "\(reading.diagnostics.map(\.message))"
  }

  /// The names of the example's columns.
  private func columns() throws -> NamedValues<Located<Prose>>? {
    let text =
      "{ pupil: Pupil, date: Date, session: Session, code: Mark, minutes_late: Minutes Late }"
    let root = YAMLDocument.read(SourceFile(path: "columns.yaml", text: text)).value
    var reading = Reading()
    return NamedValues<Located<Prose>>.read(try #require(root), &reading)
  }

  @Test(arguments: [100_000, 40_001, 5_003])
  func `is the example's register`(pieceSize: Int) throws {
    let bytes = try #require(ProjectFiles.bytes("Examples/hollybank-primary/marks.csv"))
    let start = Array(bytes.prefix(400_000))
    #expect(try read(start, pieceSize: pieceSize) == read(start, pieceSize: .max))
  }

  /// Sessions marked twice, quoted line breaks, line breaks of every kind and damage, in any piece.
  @Test(arguments: [11, 12, 13] as [UInt64])
  func `is the same wherever it is cut`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<40 {
      var text = "Pupil,Date,Session,Mark,Minutes Late,Comment\n"
      for _ in 0..<random.between(1, 40) {
        let day = random.between(1, 9)
        let comment = random.pick([
          "", "", "late", "\"two\nlines\"", "\"a \"\"b\"\"\"", "\"open", "\"\n\n\n\"",
        ])
        text += "P\(random.below(3)),0\(day)/09/2024,\(random.pick(["AM", "PM"])),"
        text += "\(random.pick(["/", "n", "C1", "-", "#", "?!"])),\(random.pick(["", "7", "x"])),"
        text += comment + random.pick(["\n", "\n", "\r\n", "\n\n", "\r", "\r\n\r\n"])
      }
      var bytes = Array(text.utf8)
      for _ in 0..<random.below(3) {
        bytes.insert(random.pick(Array("\",\n\r".utf8)), at: random.between(50, bytes.count))
      }
      let whole = try read(bytes, pieceSize: .max)
      for size in [0, 1, 7, 50, bytes.count / 7, bytes.count / 3, bytes.count / 2] {
        let cut = try read(bytes, pieceSize: size)
        try #require(cut == whole, "seed \(seed), round \(round), size \(size)")
      }
    }
  }

  @Test func `may have one field that is longer than many pieces`() throws {
    let field = "\"" + String(repeating: "a\nb,c\n", count: 200) + "\""
    let row = "P1,03/09/2024,AM,/,5,"
    let text =
      "Pupil,Date,Session,Mark,Minutes Late,Comment\n\(row)\(field)\nP1,03/09/2024,AM,N,,\n"
    let whole = try read(Array(text.utf8), pieceSize: .max)
    #expect(whole.contains("403 the session already has a mark, on line 2"))
    #expect(try read(Array(text.utf8), pieceSize: 20) == whole)
  }
}
