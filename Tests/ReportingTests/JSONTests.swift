import Reporting
import Testing

/// JSON is written in pieces, so that a list of any length is never held in memory.
@Suite struct `JSON of any length` {
  private static func entry(_ number: Int) -> JSON {
    .object([
      ("number", .integer(number)), ("text", .string("a \"b\" ##[c] é")), ("list", .array([.null])),
    ])
  }

  @Test(arguments: [0, 1, 2, 20_000])
  func `is the same text as a list that is held`(count: Int) {
    func report(_ list: JSON) -> JSON {
      .object([("before", .truth(true)), ("list", list), ("after", .object([("list", list)]))])
    }
    var pieces: [String] = []
    report(.items { write in for number in 0..<count { write(Self.entry(number)) } })
      .write { pieces.append(String(decoding: $0, as: UTF8.self)) }
    let held = report(.array((0..<count).map(Self.entry))).text
    #expect(pieces.joined() == held)
    #expect(pieces.allSatisfy { $0.utf8.count < 1 << 17 })
    #expect(pieces.count > held.utf8.count >> 17)
  }
}
