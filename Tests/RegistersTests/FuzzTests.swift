import CivilTime
import Clauses
import Diagnostics
import TestSupport
import Testing

@testable import Registers

/// Every row must be accounted for, because a lost row would look like a faultless register.
@Suite struct `A random register` {
  /// Cells that a CSV file must quote, may quote, or never does.
  private static let cells = [
    "", "a", "P1", "2024-09-02", "x y", " ", "é😀", "a,b", ",", "\"", "\"\"", "a\"b", "\n",
    "a\nb", "\r\n", "a\r\nb\n", "'", "#", "\\",
  ]

  @Test(arguments: [1, 2] as [UInt64])
  func `is read back as it was written, row by row`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<1_000 {
      var text = random.below(4) == 0 ? "\u{FEFF}" : ""
      var line = 1
      var expected: [String] = []
      for _ in 0..<random.below(6) {
        // A row of one empty cell is a blank line unless it is quoted.
        let cells = (0...random.below(4)).map { _ in Self.cells[random.below(Self.cells.count)] }
        expected.append("\(line): \(cells)")
        let written = cells.map { cell in
          let plain = !cell.contains { ",\"\n\r\r\n".contains($0) }
          let isQuoted = !plain || cells == [""] || random.below(3) == 0
          return isQuoted ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
        }
        let row = written.joined(separator: ",")
        let lineBreaks = ["\n", "\r\n", "\n\n", "\r\n\r\n\r\n"][random.below(4)]
        text += row + lineBreaks
        line += (row + lineBreaks).utf8.count { $0 == UInt8(ascii: "\n") }
      }
      try #require(rows(text) == expected, "seed \(seed), round \(round): \(text.debugDescription)")
    }
  }

  @Test(arguments: [3, 4] as [UInt64])
  func `has each of its rows as a mark, as a stray or as a rejection`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<60 {
      var files = Files(marks: "")
      let count = 1 + random.below(60)
      for _ in 0..<count { files["marks.csv"] += Self.row(&random) + "\n" }
      // The reader returns nothing without a mark, nor where `A` may be the afternoon.
      files["marks.csv"] = files["marks.csv"].replacing(
        "late\n", with: "late\nP0,2024-09-02,AM,/,\nP0,2024-09-02,PM,\\,\n")
      let dataset = try #require(files.read().value)
      try #require(unaccounted(files, dataset) == [], "seed \(seed), round \(round)")
      try #require(dataset.rejections.count + dataset.entries.count > 0)
    }
  }

  @Test(arguments: [5, 6, 7] as [UInt64])
  func `that is damaged is read without a trap and loses no row`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<150 {
      var files = Files(marks: "P0,2024-09-02,AM,/,\n", more: "actions: { file: actions.csv }\n")
      files["actions.csv"] = "pupil,date,time,action,detail\nP0,2024-09-03,9:30,call,a=b;c=d\n"
      var body = (0..<20).map { _ in Self.row(&random) + "\n" }.joined().utf8.map { $0 }
      var actions = files.tables["actions.csv"] ?? []
      for _ in 0...random.below(8) {
        Self.damage(&body, &random)
        Self.damage(&actions, &random)
      }
      files.tables["marks.csv"]? += body
      // A damaged header may make the dataset unusable, so half of the rounds keep it intact.
      if random.below(2) == 0 { files.tables["actions.csv"] = actions }
      let outcome = files.read()
      guard let dataset = outcome.value else {
        try #require(!outcome.diagnostics.isEmpty, "seed \(seed), round \(round)")
        continue
      }
      try #require(unaccounted(files, dataset) == [], "seed \(seed), round \(round)")
    }
  }

  /// Wide strings, wide columns and Common Transfer Files, cut and damaged anywhere.
  @Test(arguments: [8, 9, 10] as [UInt64])
  func `of a row a pupil is read without a trap, and counts no mark twice`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for round in 0..<120 {
      let isXML = random.below(3) == 0
      var files = Files()
      files.manifest = files.manifest.replacing(
        "{ file: marks.csv }", with: "{ file: marks.csv, layout: \(isXML ? "ctf" : "wide") }")
      var bytes = Array((isXML ? Self.transferFile(&random) : Self.wideFile(&random)).utf8)
      for _ in 0..<random.below(6) { Self.damage(&bytes, &random) }
      files.tables["marks.csv"] = bytes
      let outcome = files.read()
      guard let dataset = outcome.value else {
        try #require(!outcome.diagnostics.isEmpty, "seed \(seed), round \(round)")
        continue
      }
      let places = dataset.calendar.sessions.count
      let lines = 1 + bytes.count { $0 == 0x0A || $0 == 0x0D }
      for record in dataset.pupils {
        try #require(record.marks.codes.count == places, "seed \(seed), round \(round)")
        let used =
          record.marks.codes.indices.compactMap { record.marks.line(of: $0) }
          + record.marks.strays.map(\.evidence.line)
        try #require(used.allSatisfy { $0 <= lines }, "seed \(seed), round \(round)")
      }
    }
  }

  private static func wideFile(_ random: inout SplitMix64) -> String {
    if random.below(2) == 0 {
      let rows = (0..<6).map { number in
        let signs = (0..<random.between(19, 21)).map { _ in
          random.pick(["/", "\\", "n", "-", "C", "1"])
        }
        return "P\(number),\(signs.joined(separator: random.pick(["", "", " "])))\n"
      }
      return "pupil,marks\n" + rows.joined()
    }
    let rows = (0..<6).map { number in
      "P\(number),\(random.pick(["/", "", "Present"])),\(random.pick(["n", "C1"])),\(random.pick(["/\\", "C1", "//"]))\n"
    }
    return "pupil,2024-09-02 AM,2024-09-02 PM,2024-09-03\n" + rows.joined()
  }

  private static func transferFile(_ random: inout SplitMix64) -> String {
    let pupils = (0..<4).map { number in
      let days = (0..<random.between(1, 12)).map {
        $0 % 7 > 4 ? "##" : random.pick(["/\\", "NN", "C1", "-/"])
      }
      return
        "<Pupil><UPN>P\(number)</UPN><DOB>2014-10-11</DOB><Attendance><YearData><AttendSessions>"
        + "<AttendanceStartDate>2024-09-0\(random.between(1, 9))</AttendanceStartDate><AttendanceMarks>"
        + days.joined() + "</AttendanceMarks></AttendSessions></YearData></Attendance></Pupil>\n"
    }
    return "<CTfile><CTFpupilData>\n" + pupils.joined() + "</CTFpupilData></CTfile>\n"
  }

  @Test func `would be found to have lost a row`() throws {
    let files = Files(marks: "P1,2024-09-02,AM,/,\nP1,2024-09-03,AM,/,\n")
    let other = try #require(Files(marks: "P1,2024-09-02,AM,/,\n").read().value)
    #expect(unaccounted(files, other) == [3])
  }

  // MARK: Rows

  private static func row(_ random: inout SplitMix64) -> String {
    func pick(_ texts: [String]) -> String { texts[random.below(texts.count)] }
    let day = 1 + random.below(16)
    let date = pick([
      "2024-09-\(day < 10 ? "0" : "")\(day)", "2024-09-\(day < 10 ? "0" : "")\(day)", "2/9/2024",
      "",
    ])
    let cells = [
      pick(["P1", "P2", "P3", "\"P4\"", " P1 ", ""]), date, pick(["AM", "pm", "A", "noon", ""]),
      pick(["/", "\\", "n", "L", "C1", "-", "", "#", "LATE", "\"U\""]),
      pick(["", "", "5", "-1", "99999"]),
    ]
    switch random.below(12) {
    case 0: return ""
    case 1: return cells.prefix(random.below(5)).joined(separator: ",")
    case 2: return cells.joined(separator: ",") + ",more"
    case 3: return "\"P1\" x," + cells.dropFirst().joined(separator: ",")
    default: return cells.joined(separator: ",")
    }
  }

  private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let place = random.below(bytes.count + 1)
    let marks = Array(",\"\n\r;=- ".utf8) + [0, 0xC3, 0xFF]
    switch random.below(4) {
    case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(4)))
    case 1: bytes.insert(marks[random.below(marks.count)], at: place)
    case 2: if place < bytes.count { bytes[place] = UInt8(random.below(256)) }
    default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
    }
  }

  // MARK: What became of them

  private func rows(_ text: String) -> [String] {
    Array(text.utf8).withUnsafeBufferPointer { buffer in
      var cursor = CSVCursor(buffer)
      var rows: [String] = []
      while case .fields = cursor.next() {
        rows.append("\(cursor.line): \((0..<cursor.count).map { cursor.text(of: $0) ?? "?" })")
      }
      return rows
    }
  }

  /// The lines of the marks' rows that left no trace in a dataset, or more than one.
  ///
  /// Only a row without a mark may leave none: without a session nothing is missing.
  private func unaccounted(_ files: Files, _ dataset: Dataset) -> [Int] {
    var traces: [Int: Int] = [:]
    for record in dataset.pupils {
      for line in record.marks.codes.indices.compactMap({ record.marks.line(of: $0) }) {
        traces[line, default: 0] += 1
      }
      for stray in record.marks.strays { traces[stray.evidence.line, default: 0] += 1 }
    }
    for rejection in dataset.rejections where rejection.evidence.file == "marks.csv" {
      traces[rejection.evidence.line, default: 0] += 1
    }
    let lines = (files.tables["marks.csv"] ?? []).withUnsafeBufferPointer { buffer in
      var cursor = CSVCursor(buffer)
      var lines: [(line: Int, isBlank: Bool)] = []
      _ = cursor.next()
      while true {
        switch cursor.next() {
        case .end: return lines
        case .malformed: lines.append((cursor.line, false))
        case .fields:
          let code = cursor.bytes(of: 3).filter { $0 != UInt8(ascii: " ") }
          lines.append((cursor.line, code.isEmpty || code == [UInt8(ascii: "-")]))
        }
      }
    }
    // A trace of a line without a row would be as wrong.
    let invented = Set(traces.keys).subtracting(lines.map(\.line))
    return lines.filter { row in
      let count = traces[row.line] ?? 0
      return count > 1 || (count == 0 && !row.isBlank)
    }.map(\.line) + invented.sorted()
  }
}
