import Diagnostics

/// Finds text that YAML tools misread silently or explain late, before libyaml reads it.
///
/// Each hazard is reported at its place and replaced by harmless text of the same width in scalars,
/// so that parsing continues and positions remain valid.
struct HazardScanner {
  private let bytes: [UInt8]
  private let file: String
  private(set) var hazards: [Diagnostic] = []
  private var replacements: [(range: Range<Int>, text: String)] = []

  private var lineNumber = 0
  private var line = 0..<0
  private var flowDepth = 0
  private var openQuote: (byte: UInt8, at: Int)?
  private var blockScalarIndent: Int?
  /// Whether a value could begin at the current byte.
  private var atTokenStart = true

  /// Placeholders for `#` and `\`: private-use characters, reverted by `restore`.
  private static let hashStandIn: Unicode.Scalar = "\u{10FFFD}"
  private static let backslashStandIn: Unicode.Scalar = "\u{10FFFC}"

  init(_ file: SourceFile) {
    bytes = Array(file.text.utf8)
    self.file = file.path
  }

  /// The scalar's text with placeholders reverted.
  static func restore(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0 == hashStandIn ? "#" : $0 == backslashStandIn ? "\\" : $0
        }))
  }

  /// Whether anything was replaced.
  var isRepaired: Bool { !replacements.isEmpty }

  /// The text with every hazard replaced.
  var repairedText: String {
    var result = ""
    var position = 0
    for replacement in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += String(decoding: bytes[position..<replacement.range.lowerBound], as: UTF8.self)
      result += replacement.text
      position = replacement.range.upperBound
    }
    return result + String(decoding: bytes[position...], as: UTF8.self)
  }

  /// Whether the limit of diagnostics is reached, which ends the scan.
  private var isFull: Bool { hazards.count >= YAMLLimits.diagnostics }

  mutating func scan() {
    var start = 0
    while start < bytes.count, !isFull {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      lineNumber += 1
      line = start..<end
      if hasBreaksWithin { scanLineBreaks() }
      scanLine()
      start = end + 1
    }
  }

  /// Whether the line may contain line breaks for `scanLineBreaks`; most lines are plain.
  private var hasBreaksWithin: Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var found = 0
      // Without early exit, so that the loop is vectorised.
      for index in line {
        let byte = bytes[index]
        found |= (byte == 0xC2 ? 1 : 0) | (byte == 0xE2 ? 1 : 0) | (byte == carriage ? 1 : 0)
      }
      return found != 0
    }
  }

  /// NEL and the Unicode separators are line breaks only to libyaml.
  private mutating func scanLineBreaks() {
    for index in line where bytes[index] == carriage && index + 1 < line.upperBound && !isFull {
      report(
        .lineSeparator, at: index..<index + 1, replacement: " ",
        "A carriage return stands here alone; some programs break the line at it.",
        help: "Save the file with ordinary line ends.")
    }
    for index in line where !isFull && (bytes[index] == 0xC2 || bytes[index] == 0xE2) {
      let isNextLine = bytes[index] == 0xC2 && byte(index + 1) == 0x85
      let isSeparator =
        bytes[index] == 0xE2 && byte(index + 1) == 0x80
        && (byte(index + 2) == 0xA8 || byte(index + 2) == 0xA9)
      guard isNextLine || isSeparator else { continue }
      report(
        .lineSeparator, at: index..<index + (isNextLine ? 2 : 3), replacement: " ",
        "An invisible line separator stands here; some programs break the line at it.",
        help: "Delete it.")
    }
  }

  private mutating func scanLine() {
    let content = line.first { bytes[$0] != space && bytes[$0] != tab && bytes[$0] != carriage }
    if let indent = blockScalarIndent {
      guard let content, content - line.lowerBound <= indent else { return }
      blockScalarIndent = nil
    }
    guard let content else {
      // libyaml rejects a tab even where it indents nothing.
      if openQuote == nil, flowDepth == 0 {
        for index in line where bytes[index] == tab {
          replacements.append((index..<index + 1, " "))
        }
      }
      return
    }
    if openQuote == nil {
      atTokenStart = true
      if flowDepth == 0,
        let tabIndex = (line.lowerBound..<content).first(where: { bytes[$0] == tab })
      {
        report(
          .tab, at: tabIndex..<tabIndex + 1,
          "This line is indented with a tab, which YAML does not allow.",
          help: "Indent with spaces; most editors can convert tabs.")
      }
    }
    var index = content
    while index < line.upperBound, !isFull {
      if bytes[index].isLetterOrDigit {
        // The most frequent bytes, never a hazard.
        atTokenStart = false
        index += 1
        continue
      }
      guard let next = step(at: index) else { return }
      index = next
    }
  }

  /// Reads one token character; nil where the rest of the line is a comment or a block header.
  private mutating func step(at index: Int) -> Int? {
    if let quote = openQuote { return stepInQuote(quote, at: index) }
    let current = bytes[index]
    switch current {
    case space, tab, carriage: return index + 1
    case UInt8(ascii: "#"): return stepAtHash(index)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if atTokenStart || flowDepth > 0 { (flowDepth, atTokenStart) = (flowDepth + 1, true) }
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      (flowDepth, atTokenStart) = (max(0, flowDepth - 1), false)
    case UInt8(ascii: ","): atTokenStart = flowDepth > 0 || atTokenStart
    case UInt8(ascii: ":"): atTokenStart = isBlank(index + 1) || atTokenStart
    case UInt8(ascii: "-"), UInt8(ascii: "?"): atTokenStart = atTokenStart && isBlank(index + 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      if atTokenStart { openQuote = (current, index) }
      atTokenStart = false
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      if atTokenStart, flowDepth == 0 {
        blockScalarIndent = parentIndent(of: index)
        return nil
      }
      atTokenStart = false
    case 0xC2 where byte(index + 1) == 0xA0:
      report(
        .nonBreakingSpace, at: index..<index + 2, replacement: " ",
        "A non-breaking space stands here; YAML takes it for a letter.",
        help: "Replace it with an ordinary space; it usually comes with text copied from a page.")
      return index + 2
    case 0xE2 where byte(index + 1) == 0x80 && isSmartQuote(byte(index + 2)):
      reportSmartQuote(at: index)
      atTokenStart = false
      return index + 3
    default: atTokenStart = false
    }
    return index + 1
  }

  private mutating func stepInQuote(_ quote: (byte: UInt8, at: Int), at index: Int) -> Int {
    let doubleQuote = UInt8(ascii: "\"")
    switch bytes[index] {
    case UInt8(ascii: "\\") where quote.byte == doubleQuote:
      guard quote.at == index - 1, byte(index + 1) == doubleQuote, endsValue(index + 2) else {
        return index + 2
      }
      report(
        .backslash, at: index - 1..<index + 2,
        "In double quotes a backslash begins an escape, so this value never ends.",
        help: "Write it in single quotes: '\\'.")
      replace(index..<index + 1, with: HazardScanner.backslashStandIn)
      return index + 1
    case quote.byte:
      if quote.byte != doubleQuote, byte(index + 1) == quote.byte { return index + 2 }
      openQuote = nil
      return index + 1
    default: return index + 1
    }
  }

  /// A `#` in the place of a value, without the words of a comment, is a code.
  private mutating func stepAtHash(_ index: Int) -> Int? {
    let previous = index > line.lowerBound ? bytes[index - 1] : space
    guard atTokenStart || previous == space || previous == tab else {
      return index + 1
    }
    var rest = index + 1
    while rest < line.upperBound, bytes[rest] == space || bytes[rest] == carriage { rest += 1 }
    let isAlone = rest == line.upperBound
    let ends = [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")]
    let endsItem = !isAlone && ends.contains(bytes[rest])
    let isCode =
      flowDepth > 0
      ? atTokenStart
        && (endsItem || (isAlone && nextContent.map { ends.contains(bytes[$0]) } ?? true))
      : atTokenStart && isAlone && indentOfLine < index - line.lowerBound
        && !isContinued(below: index)
    guard isCode else { return nil }
    report(
      .unquotedHash, at: index..<index + 1,
      "An unquoted # begins a comment, so the code # and what follows it on this line are lost.",
      help: "Write it in quotes: '#'.")
    replace(index..<index + 1, with: HazardScanner.hashStandIn)
    atTokenStart = false
    return index + 1
  }

  private mutating func reportSmartQuote(at index: Int) {
    guard atTokenStart else { return }
    report(
      .smartQuote, at: index..<index + 3,
      "A typographic quotation mark does not quote; it becomes part of the value.",
      help: "Type a plain ' or \" (word processors replace them).")
  }

  // MARK: Looking around

  private func byte(_ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private func isBlank(_ index: Int) -> Bool {
    index >= line.upperBound || [space, tab, carriage].contains(bytes[index])
  }

  private func endsValue(_ index: Int) -> Bool {
    var rest = index
    while rest < line.upperBound, [space, carriage].contains(bytes[rest]) { rest += 1 }
    // Outside brackets a comma is part of the value.
    let ends =
      flowDepth > 0
      ? [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#")]
      : [UInt8(ascii: "#")]
    return rest >= line.upperBound || ends.contains(bytes[rest])
  }

  private func isSmartQuote(_ third: UInt8?) -> Bool {
    third.map { [0x98, 0x99, 0x9C, 0x9D].contains($0) } ?? false
  }

  private var indentOfLine: Int {
    line.prefix { bytes[$0] == space }.count
  }

  /// The column, from 0, of the key of a value, or of its dash where it has no key; parts of the
  /// value are indented further.
  private func parentIndent(of index: Int) -> Int {
    var place = line.lowerBound + indentOfLine
    var parent = place
    while place < index, [UInt8(ascii: "-"), UInt8(ascii: "?")].contains(bytes[place]),
      isBlank(place + 1)
    {
      parent = place
      place += 1
      while place < index, bytes[place] == space { place += 1 }
    }
    return (place < index ? place : parent) - line.lowerBound
  }

  /// The first byte below this line that is neither space nor comment, within 32 lines.
  private var nextContent: Int? {
    var start = line.upperBound + 1
    for _ in 0..<32 where start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let first = (start..<end).first { ![space, tab, carriage].contains(bytes[$0]) }
      if let first, bytes[first] != UInt8(ascii: "#") { return first }
      start = end + 1
    }
    return nil
  }

  /// Whether the next lines belong to the key or dash before a byte, which then has a comment.
  private func isContinued(below index: Int) -> Bool {
    guard let next = nextContent else { return false }
    let start = bytes[..<next].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let parent = parentIndent(of: index)
    // The dashes of a list may be directly below its key.
    let isKey = bytes[line.lowerBound + parent] != UInt8(ascii: "-")
    return next - start > parent
      || (next - start == parent && isKey && bytes[next] == UInt8(ascii: "-"))
  }

  // MARK: Reporting

  private mutating func replace(_ range: Range<Int>, with scalar: Unicode.Scalar) {
    replacements.append((range, String(Character(scalar))))
  }

  private mutating func report(
    _ fault: Fault, at range: Range<Int>, replacement: String? = nil, _ message: String,
    help: String
  ) {
    let column = scalars(line.lowerBound..<range.lowerBound) + 1
    let end = SourcePosition(line: lineNumber, column: column + scalars(range))
    let span = SourceSpan(
      file: file, start: SourcePosition(line: lineNumber, column: column), end: end)
    hazards.append(Diagnostic(fault, message, at: span, help: help))
    if let replacement { replacements.append((range, replacement)) }
  }

  /// Unicode scalars in a range of bytes: those bytes that do not continue a scalar.
  private func scalars(_ range: Range<Int>) -> Int {
    range.count { bytes[$0] & 0xC0 != 0x80 }
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    let lowerCase = self | 0x20
    return (lowerCase >= UInt8(ascii: "a") && lowerCase <= UInt8(ascii: "z"))
      || (self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9"))
  }
}

private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
private let carriage = UInt8(ascii: "\r")
