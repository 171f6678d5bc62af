import Diagnostics
import PositionedYAML
import SharedLaw
import Simulation
import Statute
import Testing
import TypedYAML

@testable import Reporting

/// Reports on pupils outside compulsory school age, and on those registered mainly at another
/// school.
@Suite struct `A report on pupils of all ages` {
  private static let framework = EmbeddedLaw.everything

  private func report(_ pupils: String) throws -> ReplayReport {
    var reading = Reading()
    let register =
      "calendar: { terms: [{ from: 2024-12-16, to: 2025-02-28 }] }\npupils: [\(pupils)]\n"
      + "marks: { P1: \"2024-12-30: // //\", P2: \"2024-12-30: // //\", P3: \"2024-12-30: // //\" }\n"
    let file = SourceFile(path: "example.yaml", text: register)
    let replay = Simulator.replay(
      example: try #require(YAMLDocument.read(file).value), try #require(Self.framework), &reading)
    #expect(reading.diagnostics.map(\.message) == [])
    return ReplayReport(policy: nil, register: "reg", replay: try #require(replay))
  }

  /// A report that is written piece by piece.
  private func whole(_ write: ((String) -> Void) -> Void) -> String {
    var text = ""
    write { text += $0 }
    return text
  }

  /// Born on 4 May 2020: from 31 August 2025; on 4 October 2019: from 31 December 2024, the second day.
  @Test(arguments: [
    ("{ pupil: P1, date_of_birth: 2015-05-04 }", nil, (0, 0, 0)),
    (
      "{ pupil: P1, date_of_birth: 2020-05-04 }",
      "1 pupil is outside compulsory school age throughout: 4 sessions are in no rate.", (1, 0, 4)
    ),
    (
      "{ pupil: P1, date_of_birth: 2019-10-04 }, { pupil: P2, date_of_birth: 2019-10-04 }",
      "2 pupils are outside compulsory school age for part of the time: 4 sessions are in no rate.",
      (0, 2, 4)
    ),
    (
      "{ pupil: P1, date_of_birth: 2020-05-04 }, { pupil: P2, date_of_birth: 2019-10-04 }",
      "1 pupil is outside compulsory school age throughout and 1 for part of it: 6 sessions are in no rate.",
      (1, 1, 6)
    ),
  ])
  func `says how many sessions are in no rate`(
    pupils: String, line: String?, counts: (throughout: Int, partly: Int, sessions: Int)
  ) throws {
    let report = try report(pupils)
    for text in [whole { report.writeText(to: $0) }, whole { report.writeMarkdown(to: $0) }] {
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains(line ?? "after the register closed."))
      #expect(words.contains("outside compulsory school age") == (line != nil))
    }
    #expect(!whole { report.writeText(to: $0) }.contains("P1"))
    let json = report.json.text.filter { !$0.isWhitespace }
    #expect(
      json.contains(
        "\"outside_compulsory_age\":{\"throughout\":\(counts.throughout),\"partly\":\(counts.partly),"
          + "\"sessions\":\(counts.sessions)}"))
  }

  @Test func `says what is not asked of a subsidiary registration`() throws {
    let report = try report("{ pupil: P1, registration: subsidiary }")
    let said = whole { report.writeText(to: $0) }.split(separator: "\n").joined(separator: " ")
    #expect(said.contains("1 pupil has a subsidiary registration here"))
    #expect(report.json.text.filter { !$0.isWhitespace }.contains("\"subsidiary_pupils\":1,"))
  }
}
