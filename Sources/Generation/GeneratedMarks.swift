import CivilTime
import Clauses
import Diagnostics
package import PolicyModel
import Registers

/// The marks of any number of fictional pupils without other data: a register for benchmarks.
///
/// Pupils are generated a thousand at a time, which bounds memory. Every pupil stays for the whole
/// year, and no divergences are planted.
package struct GeneratedMarks: Sendable {
  /// The layout of marks in the table.
  package enum Layout: String, Sendable, CaseIterable {
    /// A row per mark.
    case long
    /// A row per pupil, with one string of marks.
    case wide
  }

  /// The register's `register.yaml`.
  package let manifest: String
  /// The first line of `marks.csv`.
  package let header: String
  /// The number of blocks of rows.
  package let count: Int

  private let layout: Layout
  private let seed: UInt64
  private let pupils: Int
  private let model: SchoolModel
  private let places: [String]

  /// The number of pupils in a block, on which the pupils of a seed depend.
  private static let pupilsInBlock = 1_000

  /// Creates the marks of a number of pupils; nil where the calendar cannot be read.
  package init?(
    seed: UInt64, pupils: Int, kind: SchoolKind?, layout: Layout, policy: PolicyDocument
  ) {
    let source = ExampleCalendar()
    guard let calendar = source.calendar else { return nil }
    let effective = policy.effective
    // Marks alone have no minutes, so that they do not depend on register times.
    model = SchoolModel(
      kind ?? SchoolKind(effective.school?.phase?.value), calendar, effective,
      RegisterBook(effective, [:]))
    (self.seed, self.pupils, self.layout) = (seed, pupils, layout)
    count = (pupils + GeneratedMarks.pupilsInBlock - 1) / GeneratedMarks.pupilsInBlock
    places = calendar.sessions.map { ",\($0.date),\($0.half.abbreviation)," }
    header = layout == .long ? "pupil,date,session,code\n" : "pupil,marks\n"
    manifest = """
      rollcall: register/v1

      # Fictional pupils: nobody in these files exists. Made by `rollcall generate --marks-only`.
      school: \(pupils) fictional pupils
      \(source.yaml)marks: { file: marks.csv, layout: \(layout.rawValue) }

      """
  }

  /// The number of pupils in a block.
  package func pupils(in block: Int) -> Int {
    min(GeneratedMarks.pupilsInBlock, pupils - block * GeneratedMarks.pupilsInBlock)
  }

  /// The rows of a block.
  package func rows(of block: Int) -> [UInt8] {
    let first = block * GeneratedMarks.pupilsInBlock
    let number = pupils(in: block)
    let years = model.years(seed: seed &+ UInt64(block) << 20, pupils: number)
    var bytes: [UInt8] = []
    for (offset, year) in years.enumerated() {
      // Eight digits, so that the rows are in the order of the identifiers.
      let id = Array("P\(String(100_000_000 + first + offset).dropFirst())".utf8)
      let codes = zip(year.marks, model.shape.calendar.sessions).map { mark, session in
        // Joining and leaving would require a table of pupils.
        Array(
          (mark == .none ? (session.half == .morning ? Mark.morning : .afternoon) : mark).text.utf8)
      }
      switch layout {
      case .wide: addString(codes, id, to: &bytes)
      case .long:
        for (place, code) in zip(places, codes) {
          bytes += id
          bytes += place.utf8
          bytes += code
          bytes.append(UInt8(ascii: "\n"))
        }
      }
    }
    return bytes
  }

  /// One character a session where all codes have one, otherwise codes separated by spaces.
  private func addString(_ codes: [[UInt8]], _ id: [UInt8], to bytes: inout [UInt8]) {
    let isPlain = codes.allSatisfy { $0.count <= 1 }
    bytes += id
    bytes.append(UInt8(ascii: ","))
    for (place, code) in codes.enumerated() {
      if !isPlain, place > 0 { bytes.append(UInt8(ascii: " ")) }
      bytes += code.isEmpty ? [UInt8(ascii: "-")] : code
    }
    bytes.append(UInt8(ascii: "\n"))
  }
}
