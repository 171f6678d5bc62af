import Diagnostics
import Generation
import Registers
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing

@Suite("Generated marks alone")
struct GeneratedMarksTests {
  @Test func `are replayed piece by piece as they are whole`() throws {
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let pupils = Seeds.count(500, long: 3_000)
    var (manifest, marks) = try MarksAlone.register(.wide, pupils: pupils)
    let first = try #require(marks.split(separator: UInt8(ascii: "\n")).dropFirst().first)
    let string = String(decoding: first.drop { $0 != UInt8(ascii: ",") }, as: UTF8.self)
    // A row with a code that does not exist, one of too few marks, one of other signs, and a blank one.
    marks += Array("P20000000,F\(string.dropFirst(2))\nP20000001,//\nP20000002,éé\n".utf8)
    // An identifier whose check letter is wrong.
    marks += Array("Z820200001001\(string)\n\n".utf8)
    let stream = MarksAlone.reader(manifest, marks, places: pupils * 33)
    #expect(try datasets(of: stream) > 5)
    let bytes = marks
    let whole = try #require(
      Dataset.read(manifest) { DataFile(name: $0, bytes: bytes) }.value)
    // A quotation mark forces the slow reader, which examines every row.
    let text = String(decoding: marks, as: UTF8.self)
    let quoted = Array(text.replacing("\nZ820200001001,", with: "\n\"Z820200001001\",").utf8)
    #expect(quoted.count == bytes.count + 2)
    let careful = try #require(
      Dataset.read(manifest) { DataFile(name: $0, bytes: quoted) }.value)
    let streamed = try #require(simulator.summary(of: stream).value)
    let expected = MarksAlone.told(simulator.replay(careful, isListing: false))
    #expect(MarksAlone.told(streamed) == expected)
    #expect(MarksAlone.told(simulator.replay(whole, isListing: false)) == expected)
    let lines = [whole, careful].map { $0.pupils.map { $0.marks.line(of: 5) } }
    #expect(lines[0] == lines[1])
    #expect(streamed.rejections.map(\.evidence.line) == [pupils + 3, pupils + 4])
    #expect(streamed.remarks.map(\.evidence.line) == [pupils + 5])
    #expect(streamed.divergences.isEmpty)
    #expect(streamed.severities.total == 1)
  }

  @Test func `are the same in either layout`() throws {
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let replays = try [GeneratedMarks.Layout.long, .wide].map { layout in
      let (manifest, marks) = try MarksAlone.register(
        layout, pupils: Seeds.count(100, long: 1_100))
      return simulator.replay(
        try #require(Dataset.read(manifest) { DataFile(name: $0, bytes: marks) }.value))
    }
    #expect(MarksAlone.told(replays[0]) == MarksAlone.told(replays[1]))
  }

  @Test func `are read in pieces as they are whole`() throws {
    let (manifest, marks) = try MarksAlone.register(.long, pupils: Seeds.count(150, long: 400))
    let file = MarksAlone.large(marks)
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let pieces = try #require(
      Dataset.read(manifest) { _ in
        nil
      } openLarge: { _ in
        file
      }.value)
    let whole = try #require(Dataset.read(manifest) { DataFile(name: $0, bytes: marks) }.value)
    let (found, expected) = (simulator.replay(pieces), simulator.replay(whole))
    #expect(MarksAlone.told(found) == MarksAlone.told(expected))
    #expect(found.divergences.map(\.evidence) == expected.divergences.map(\.evidence))
  }

  /// A register of a row a mark, with what an export may hold besides.
  @Test func `of a row a mark are streamed as they are whole`() throws {
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let pupils = Seeds.count(100, long: 400)
    let (manifest, marks) = try MarksAlone.register(.long, pupils: pupils)
    var lines = String(decoding: marks, as: UTF8.self).split(separator: "\n").map { String($0) }
    lines = lines.enumerated().map { number, line in
      number == 0 ? "\(line),minutes_late" : "\(line),\(line.hasSuffix(",L") ? "7" : "")"
    }
    // A blank pupil, a code that is none, a session on a Sunday, and identifiers that look wrong.
    lines.insert(",2024-09-03,AM,/,", at: 5_000)
    lines += [
      "P20000000,2024-09-03,AM,absent,", "P20000000,2024-09-08,AM,/,", "P20000000,2024-09-09,PM,/,",
      "Z820200001001,2024-09-09,AM,C1,", "Z820200001001,2024-09-09,PM,O,12",
    ]
    let bytes = Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    let stream = MarksAlone.reader(manifest, bytes, places: pupils * 50)
    #expect(try datasets(of: stream) > 3)
    let whole = try #require(
      Dataset.read(manifest) { DataFile(name: $0, bytes: bytes) }.value)
    let streamed = try #require(simulator.summary(of: stream).value)
    #expect(MarksAlone.told(streamed) == MarksAlone.told(simulator.replay(whole, isListing: false)))
    #expect(streamed.rejections.map(\.evidence.line) == [5_001, lines.count - 4])
    // The mark on a Sunday is a remark on the file.
    #expect(streamed.remarks.map(\.evidence.line) == [0, lines.count - 1])
    #expect(streamed.measures.late > 0)
  }

  /// The number of batches in which a register is read.
  private func datasets(of reader: RegisterReader) throws -> Int {
    var count = 1
    let last = reader.batches { step in
      guard case .batch(let dataset) = step else {
        Issue.record("it was read again")
        return
      }
      #expect(!dataset.pupils.isEmpty)
      count += 1
    }
    #expect(try #require(last.value).pupils.isEmpty == false)
    return count
  }

  /// A pupil who reappears after being replayed forces a second reading, with the same result as
  /// reading the whole.
  @Test(arguments: [
    (GeneratedMarks.Layout.wide, 100), (.long, 60), (.wide, Seeds.count(400, long: 3_000)),
    (.long, Seeds.count(120, long: 300)),
  ])
  func `out of order are told as they are whole`(
    _ layout: GeneratedMarks.Layout, _ pupils: Int
  ) throws {
    let (manifest, marks) = try MarksAlone.register(layout, pupils: pupils)
    var lines = marks.split(separator: UInt8(ascii: "\n"))
    // The last row is where one of another pupil was.
    lines.swapAt(lines.count - 1, lines.count / 2)
    let bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let spool = MemorySpool()
    let reader = MarksAlone.reader(
      manifest, bytes, places: layout == .long ? 10_000 : 20_000, spool: spool)
    let whole = try #require(Dataset.read(manifest) { DataFile(name: $0, bytes: bytes) }.value)
    let told = try #require(simulator.summary(of: reader).value)
    #expect(MarksAlone.told(told) == MarksAlone.told(simulator.replay(whole, isListing: false)))
    #expect(spool.count > 0)
  }

  /// A duplicated mark is reported with both lines.
  @Test func `are streamed with sessions of two marks as they are whole`() throws {
    let (manifest, marks) = try MarksAlone.register(.long, pupils: 100)
    var lines = marks.split(separator: UInt8(ascii: "\n"))
    lines.insert(lines[20_003], at: 20_500)
    lines.append(lines[lines.count - 1])
    let bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let stream = MarksAlone.reader(manifest, bytes, places: 5_000)
    let whole = try #require(Dataset.read(manifest) { DataFile(name: $0, bytes: bytes) }.value)
    let streamed = try #require(simulator.summary(of: stream).value)
    #expect(MarksAlone.told(streamed) == MarksAlone.told(simulator.replay(whole, isListing: false)))
    #expect(
      streamed.rejections.map(\.reason) == [
        "the session already has the same mark, on line 20004",
        "the session already has the same mark, on line \(lines.count - 1)",
      ])
  }

  /// In day-by-day order all pupils must be known before one is replayed; still nothing is read
  /// twice.
  @Test func `day by day are told as they are whole`() throws {
    let (manifest, marks) = try MarksAlone.register(.long, pupils: 40)
    let rows = marks.split(separator: UInt8(ascii: "\n"))
    let lines =
      rows.prefix(1)
      + rows.dropFirst().sorted {
        ($0[$0.startIndex + 10..<$0.endIndex]).lexicographicallyPrecedes(
          $1[$1.startIndex + 10..<$1.endIndex])
      }
    let bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let reader = MarksAlone.reader(manifest, bytes, places: 2_000)
    var batches = 0
    let last = reader.batches { step in
      switch step {
      case .batch: batches += 1
      case .again: Issue.record("it was read again")
      }
    }
    #expect(last.value?.pupils.isEmpty == true)
    #expect(batches > 5)
    let whole = try #require(Dataset.read(manifest) { DataFile(name: $0, bytes: bytes) }.value)
    let told = try #require(simulator.summary(of: reader).value)
    #expect(MarksAlone.told(told) == MarksAlone.told(simulator.replay(whole, isListing: false)))
  }

  /// No mark is lost in silence where there is no room for it.
  @Test(arguments: [0, 30_000])
  func `that find no room outside memory are an error`(room: Int) throws {
    var (manifest, marks) = try MarksAlone.register(.long, pupils: 100)
    var lines = marks.split(separator: UInt8(ascii: "\n"))
    lines.swapAt(1, lines.count - 1)
    marks = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let reader = MarksAlone.reader(
      manifest, marks, places: 3_500, spool: MemorySpool(room: room))
    let told = simulator.summary(of: reader)
    #expect(told.value?.measures == nil)
    #expect(told.diagnostics.map(\.rule) == ["dataset.no-room"])
  }
}
