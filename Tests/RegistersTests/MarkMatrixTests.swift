import Clauses
import Testing

@testable import Registers

@Suite struct `A matrix of marks` {
  /// Marks without any order, of pupils in several blocks.
  @Test func `knows each line where there is no order`() {
    var matrix = MarkMatrix(sessions: 5)
    for _ in 0..<130 { matrix.addPupil() }
    func line(_ place: Int) -> Int { 2 + place * 7_919 % 650 }
    for place in (0..<650).map({ $0 * 389 % 650 }) {
      let isNew = matrix.enter(
        UInt8(2 + place % 7), pupil: place / 5, session: place % 5, line: line(place))
      #expect(isNew)
    }
    for place in 0..<650 {
      #expect(matrix.line(of: place % 5, pupil: place / 5) == line(place))
      #expect(matrix.codes(of: place / 5).dropFirst(place % 5).first == UInt8(2 + place % 7))
    }
    #expect(matrix.places == 650 && matrix.marks == 650)
  }

  @Test func `goes on with one pupil alone`() {
    var matrix = MarkMatrix(sessions: 2)
    for pupil in 0..<70 {
      matrix.addPupil()
      _ = matrix.enter(3, pupil: pupil, session: 1, line: 10 + pupil)
    }
    matrix = matrix.only(69)
    matrix.addPupil()
    let (isNew, isRepeated) = (
      matrix.enter(4, pupil: 1, session: 0, line: 90),
      !matrix.enter(4, pupil: 0, session: 1, line: 91)
    )
    #expect(isNew && isRepeated)
    #expect(matrix.line(of: 1, pupil: 0) == 79 && matrix.line(of: 0, pupil: 1) == 90)
    #expect(Array(matrix.codes(of: 0)) == [0, 3] && Array(matrix.codes(of: 1)) == [4, 0])
  }

  /// A replay has a number of its own for sessions off roll, behind all codes.
  @Test func `has fewer codes than numbers`() {
    var table = CodeTable.common
    let signs = UInt8(ascii: "!")...UInt8(ascii: "~")
    let codes = signs.flatMap { first in signs.compactMap { MarkCode([first, $0]) } }
    let numbers = codes.compactMap { table.enter($0) }
    #expect(numbers.max() == 254 && table.codes.count == 255)
    #expect(numbers.allSatisfy { table.codes[Int($0)] != nil })
  }
}
