/// The kind of a file that is not YAML, by its first bytes, with advice for the user.
///
/// Users may pass documents and pictures, for which messages about YAML would not help.
enum OtherFile: Sendable {
  case word, pdf, richText, openDocument, spreadsheet, presentation, webPage, transferFile, image
  case archive, commaSeparated, json, prose, binary

  /// Detects the kind from bytes; nil where they may be YAML.
  init?(_ bytes: [UInt8]) {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    if let known = OtherFile.signatures.first(where: { content.starts(with: $0.bytes) })?.kind {
      self = known
    } else if content.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = OtherFile.zipped(content)
    } else if content.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = OtherFile.ofOlderOffice(content)
    } else if let text = String(
      validating: OtherFile.wholeScalars(of: content.prefix(OtherFile.looked)), as: UTF8.self)
    {
      guard let kind = OtherFile(beginning: text) else { return nil }
      self = kind
    } else if content.prefix(OtherFile.looked).contains(0) {
      self = .binary
    } else {
      return nil
    }
  }

  /// The number of bytes that are examined.
  private static let looked = 4 << 10

  private static let signatures: [(bytes: [UInt8], kind: OtherFile)] = [
    (Array("%PDF-".utf8), .pdf), (Array("{\\rtf".utf8), .richText),
    ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image), (Array("GIF8".utf8), .image),
    ([0x49, 0x49, 0x2A, 0x00], .image), ([0x4D, 0x4D, 0x00, 0x2A], .image),
    ([0x00, 0x00, 0x00, 0x18, 0x66, 0x74, 0x79, 0x70], .image),
    ([0x00, 0x00, 0x00, 0x1C, 0x66, 0x74, 0x79, 0x70], .image),
    ([0x00, 0x00, 0x00, 0x20, 0x66, 0x74, 0x79, 0x70], .image),
    ([0x1F, 0x8B], .archive), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive),
    (Array("Rar!".utf8), .archive), (Array("BZh".utf8), .archive),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .archive), ([0x50, 0x4B, 0x05, 0x06], .archive),
  ]

  /// The kind of a ZIP archive: office programs write archives of parts with fixed names.
  private static func zipped(_ bytes: ArraySlice<UInt8>) -> OtherFile {
    if bytes.holds("word/document") { return .word }
    if bytes.holds("xl/workbook") { return .spreadsheet }
    if bytes.holds("ppt/presentation") { return .presentation }
    if bytes.holds("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") { return .spreadsheet }
    return bytes.holds("mimetypeapplication/vnd.oasis.opendocument") ? .openDocument : .archive
  }

  /// The kind of an office document before 2007, whose parts have names in UTF-16.
  private static func ofOlderOffice(_ bytes: ArraySlice<UInt8>) -> OtherFile {
    if bytes.holds("W\0o\0r\0k\0b\0o\0o\0k") { return .spreadsheet }
    return bytes.holds("P\0o\0w\0e\0r\0P\0o\0i\0n\0t") ? .presentation : .word
  }

  /// The bytes without an incomplete scalar at the end.
  private static func wholeScalars(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.count == looked else { return bytes }
    let start = bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? bytes.startIndex
    return bytes[..<start]
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes contain some text.
  fileprivate func holds(_ text: String) -> Bool {
    let wanted = Array<UInt8>(text.utf8)
    guard let first = wanted.first else { return true }
    return withUnsafeBufferPointer { bytes in
      guard bytes.count >= wanted.count else { return false }
      for place in 0...bytes.count - wanted.count where bytes[place] == first {
        if wanted.indices.allSatisfy({ bytes[place + $0] == wanted[$0] }) { return true }
      }
      return false
    }
  }
}

// The detection of texts that are not YAML.
extension OtherFile {
  /// Detects the kind from the beginning of a text; nil where it may be YAML.
  private init?(beginning text: String) {
    guard !text.utf8.contains(0) else {
      self = .binary
      return
    }
    let lines = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline).lazy
      .map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }
    let said = lines.filter { !$0.hasPrefix("#") && !$0.hasPrefix("---") && !$0.hasPrefix("%YAML") }
    guard let first = said.first, !said.contains(where: OtherFile.namesKind) else { return nil }
    if first.hasPrefix("<") {
      self = text.contains("<CTfile") ? .transferFile : .webPage
    } else if OtherFile.beginsJSON(said.prefix(2).joined()) {
      self = .json
    } else if OtherFile.isKey(first) || OtherFile.beginsValue(first) {
      return nil
    } else {
      self = OtherFile.isTable(Array(said.prefix(2))) ? .commaSeparated : .prose
    }
  }

  /// Whether a line names the kind of file, perhaps misspelt.
  private static func namesKind(_ line: some StringProtocol) -> Bool {
    let word = line.drop { "\"'{ ".contains($0) }.prefix { $0.isLetter }
    return Wording.suggestion(for: String(word), among: ["rollcall"]) != nil
  }

  private static func beginsJSON(_ text: String) -> Bool {
    guard let bracket = text.first, bracket == "{" || bracket == "[" else { return false }
    let next = text.dropFirst().first { !$0.isWhitespace }
    return next.map { bracket == "{" ? $0 == "\"" || $0 == "}" : "{[\"".contains($0) } ?? false
  }

  /// Whether a line begins with a key: a few words and a colon before a space or the end.
  private static func isKey(_ line: Substring) -> Bool {
    guard
      let colon = line.indices.first(where: { place in
        let next = line.index(after: place)
        return line[place] == ":" && (next == line.endIndex || line[next].isWhitespace)
      })
    else { return false }
    return line[..<colon].count <= 80
  }

  /// Whether a line begins with the indicator of a YAML value.
  private static func beginsValue(_ line: Substring) -> Bool {
    line.first.map { "-[{\"'?!&*|>@`%".contains($0) } ?? false
  }

  /// Whether lines begin a table separated by commas, semicolons or tabs.
  private static func isTable(_ lines: [Substring]) -> Bool {
    [",", ";", "\t"].contains { sign in
      let counts = lines.map { line in line.count { String($0) == sign } }
      guard let first = counts.first, first > 0 else { return false }
      let isClose = lines.allSatisfy { !$0.contains(sign + " ") }
      return isClose && counts.allSatisfy { $0 == first }
    }
  }

  /// The kind, as a noun phrase.
  private var noun: String {
    switch self {
    case .word: "a Word document"
    case .pdf: "a PDF"
    case .richText: "a Rich Text document"
    case .openDocument: "an OpenDocument text"
    case .spreadsheet: "a spreadsheet"
    case .presentation: "a presentation"
    case .webPage: "a web page"
    case .transferFile: "a Common Transfer File"
    case .image: "a picture"
    case .archive: "an archive of files, such as a ZIP"
    case .commaSeparated: "a table of comma-separated values"
    case .json: "JSON"
    case .prose: "prose"
    case .binary: "no text"
    }
  }

  /// The advice for the kind.
  private var help: String {
    let keys = "`rollcall schema policy --format markdown` lists its keys."
    return switch self {
    case .word, .pdf, .richText, .openDocument, .presentation, .webPage, .prose:
      "Rollcall reads policies as YAML. Write what it says into a file that begins with "
        + "`rollcall: policy/v1`; \(keys)"
    case .image:
      "Rollcall reads policies as YAML, and no pictures. Write what it shows into a file that begins "
        + "with `rollcall: policy/v1`; \(keys)"
    case .archive: "Unpack it, and give the YAML files that are in it."
    case .spreadsheet:
      "Save a register as CSV and name it in a `register.yaml`, whose folder `rollcall replay --register` "
        + "reads. A policy is written as YAML; \(keys)"
    case .commaSeparated, .transferFile:
      "The tables of a register are named in a `register.yaml`, whose folder `rollcall replay "
        + "--register` reads."
    case .json:
      "Rollcall's files say what they are in their first key, as in `{ \"rollcall\": \"policy/v1\" }`."
    case .binary:
      "Rollcall reads YAML, which is text. Look whether it is the file that you meant; a damaged one has "
        + "to be copied anew."
    }
  }

  /// The error at the start of a file of this kind.
  func diagnostic(_ path: String) -> Diagnostic {
    let subject = self == .prose ? "The file is prose, not YAML" : "This is \(noun)"
    return Diagnostic(.otherKind, "\(subject).", at: .startOfFile(path), help: help)
  }
}
