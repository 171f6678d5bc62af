import CivilTime
import Clauses
import Diagnostics
public import PolicyModel
import Registers

/// The marks of any number of fictional pupils, and nothing beside them: a register to measure with.
///
/// Pupils are made a thousand at a time, so that no more than those are held. Every pupil stays for the
/// whole year, and nothing is planted.
public struct GeneratedMarks: Sendable {
  /// How marks are written.
  public enum Layout: String, Sendable, CaseIterable {
    /// A row a mark.
    case long
    /// A row a pupil, with one string of marks.
    case wide
  }

  /// The register's `register.yaml`.
  public let manifest: String
  /// The first line of `marks.csv`.
  public let header: String
  /// How many blocks of rows there are.
  public let count: Int

  private let layout: Layout
  private let seed: UInt64
  private let pupils: Int
  private let model: SchoolModel
  private let places: [String]

  /// How many pupils a block has; a seed makes the same pupils as long as it stays.
  private static let pupilsInBlock = 1_000

  /// Prepares the marks of so many pupils; nil where the calendar cannot be read.
  public init?(
    seed: UInt64, pupils: Int, kind: SchoolKind?, layout: Layout, policy: PolicyDocument
  ) {
    let source = ExampleCalendar()
    guard let calendar = source.calendar else { return nil }
    let effective = policy.effective
    // Marks alone have no minutes, so they do not depend on any register times.
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

  /// How many pupils a block has.
  public func pupils(in block: Int) -> Int {
    min(GeneratedMarks.pupilsInBlock, pupils - block * GeneratedMarks.pupilsInBlock)
  }

  /// The rows of a block.
  public func rows(of block: Int) -> [UInt8] {
    let first = block * GeneratedMarks.pupilsInBlock
    let number = pupils(in: block)
    let years = model.years(seed: seed &+ UInt64(block) << 20, pupils: number)
    var bytes: [UInt8] = []
    for (offset, year) in years.enumerated() {
      // Eight digits, so that the order of the rows is that of the identifiers.
      let id = Array("P\(String(100_000_000 + first + offset).dropFirst())".utf8)
      let codes = zip(year.marks, model.shape.calendar.sessions).map { mark, session in
        // Who joins or leaves would need a table of pupils.
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

  /// One sign a session where that says it all, else codes with spaces between them.
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
