import Compliance
import Diagnostics
import TypedYAML

/// An identifier of a finding that survives a move to another line.
///
/// Derived from the rule or the fault's first name, the file, the value's path without list
/// indices, and the value. A fault in the text has no path, so the words of its line are used
/// instead. Repetitions are numbered within the file.
struct Fingerprint {
  /// The fingerprint without the number, by which repetitions are counted.
  let key: String

  /// The fingerprint of a finding; `file` is the path from the top folder, and `words` returns
  /// those of the finding's line.
  init(_ finding: Finding, in file: String, words: () -> String) {
    let diagnostic = finding.diagnostic
    let path = Fingerprint.withoutPlaces(diagnostic.path)
    let isOfText = diagnostic.path.isEmpty && finding.citations.isEmpty
    let found = isOfText ? words() : finding.found ?? ""
    let rule = diagnostic.fault?.formerly ?? diagnostic.rule
    key = "\(rule)\u{0}\(file)\u{0}\(path)\u{0}\(found)"
  }

  /// A path with a star for each list index.
  private static func withoutPlaces(_ path: String) -> String {
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    // Most paths have no digit at all.
    guard path.utf8.contains(where: isDigit) else { return path }
    return path.pathSteps.map { $0.utf8.allSatisfy(isDigit) ? "*" : $0 }.joined(separator: ".")
  }

  /// Sixteen hexadecimal digits of the FNV-1a hash, the same in every run and on every machine.
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

/// A cache of the words of lines with findings, so that each line is split once.
struct LineWords {
  private struct Place: Hashable {
    let file: String
    let line: Int
  }

  private var known: [Place: String] = [:]
  /// The number of lines that were split.
  private(set) var linesRead = 0

  /// The length in bytes above which a line is replaced by its hash.
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
