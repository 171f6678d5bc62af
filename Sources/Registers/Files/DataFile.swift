import Diagnostics
import TypedYAML

/// The bytes of a file with the name that reports use.
package struct DataFile: Sendable {
  /// The file as the dataset names it.
  package let name: String
  /// Its content; empty where it could not be read.
  package let bytes: [UInt8]
  /// Why the file could not be read although it is there; nil where it could.
  package let problem: String?

  /// The largest file that is read, in bytes: a thousand schools' marks would not fill it.
  package static let limit = 1 << 30

  /// Creates a data file.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    problem = nil
  }

  /// Creates a file that is there and cannot be read; `problem` says why, such as "permission is
  /// denied".
  package init(name: String, problem: String) {
    self.name = name
    self.problem = problem
    bytes = []
  }
}

/// How the text of a data file is encoded.
enum TextEncoding {
  /// Also where single rows are damaged, which are then rejected.
  case utf8
  /// What older programs call ANSI.
  case windows1252
  /// Two bytes a character, as Excel's "Unicode text" has it.
  case utf16
  /// A spreadsheet's own format.
  case workbook

  /// Tells by the bytes alone.
  ///
  /// What is not UTF-8 is Windows-1252, unless a byte order mark or some character of several bytes
  /// says that it was UTF-8 and is damaged.
  init(of bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    {
      self = .workbook
    } else if TextEncoding.looksLikeUTF16(bytes.prefix(256)) {
      self = .utf16
    } else if bytes.isASCII || bytes.starts(with: byteOrderMark)
      || String(validating: bytes, as: UTF8.self) != nil || TextEncoding.hasSequence(bytes)
    {
      self = .utf8
    } else {
      self = .windows1252
    }
  }

  /// Without a byte order mark, every other byte of plain text in UTF-16 is nought.
  private static func looksLikeUTF16(_ start: ArraySlice<UInt8>) -> Bool {
    start.count > 3 && start.count { $0 == 0 } * 3 > start.count
  }

  /// Whether there is a character of two or more bytes in UTF-8.
  private static func hasSequence(_ bytes: [UInt8]) -> Bool {
    var pending = 0
    for byte in bytes {
      switch byte {
      case 0x80...0xBF where pending > 0:
        pending -= 1
        if pending == 0 { return true }
      case 0xC2...0xDF: pending = 1
      case 0xE0...0xEF: pending = 2
      case 0xF0...0xF4: pending = 3
      default: pending = 0
      }
    }
    return false
  }
}

let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

extension [UInt8] {
  /// Whether every byte is below 128.
  fileprivate var isASCII: Bool { withUnsafeBufferPointer { $0.isPlainASCII } }

  /// The UTF-8 of bytes that are Windows-1252.
  fileprivate var fromWindows1252: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(count + count / 16)
    for byte in self {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text.append(
          contentsOf: UTF8.encode(Windows1252.scalar(byte)) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return text
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether every byte is below 128.
  var isPlainASCII: Bool {
    let buffer = UnsafeRawBufferPointer(self)
    var all: UInt64 = 0
    let whole = buffer.count & ~7
    for offset in stride(from: 0, to: whole, by: 8) {
      all |= buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    for byte in buffer[whole...] { all |= UInt64(byte) }
    return all & 0x8080_8080_8080_8080 == 0
  }
}

/// The upper half of the character set of older Windows programs.
enum Windows1252 {
  /// Bytes 80 to 9F; the five that stand for nothing are the control characters of their number.
  private static let special: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The character of a byte.
  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(special[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }
}

/// The text of a data file, as UTF-8.
struct DataText: Sendable {
  let name: String
  let bytes: [UInt8]
  /// Whether the file was Windows-1252.
  let isWindows1252: Bool

  /// The text of a file; nil, with an error at the place that names it, where it has none.
  init?(_ data: DataFile, named file: TableFile, _ reading: inout Reading) {
    guard data.isReadable(named: file, &reading) else { return nil }
    func fail(_ problem: String) {
      reading.report(
        .notText, "`\(data.name)` is \(problem).", at: file.file?.span ?? file.span,
        help: "Save it as “CSV UTF-8 (comma delimited)”.")
    }
    name = data.name
    switch TextEncoding(of: data.bytes) {
    case .utf16:
      fail("UTF-16 text, which Rollcall does not read")
      return nil
    case .workbook:
      fail("a workbook, not text")
      return nil
    case .windows1252: (bytes, isWindows1252) = (data.bytes.fromWindows1252, true)
    case .utf8: (bytes, isWindows1252) = (data.bytes, false)
    }
  }
}

extension DataFile {
  /// Whether the file could be read and is not too large; an error at the place that names it says why
  /// not.
  func isReadable(named file: TableFile, _ reading: inout Reading) -> Bool {
    guard let problem = problem ?? (bytes.count > DataFile.limit ? DataFile.tooLarge : nil) else {
      return true
    }
    reading.report(
      .unreadableFile, "`\(name)` cannot be read: \(problem).",
      at: file.file?.span ?? file.span, help: "Check the file and its permissions.")
    return false
  }

  private static let tooLarge = "it is larger than \(DataFile.limit >> 30) GiB"
}
