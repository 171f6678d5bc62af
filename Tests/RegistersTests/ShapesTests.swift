import CivilTime
import Clauses
import Diagnostics
import TestSupport
import Testing
import TypedYAML

@testable import Registers

/// A file of marks has the same meaning in any order of rows and columns and with any quoting.
@Suite struct `A file of marks of any shape` {
  private static let days = ["2024-09-02", "2024-09-03", "2024-09-04", "2024-09-05", "2024-09-06"]

  private static let later = ["2024-09-07", "2024-09-08", "2024-09-09"]

  /// The intended content of a row.
  private struct Row {
    let pupil: String
    let day: Int
    let half: String
    let code: String
    let minutes: String
    /// The days between the session and the entry of the mark, and its time.
    let entered: (days: Int, time: String)
  }

  /// How a file is written.
  private struct Shape {
    let columns: [String]
    let lineBreak: String
    /// The number of quoted cells in ten.
    let quoted: Int
    let pieceSize: Int

    init(_ random: inout SplitMix64) {
      var columns = ["pupil", "date", "session", "code"]
      if random.below(3) > 0 { columns.append("minutes_late") }
      if random.below(3) == 0 { columns.append("recorded_at") }
      if random.below(4) == 0 { columns.insert("class", at: random.below(columns.count + 1)) }
      if random.below(2) == 0 { columns.shuffle(using: &random) }
      self.columns = columns
      lineBreak = random.pick(["\n", "\n", "\r\n"])
      quoted = random.pick([0, 0, 1, 10])
      pieceSize = random.pick([40, 300, 1_000, 1 << 20])
    }
  }

  private func rows(_ random: inout SplitMix64) -> [Row] {
    let kind = random.below(4)
    let pupils = (0..<random.between(1, 9)).map { number -> String in
      switch kind {
      case 0: "P\(number)"
      case 1: "A8202000010\(10 + number)"
      case 2: "6f9619ff-8b86-d011-b42d-00cf4fc964\(10 + number)"
      default: random.pick(["Ann, \(number)", "Zoë \(number)", "\(number)", "a \"b\" \(number)"])
      }
    }
    var rows: [Row] = []
    for pupil in pupils {
      for day in Self.days.indices {
        for half in ["AM", "PM"] where random.below(20) > 0 {
          let code = random.pick(["/", "/", "/", "\\", "N", "C1", "L", "-", "", "Y6", "n"])
          let minutes = code == "L" ? random.pick(["5", "", "125", "7 mins"]) : ""
          let entered = (
            days: random.below(10) > 0 ? 0 : random.below(4),
            time: random.pick(["", " 08:55", "T13:02:59", " 23:00", "T08:55:12.5Z"])
          )
          rows.append(
            Row(
              pupil: pupil, day: day, half: half, code: code, minutes: minutes, entered: entered))
        }
      }
    }
    switch random.below(4) {
    case 0: break
    case 1: rows.sort { ($0.day, $0.half) < ($1.day, $1.half) }
    case 2: rows.sort { $0.day < $1.day }
    default: rows.shuffle(using: &random)
    }
    for _ in 0..<random.below(3) where !rows.isEmpty {
      rows.insert(random.pick(rows), at: random.below(rows.count + 1))
    }
    return rows
  }

  private func text(_ rows: [Row], _ shape: Shape, _ random: inout SplitMix64) -> String {
    func cell(_ text: String) -> String {
      let needsQuotes = text.contains { ",\"".contains($0) }
      guard needsQuotes || random.below(10) < shape.quoted else { return text }
      return "\"\(text.replacing("\"", with: "\"\""))\""
    }
    let lines = rows.map { row in
      shape.columns.map { column in
        switch column {
        case "pupil": cell(row.pupil)
        case "date": cell(Self.days[row.day])
        case "session": cell(row.half)
        case "code": cell(row.code)
        case "minutes_late": cell(row.minutes)
        case "recorded_at":
          cell((Self.days + Self.later)[row.day + row.entered.days] + row.entered.time)
        default: cell(random.pick(["7A", "7B"]))
        }
      }.joined(separator: ",")
    }
    return ([shape.columns.joined(separator: ",")] + lines).joined(separator: shape.lineBreak)
      + random.pick(["", shape.lineBreak])
  }

  /// The expected marks: the first of a session counts, with its line.
  private func meant(_ rows: [Row], _ shape: Shape) -> [String] {
    var seen: [String: String] = [:]
    for (number, row) in rows.enumerated() {
      let session = row.day * 2 + (row.half == "AM" ? 0 : 1)
      let code = row.code == "-" || row.code.isEmpty ? "blank" : row.code.uppercased()
      let late = shape.columns.contains("minutes_late") ? row.minutes.prefix { $0.isNumber } : ""
      let entered = shape.columns.contains("recorded_at") ? row.entered.days : 0
      let key = "\(row.pupil) \(session)"
      seen[key] =
        seen[key] ?? "\(key) \(code) \(late.isEmpty ? "-1" : late) \(entered) \(number + 2)"
    }
    return seen.values.sorted()
  }

  private func read(_ text: String, _ shape: Shape) throws -> (marks: [String], refused: Int) {
    let monday = try #require(CivilDate("2024-09-02"))
    let dates = try #require(DateRange(from: monday, to: monday.adding(days: 4)))
    var collector = MarksCollector(
      SchoolCalendar(terms: [.init(name: "Week", dates: dates, halfTerm: nil)]))
    let file = TableFile(span: .startOfFile("register.yaml"))
    var (reading, notes) = (Reading(), [String]())
    let bytes = Array(text.utf8)
    let data = LargeFile(name: "marks.csv", size: bytes.count) { offset, buffer in
      let part = bytes[min(offset, bytes.count)..<min(offset + buffer.count, bytes.count)]
      buffer.copyBytes(from: part)
      return part.count
    }
    let layout = try #require(LongLayout(data, file, collector.calendar, &reading))
    #expect(
      collector.readLong(
        data, layout, as: file, in: Pieces(size: shape.pieceSize), &reading, &notes))
    #expect(reading.diagnostics.map(\.message) == [])
    let marks = collector.pupilIDs.enumerated().flatMap { number, id in
      let marks = collector.marks(of: number)
      return marks.codes.indices.compactMap { session -> String? in
        guard let line = marks.line(of: session) else { return nil }
        let code = collector.codes[Int(marks.codes[session])]?.text ?? "blank"
        let late = marks.minutesLate(in: session)?.count ?? -1
        return "\(id) \(session) \(code) \(late) \(marks.daysToEntry(in: session) ?? 0) \(line)"
      }
    }
    return (marks.sorted(), collector.rejections.count)
  }

  @Test(arguments: UInt64(1)...400)
  func `says what was meant`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let shape = Shape(&random)
    let rows = rows(&random)
    let text = text(rows, shape, &random)
    let found = try read(text, shape)
    let meant = meant(rows, shape)
    try #require(found.marks == meant, "seed \(seed): \(shape)\n\(text)")
    #expect(found.refused == rows.count - meant.count)
  }
}
