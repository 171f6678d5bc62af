import Diagnostics
import Testing

@testable import Registers

/// If divergences are only counted, no lines are kept of rows in arbitrary order.
@Suite struct `A file whose lines are not kept` {
  private static let days = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map { $0 < 10 ? "0\($0)" : "\($0)" }

  private func rows(repeating last: String? = nil) -> [String] {
    let rows = (0..<1_200).map { $0 * 389 % 1_200 }.map { place in
      let session = place % 20
      return "P\(100 + place / 20),2024-09-\(Self.days[session / 2]),"
        + (session % 2 == 0 ? "AM,/" : "PM,\\")
    }
    return ["pupil,date,session,code"] + rows + [last].compactMap { $0 }
  }

  private func read(_ rows: [String], keepsLines: Bool) throws -> Dataset {
    let manifest =
      "rollcall: register/v1\nschool: Example\nmarks: { file: marks.csv, layout: long }\n"
      + "calendar: { terms: [{ from: 2024-09-02, to: 2024-09-13 }] }\n"
    let bytes = Array((rows.joined(separator: "\n") + "\n").utf8)
    let file = LargeFile(name: "marks.csv", size: bytes.count) { offset, buffer in
      buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
      return buffer.count
    }
    let reader = RegisterReader(SourceFile(path: "register.yaml", text: manifest)) { _ in
      nil
    } openLarge: { _ in
      file
    }
    // A summary keeps none.
    let read = keepsLines ? reader.dataset() : reader.batches { _ in }
    #expect(read.diagnostics.map(\.message) == [])
    return try #require(read.value)
  }

  @Test func `has the same marks`() throws {
    let (kept, unkept) = (
      try read(rows(), keepsLines: true), try read(rows(), keepsLines: false)
    )
    #expect(kept.pupils.map(\.marks.codes) == unkept.pupils.map(\.marks.codes))
    #expect(kept.pupils.allSatisfy { ($0.marks.line(of: 7) ?? 0) > 1 })
    #expect(unkept.pupils.contains { $0.marks.line(of: 7) == 0 })
  }

  /// Only then is the line of the first row needed, so the file is read again.
  @Test(arguments: ["/", "N"])
  func `says on which line a mark stands that a row repeats`(code: String) throws {
    let rows = rows(repeating: "P130,2024-09-06,AM,\(code)")
    let line = try #require(rows.firstIndex(of: "P130,2024-09-06,AM,/")) + 1
    let reasons = try [true, false].map {
      try read(rows, keepsLines: $0).rejections.map(\.reason)
    }
    #expect(reasons[0] == reasons[1])
    #expect(reasons[1].count == 1 && reasons[1].allSatisfy { $0.contains("on line \(line)") })
  }
}
