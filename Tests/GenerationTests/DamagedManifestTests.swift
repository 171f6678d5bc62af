import Diagnostics
import Generation
import Registers
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing

@Suite("An edited manifest of marks alone")
struct DamagedManifestTests {
  /// Streaming a register and holding it in memory refuse the same, and report the same.
  @Test(arguments: [(GeneratedMarks.Layout.long, 12), (.wide, Seeds.count(40, long: 150))])
  func `is read in one way, streamed and held`(
    _ layout: GeneratedMarks.Layout, _ pupils: Int
  ) throws {
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let (manifest, marks) = try MarksAlone.register(layout, pupils: pupils)
    let lines = manifest.text.split(separator: "\n").map { String($0) }
    var (streamedCount, refusedCount) = (0, 0)
    for seed in Seeds.upTo(30, long: 120) {
      var random = SplitMix64(seed: seed)
      var edited = lines
      for _ in 0..<random.between(1, 2) { edit(&edited, &random) }
      let file = SourceFile(path: "register.yaml", text: edited.joined(separator: "\n") + "\n")
      let read = Dataset.read(file) { DataFile(name: $0, bytes: marks) }
      let inBatches = simulator.summary(of: MarksAlone.reader(file, marks, places: 2_000))
      guard let dataset = read.value else {
        refusedCount += 1
        #expect(!read.diagnostics.isEmpty, "seed \(seed)")
        #expect(
          inBatches.diagnostics.map(\.message) == read.diagnostics.map(\.message), "seed \(seed)")
        continue
      }
      let streamed = try #require(inBatches.value, "seed \(seed)")
      streamedCount += 1
      let held = simulator.replay(dataset, isListing: false)
      #expect(MarksAlone.told(streamed) == MarksAlone.told(held), "seed \(seed)")
      #expect(streamed.usage == held.usage, "seed \(seed)")
      #expect(streamed.unused.isTooMuch == held.unused.isTooMuch, "seed \(seed)")
    }
    #expect(streamedCount > 5 && refusedCount > 10)
  }

  /// Edits that people make, and constructs that only YAML allows.
  private func edit(_ lines: inout [String], _ random: inout SplitMix64) {
    let place = random.below(lines.count)
    let line = lines[place]
    switch random.below(13) {
    case 0: lines.insert(line, at: place)
    case 1: lines.remove(at: place)
    case 2: lines[place] = line.replacing(": ", with: ": &a ")
    case 3: lines += ["---", "school: Another"]
    case 4: lines[place] = line.replacing("2024", with: random.pick(["2023", "2025", "24"]))
    case 5: lines[place] = line.replacing("-09-", with: "-10-")
    case 6: lines[place] = line.replacing("-07-", with: random.pick(["-06-", "-13-"]))
    case 7: lines[place] = line + random.pick([" # a note", " x", ":", " }"])
    case 8: lines[place] = line.replacing("marks", with: "mark")
    case 9: lines.append(random.pick(["school: Other", "unknown: key", "pupils: { file: p.csv }"]))
    case 10: lines[place] = " " + line
    case 11: lines[place] = line.replacing("school", with: "schools")
    default: lines[place] = line.replacing("yyyy-MM-dd", with: "dd/MM/yyyy")
    }
  }

  /// An encoding is known only from the whole file: a heading, or a name beside the marks, may be
  /// the one line that shows it.
  @Test(arguments: [true, false])
  func `of a file that is Windows-1252 says so as it does whole`(isHeading: Bool) throws {
    let simulator = Simulator(try #require(EmbeddedLaw.rules), nil)
    let manifest = SourceFile(
      path: "register.yaml",
      text: """
        rollcall: register/v1
        calendar: { terms: [{ from: 2024-09-02, to: 2024-09-06 }] }
        marks: { file: marks.csv, layout: wide }

        """)
    let e = UInt8(0xE9)
    let text =
      isHeading
      ? Array("pupil,marks,Pr".utf8) + [e] + Array("nom\nP1,/\\/\\/\\/\\/\\,Zoe\n".utf8)
      : Array("pupil,marks,Name\nP1,/\\/\\/\\/\\/\\,Zo".utf8) + [e] + Array("\n".utf8)
    let streamed = simulator.summary(of: MarksAlone.reader(manifest, text, places: 1)).value
    let held = try #require(Dataset.read(manifest) { DataFile(name: $0, bytes: text) }.value)
    #expect(held.assumptions.contains("marks.csv is not UTF-8 and is read as Windows-1252."))
    #expect(held.pupils.map(\.pupil.id) == ["P1"])
    #expect(streamed?.assumptions == simulator.replay(held, isListing: false).assumptions)
  }
}
