import Diagnostics
import Testing

@testable import PositionedYAML

/// A file may be one long line full of faults.
@Suite struct `The work of reading` {
  @Test(arguments: ["a: b\u{A0}c ", "'#, ", "x: “a ", "a\u{2028}", "a\rb "])
  func `stops looking for faults in a line that has more than are reported`(unit: String) {
    let line =
      unit == "'#, "
      ? "x: [" + String(repeating: "#, ", count: 10_000) : String(repeating: unit, count: 10_000)
    var scanner = HazardScanner(SourceFile(path: "f", text: line))
    scanner.scan()
    #expect(scanner.hazards.count == YAMLLimits.diagnostics)
  }
}
