import CivilTime
import Clauses
import Diagnostics
import Testing
import TypedYAML

@testable import Registers

/// A dataset's files in memory; `register.yaml` is their manifest.
struct Files {
  var manifest = """
    rollcall: register/v1
    calendar: { terms: [{ from: 2024-09-02, to: 2024-09-13 }] }
    marks: { file: marks.csv }

    """
  var tables: [String: [UInt8]] = [:]

  /// Files with marks under the usual header.
  init(marks: String = "P1,2024-09-02,AM,/\n", more: String = "") {
    self["marks.csv"] = "pupil,date,session,code,minutes_late\n" + marks
    manifest += more
  }

  subscript(name: String) -> String {
    get { String(decoding: tables[name] ?? [], as: UTF8.self) }
    set { tables[name] = Array(newValue.utf8) }
  }

  func read() -> Outcome<Dataset> {
    Dataset.read(SourceFile(path: "register.yaml", text: manifest)) { name in
      tables[name].map { DataFile(name: name, bytes: $0) }
    }
  }

  /// All that is read of a file that is held, or in pieces of a size from one that is not.
  func everything(inPiecesOf size: Int? = nil) throws -> String {
    let bytes = tables["marks.csv"] ?? []
    let large = LargeFile(name: "marks.csv", size: bytes.count) { offset, buffer in
      let part = bytes[min(offset, bytes.count)..<min(offset + buffer.count, bytes.count)]
      buffer.copyBytes(from: part)
      return part.count
    }
    let parts = Manifest.parts(of: SourceFile(path: "register.yaml", text: manifest))
    let (_, marks, calendar) = try #require(parts.value)
    var (builder, reading) = (DatasetBuilder.withoutTables(calendar), Reading())
    let isRead = size.map { builder.readPieces(of: large, marks, in: Pieces(size: $0), &reading) }
    if isRead != true {
      builder.readMarks(marks, { DataFile(name: $0, bytes: bytes) }, { _ in nil }, &reading)
    }
    let problems = reading.diagnostics.map { "\($0.rule) \($0.message) \($0.help ?? "")" }
    let dataset = builder.dataset(school: "The school", marksFile: "marks.csv", isExport: true)
    let (collector, account) = (builder.collector, builder.collector.account)
    return """
      \(dataset?.entries ?? []) \(dataset?.refused ?? []) \(dataset?.remarked ?? [])
      \(collector.pupilIDs.map { "\($0) \(collector.firstRow(of: $0)?.line ?? 0)" })
      \(collector.rejections.map { "\($0.evidence.line) \($0.reason)" }.sorted())
      \(dataset?.usage ?? []) \(account.rows) \(account.rowsInPart) \(account.harmlessRows)
      \(account.cells.map { "\($0.filled) \($0.unused)" } ?? "") \(builder.assumptions) \(problems)
      """
  }
}

extension Dataset {
  /// The rejections, each as `file:line reason`.
  var refused: [String] {
    rejections.map { "\($0.evidence.file):\($0.evidence.line) \($0.reason)" }
  }

  /// The remarks, each as `file:line sentence`.
  var remarked: [String] {
    remarks.map { "\($0.evidence.file):\($0.evidence.line) \($0.sentence)" }
  }

  /// Every entry of every register as `pupil session code line`, with the minutes where known.
  var entries: [String] {
    pupils.flatMap { record in
      calendar.sessions.indices.compactMap { index in
        let number = Int(record.marks.codes[index])
        guard number > 0 else { return nil }
        let session = calendar.sessions[index]
        let late = record.marks.minutesLate(in: index)
        return "\(record.pupil.id) \(session.date) \(session.half.abbreviation) "
          + "\(codeTable.codes[number]?.text ?? "none") \(record.marks.line(of: index) ?? 0)"
          + (late.map { " \($0.count)" } ?? "")
      }
    }
  }
}
