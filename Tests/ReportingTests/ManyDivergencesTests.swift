import Diagnostics
import PositionedYAML
import SharedLaw
import Simulation
import Statute
import Testing
import TypedYAML

@testable import Reporting

/// Reports are made in pieces on several threads.
@Suite struct `A report of many divergences` {
  private func report() throws -> ReplayReport {
    var reading = Reading()
    let marks = (1...150).map { "P\($0): \"2024-09-02: ZZ ZZ Z/\"" }
    let register =
      "calendar: { terms: [{ from: 2024-09-02, to: 2024-09-06 }] }\n"
      + "marks: { \(marks.joined(separator: ", ")) }\n"
    let root = YAMLDocument.read(SourceFile(path: "example.yaml", text: register)).value
    let replay = Simulator.replay(
      example: try #require(root), try #require(EmbeddedLaw.everything), &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return ReplayReport(policy: nil, register: "reg", replay: try #require(replay))
  }

  @Test func `has them in their order`() throws {
    let report = try report()
    let pupils = report.replay.divergences.map { Substring($0.pupil ?? "") }
    #expect(pupils.count > 500)
    let (json, text) = (report.json.text, whole { report.writeText(to: $0) })
    let csv = whole { report.writeCSV(to: $0) }
    #expect(
      json.split(separator: "\n").filter { $0.hasPrefix("      \"pupil\": ") }
        .map { $0.split(separator: "\"")[3] } == pupils)
    #expect(
      csv.split(separator: "\r\n").dropFirst()
        .map { $0.split(separator: ",", omittingEmptySubsequences: false)[3] } == pupils)
    #expect(
      text.split(separator: "\n").compactMap { $0.wholeMatch(of: /\d.* (P\d+)  error .*/)?.1 }
        == pupils)
  }

  @Test func `says once whom a clause rests on`() throws {
    let report = try report()
    let said = whole { report.writeText(to: $0) }.split(separator: "\n").count {
      $0.hasPrefix("  Authority: ")
    }
    #expect(said == Set(report.replay.divergences.map(\.clause)).count)
  }

  /// A report that is written piece by piece.
  private func whole(_ write: ((String) -> Void) -> Void) -> String {
    var text = ""
    write { text += $0 }
    return text
  }
}
