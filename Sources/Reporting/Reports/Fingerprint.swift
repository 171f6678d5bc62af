import Compliance
import Diagnostics
import TypedYAML

/// What tells one finding from another, on any line it moves to.
///
/// It is made of the rule or the fault by its first name, the file, the path of the value without places in lists, and what was
/// found there; of a fault in the text, which has no path, the words of its line take their place.
/// The same fault twice is told apart by its number in the file.
struct Fingerprint {
  /// The fingerprint without the number, by which the same fault is counted.
  let key: String

  /// The fingerprint of a finding in a file, named from the top folder; `words` are those of the line it
  /// stands in.
  init(_ finding: Finding, in file: String, words: () -> String) {
    let diagnostic = finding.diagnostic
    let path = Fingerprint.withoutPlaces(diagnostic.path)
    let isOfText = diagnostic.path.isEmpty && finding.citations.isEmpty
    let found = isOfText ? words() : finding.found ?? ""
    let rule = diagnostic.fault?.formerly ?? diagnostic.rule
    key = "\(rule)\u{0}\(file)\u{0}\(path)\u{0}\(found)"
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
    Fingerprint.digits(of: key + "\u{0}\(number)")
  }

  fileprivate static func digits(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var text = text
    text.withUTF8 { bytes in
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The words of the lines that findings stand in, gone through once however many stand in one.
struct LineWords {
  private struct Place: Hashable {
    let file: String
    let line: Int
  }

  private var known: [Place: String] = [:]
  /// How many lines were gone through.
  private(set) var linesRead = 0

  /// The words of longer lines are told by their hash.
  private static let longest = 1_000

  /// The words of a line of a file with one space between them.
  mutating func words(of file: String, line: Int, _ text: () -> Substring?) -> String {
    let place = Place(file: file, line: line)
    if let words = known[place] { return words }
    linesRead += 1
    let joined = (text() ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let words = joined.utf8.count > LineWords.longest ? Fingerprint.digits(of: joined) : joined
    known[place] = words
    return words
  }
}
