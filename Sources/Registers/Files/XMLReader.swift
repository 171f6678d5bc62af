import CExpat
import Diagnostics

/// Follows an XML file from element to element.
protocol XMLFollower: AnyObject {
  /// An element begins on a line; its name comes in UTF-8, without a prefix.
  func begin(_ name: UnsafeBufferPointer<UInt8>, line: Int)
  /// The innermost open element ends.
  func end()
  /// A stretch of text in the innermost open element, in UTF-8; a text may come in several.
  func read(_ text: UnsafeBufferPointer<UInt8>)
}

/// Why an XML file cannot be read, and where.
struct XMLProblem: Error {
  let message: String
  let position: SourcePosition
}

/// Reads XML with expat: elements and text, without attributes.
///
/// A document type declaration ends the reading, so no entity can be defined, and none can grow.
final class XMLReader {
  /// Elements in elements; a Common Transfer File has about eight.
  private static let depthLimit = 64
  /// How many bytes are handed over at a time; more where an unfinished token is longer, because expat reads one from
  /// its start with every piece.
  private static let pieceSize = 1 << 18

  private let parser: XML_Parser?
  private let follower: any XMLFollower
  private var depth = 0
  private var refusal: String?

  private init(_ follower: any XMLFollower) {
    self.follower = follower
    parser = XML_ParserCreate(nil)
  }

  deinit {
    if let parser { XML_ParserFree(parser) }
  }

  /// Reads a whole file; `follower` learns of what it holds, and `onward` is called behind each piece.
  static func read(
    _ data: LargeFile, _ follower: any XMLFollower, onward: () -> Void
  ) throws(XMLProblem) {
    try XMLReader(follower).read(data, onward)
  }

  private func read(_ data: LargeFile, _ onward: () -> Void) throws(XMLProblem) {
    guard let parser else { throw XMLProblem(message: "out of memory", position: .start) }
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { data, name, _ in XMLReader.from(data)?.begin(name) },
      { data, _ in XMLReader.from(data)?.end() })
    XML_SetCharacterDataHandler(parser) { data, text, count in
      text?.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { pointer in
        XMLReader.from(data)?.follower.read(UnsafeBufferPointer(start: pointer, count: Int(count)))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      XMLReader.from(data)?.refuse(
        "it has a document type declaration, which Rollcall does not read")
    }
    XML_SetUnknownEncodingHandler(
      parser,
      { _, name, encoding in
        guard let name, let encoding, String(cString: name).lowercased() == "windows-1252" else {
          return Int32(bitPattern: XML_STATUS_ERROR.rawValue)
        }
        XMLReader.describeWindows1252(&encoding.pointee)
        return Int32(bitPattern: XML_STATUS_OK.rawValue)
      }, nil)
    var (offset, status) = (0, XML_STATUS_OK)
    repeat {
      let open = offset - max(0, Int(XML_GetCurrentByteIndex(parser)))
      let end = min(offset + max(XMLReader.pieceSize, open), data.size)
      status = data.withBytes(offset..<end) { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          XML_Parse(parser, $0.baseAddress, Int32(clamping: $0.count), end == data.size ? 1 : 0)
        }
      }
      offset = end
      onward()
    } while status == XML_STATUS_OK && offset < data.size
    guard status != XML_STATUS_OK || refusal != nil else { return }
    throw XMLProblem(message: refusal ?? expatMessage(parser), position: position(parser))
  }

  private func expatMessage(_ parser: XML_Parser) -> String {
    XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "it is not XML"
  }

  private func position(_ parser: XML_Parser) -> SourcePosition {
    SourcePosition(
      line: Int(XML_GetCurrentLineNumber(parser)),
      column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
  }

  private static func from(_ data: UnsafeMutableRawPointer?) -> XMLReader? {
    data.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  private func begin(_ name: UnsafePointer<XML_Char>?) {
    guard refusal == nil, let name, let parser else { return }
    depth += 1
    guard depth <= XMLReader.depthLimit else { return refuse("its elements are nested too deep") }
    // A prefix says which vocabulary is meant; there is only one here.
    var (start, end) = (0, 0)
    while name[end] != 0 {
      if name[end] == CChar(UInt8(ascii: ":")) { start = end + 1 }
      end += 1
    }
    name.withMemoryRebound(to: UInt8.self, capacity: end) {
      let local = UnsafeBufferPointer(start: $0 + start, count: end - start)
      follower.begin(local, line: Int(XML_GetCurrentLineNumber(parser)))
    }
  }

  private func end() {
    guard refusal == nil else { return }
    depth -= 1
    follower.end()
  }

  private func refuse(_ reason: String) {
    refusal = reason
    if let parser { XML_StopParser(parser, XML_Bool(0)) }
  }

  /// Tells expat which character each byte stands for.
  private static func describeWindows1252(_ encoding: inout XML_Encoding) {
    withUnsafeMutableBytes(of: &encoding.map) { map in
      for byte in UInt8.min...UInt8.max {
        map.storeBytes(
          of: CInt(Windows1252.scalar(byte).value),
          toByteOffset: Int(byte) * MemoryLayout<CInt>.size,
          as: CInt.self)
      }
    }
    (encoding.data, encoding.convert, encoding.release) = (nil, nil, nil)
  }
}
