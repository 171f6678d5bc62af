import Compliance
import Diagnostics
import TypedYAML

/// What tells one finding from another, on any line it moves to.
///
/// It is made of the rule, the file, the path of the value without places in lists, and what was
/// found there; of a fault in the text, which has no path, the words of its line take their place.
/// The same fault twice is told apart by its number in the file.
struct Fingerprint {
  /// The fingerprint without the number, by which the same fault is counted.
  let key: String

  /// The fingerprint of a finding in a file, named from the top folder; `line` is the text it stands in.
  init(_ finding: Finding, in file: String, line: @autoclosure () -> Substring?) {
    let diagnostic = finding.diagnostic
    let path = Fingerprint.withoutPlaces(diagnostic.path)
    let isOfText = diagnostic.path.isEmpty && finding.citations.isEmpty
    let found =
      isOfText
      ? (line() ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      : finding.found ?? ""
    key = "\(diagnostic.rule)\u{0}\(file)\u{0}\(path)\u{0}\(found)"
  }

  /// A path with a star for each place in a list.
  private static func withoutPlaces(_ path: String) -> String {
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    // Most paths have no digit at all.
    guard path.utf8.contains(where: isDigit) else { return path }
    return path.pathSteps.map { $0.utf8.allSatisfy(isDigit) ? "*" : $0 }.joined(separator: ".")
  }

  /// Sixteen hexadecimal digits of the FNV-1a hash, which no run and no machine changes.
  func digits(number: Int) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var text = key + "\u{0}\(number)"
    text.withUTF8 { bytes in
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
