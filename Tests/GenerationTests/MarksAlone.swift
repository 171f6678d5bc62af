import Clauses
import Diagnostics
import Generation
import PolicyModel
import Registers
import Simulation
import TestSupport
import Synchronization
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

  /// A reader of a register that holds a number of places at a time, and the others in a memory
  /// file whose size can be inspected.
  static func reader(
    _ manifest: SourceFile, _ marks: [UInt8], places: Int, isLarge: Bool = true,
    spool: MemorySpool = MemorySpool()
  ) -> RegisterReader {
    RegisterReader(manifest, places: places) {
      DataFile(name: $0, bytes: marks)
    } openLarge: { _ in
      isLarge ? large(marks) : nil
    } makeSpool: {
      spool.file
    }
  }

  static func large(_ bytes: [UInt8]) -> LargeFile {
    LargeFile(name: "marks.csv", size: bytes.count) { offset, buffer in
      let part = bytes[min(offset, bytes.count)..<min(offset + buffer.count, bytes.count)]
      buffer.copyBytes(from: part)
      return part.count
    }
  }

  /// The content of a summary, as text.
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

/// A substitute for the file of data moved out of memory.
final class MemorySpool: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  private let room: Int

  /// Creates a file with a capacity in bytes.
  init(room: Int = .max) { self.room = room }

  /// The number of bytes that were moved.
  var count: Int { bytes.withLock { $0.count } }

  var file: SpoolFile {
    SpoolFile { more in
      self.bytes.withLock { bytes in
        guard bytes.count + more.count <= self.room else { return nil }
        bytes += more
        return bytes.count - more.count
      }
    } read: { offset, buffer in
      self.bytes.withLock { bytes in
        guard offset + buffer.count <= bytes.count else { return false }
        buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
        return true
      }
    }
  }
}
