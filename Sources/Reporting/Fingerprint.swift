import Compliance
import Diagnostics

/// What tells one finding from another, on any line it moves to.
///
/// It is made of the rule, the file, the path of the value without places in lists, and what was
/// found there; of a fault in the text, which has no path, the words of its line take their place.
/// The same fault twice is told apart by its number in the file.
struct Fingerprint {
  private let rule, file, path, found: String

  init(_ finding: Finding, _ checkout: Checkout, line: @autoclosure () -> Substring?) {
    let diagnostic = finding.diagnostic
    rule = diagnostic.rule
    file = checkout.path(of: diagnostic.span.file)
    path = diagnostic.path.split(separator: ".")
      .map { $0.allSatisfy(\.isNumber) ? "*" : String($0) }.joined(separator: ".")
    let isOfText = diagnostic.path.isEmpty && finding.citations.isEmpty
    found =
      isOfText
      ? (line() ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      : finding.found ?? ""
  }

  /// The fingerprint without the number, by which the same fault is counted.
  var key: String { [rule, file, path, found].joined(separator: "\u{0}") }

  /// Sixteen hexadecimal digits of the FNV-1a hash, which no run and no machine changes.
  func digits(number: Int) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in (key + "\u{0}\(number)").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
