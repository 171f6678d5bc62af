import Clauses
import Diagnostics
import Generation
import PolicyModel
import Registers
import Simulation
import TestSupport
import Testing

/// Registers of marks alone, for tests.
enum MarksAlone {
  /// The files of a register of marks alone.
  static func register(
    _ layout: GeneratedMarks.Layout, pupils: Int
  ) throws -> (manifest: SourceFile, marks: [UInt8]) {
    let text = try #require(ProjectFiles.text("Policies/schools/st-james.yaml"))
    let policy = try #require(
      PolicyDocument.load("st-james.yaml") { _ in
        Outcome(SourceFile(path: "st-james.yaml", text: text))
      }.value)
    let marks = try #require(
      GeneratedMarks(seed: 3, pupils: pupils, kind: .primary, layout: layout, policy: policy))
    let rows = (0..<marks.count).flatMap { marks.rows(of: $0) }
    return (
      SourceFile(path: "register.yaml", text: marks.manifest), Array(marks.header.utf8) + rows
    )
  }

  static func large(_ bytes: [UInt8]) -> LargeFile {
    LargeFile(name: "marks.csv", size: bytes.count) { offset, buffer in
      let part = bytes[min(offset, bytes.count)..<min(offset + buffer.count, bytes.count)]
      buffer.copyBytes(from: part)
      return part.count
    }
  }

  /// What a summary tells, as text.
  static func told(_ replay: Replay) -> [String] {
    ["\(replay.measures)", "\(replay.dates)"]
      + Severity.allCases.map { "\($0) \(replay.severities[$0])" }
      + replay.clauses.map { "\($0.clause.name) \($0.tally) \($0.timing)" }
      + replay.practice.map { "\($0.rule.id) \($0.cases) \($0.divergences)" }
      + replay.conformance.months.map { "\($0)" } + replay.notChecked + replay.assumptions
      + replay.rejections.map { "\($0)" }
      + replay.remarks.map { "\($0)" } + ["\(replay.counterfactual.marks)"]
  }
}
