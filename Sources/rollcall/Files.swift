import Diagnostics
import Parallel
import PolicyModel
import PositionedYAML

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A regular file that is read in pieces, in any order.
final class OpenFile: Sendable {
  /// The length in bytes.
  let size: Int
  private let descriptor: Int32

  /// Opens a file; nil where it cannot be opened, is no regular file, or has fewer bytes than are worth it.
  init?(_ path: String, atLeast least: Int) {
    descriptor = open(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      Int(status.st_size) >= least
    else {
      close(descriptor)
      return nil
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Copies bytes from an offset on, as many as there are and the buffer takes; how many those were.
  func read(from offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var count = 0
    while count < buffer.count {
      let more = pread(
        descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count, offset + count)
      guard more > 0 else { break }
      count += more
    }
    return count
  }
}

/// Reading and writing files; nothing else in the product touches them.
enum Files {
  /// Why a file could not be read or written.
  struct Failure: Error {
    let path: String
    let reason: String

    init(_ path: String, _ reason: String) { (self.path, self.reason) = (path, reason) }

    var message: String { "\(path): \(reason)" }
  }

  /// The bytes of a file, or of standard input for `-`, up to a limit.
  static func read(_ path: String, limit: Int = .max) throws(Failure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY)
    guard descriptor >= 0 else { throw Failure(path, reason(errno)) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw Failure(path, "it is a folder")
    }
    let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    guard size <= limit else { throw tooLarge(path, limit) }
    var bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      prepare(UnsafeMutableRawBufferPointer(buffer))
      while count < size {
        let more = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        guard more > 0 else { break }
        count += more
      }
    }
    // What has no size, or has grown since.
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = Glibc.read(descriptor, chunk.baseAddress, chunk.count)
      guard count >= 0 else { throw Failure(path, reason(errno)) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= limit else { throw tooLarge(path, limit) }
    }
  }

  /// Asks for large pages behind a large buffer: taking small ones was half the time of reading a
  /// school's marks.
  private static func prepare(_ buffer: UnsafeMutableRawBufferPointer) {
    #if canImport(Glibc)
      let page = 1 << 21
      guard let start = buffer.baseAddress, buffer.count > 2 * page else { return }
      let aligned = start.alignedUp(toMultipleOf: page)
      _ = madvise(aligned, buffer.count - (aligned - start), MADV_HUGEPAGE)
    #endif
  }

  private static func tooLarge(_ path: String, _ limit: Int) -> Failure {
    Failure(path, "it is larger than \(limit >> 20) MiB")
  }

  /// Whether there is something at a path, readable or not.
  static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// A file as text; failures are diagnostics at the file's start.
  static func readText(_ path: String) -> Outcome<SourceFile> {
    do {
      return SourceFile.decoding(try read(path, limit: YAMLLimits.bytes), path: path)
    } catch {
      if let other = otherKind(path) { return Outcome(nil, [other]) }
      return Outcome(
        nil,
        [
          Diagnostic(
            "file.unreadable", "The file cannot be read: \(error.message).",
            at: .startOfFile(path), help: "Check the path and the permissions.")
        ])
    }
  }

  /// What a file is that is too large to be read and no YAML; nil where that cannot be told.
  private static func otherKind(_ path: String) -> Diagnostic? {
    guard let file = OpenFile(path, atLeast: YAMLLimits.bytes) else { return nil }
    let head = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = file.read(from: 0, into: UnsafeMutableRawBufferPointer(buffer))
    }
    return SourceFile.otherKind(head, path: path)
  }

  /// Writes a file whole or not at all.
  static func write(_ text: String, to path: String) throws(Failure) {
    try write(to: path) { writeAll(Array(text.utf8), to: $0) }
  }

  /// Writes a file of any length, whole or not at all: some bytes, and then blocks that are made side by
  /// side.
  static func write(
    to path: String, first: [UInt8], count: Int, block: @escaping @Sendable (Int) -> [UInt8]
  ) throws(Failure) {
    try write(to: path) { descriptor in
      guard writeAll(first, to: descriptor) else { return false }
      return stride(from: 0, to: count, by: blocksAtOnce).allSatisfy { start in
        Array(start..<min(start + blocksAtOnce, count)).parallelMap { block($0) }
          .allSatisfy { writeAll($0, to: descriptor) }
      }
    }
  }

  /// So many blocks are held in memory.
  private static let blocksAtOnce = 8

  private static func write(
    to path: String, _ content: (Int32) -> Bool
  ) throws(Failure) {
    let file = try UnfinishedFile(path)
    guard content(file.descriptor) else { throw Failure(path, "it cannot be written") }
    try file.finish()
  }

  /// Writes every byte; false where that fails.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(Failure) {
    guard !isFolder(path) else { return }
    let above = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    if !above.isEmpty, above != [""] { try makeFolder(above.joined(separator: "/")) }
    guard mkdir(path, 0o755) == 0 else {
      throw Failure(path, reason(errno))
    }
  }

  /// Whether a path is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The YAML files at a path: itself, or those in the folder and its folders, in order.
  static func yamlFiles(under path: String) -> [String] {
    guard isFolder(path) else { return [path] }
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    return names(in: base).flatMap { name -> [String] in
      let inside = "\(base)/\(name)"
      if isFolder(inside) { return yamlFiles(under: inside) }
      return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? [inside] : []
    }
  }

  /// The names in a folder in order, but for hidden ones and links, which might lead in circles.
  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let isLink = entry.pointee.d_type == UInt8(DT_LNK)
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), !isLink { names.append(name) }
    }
    return names.sorted()
  }

  static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES: "permission is denied"
    case EISDIR: "it is a folder"
    default: String(cString: strerror(code)).lowercased()
    }
  }
}

/// Reads a policy and its layers; anything unreadable stops the command.
func loadPolicy(_ path: String) throws -> PolicyDocument {
  try usable(PolicyDocument.load(path) { Files.readText($0) }, "the policy")
}

/// The value of an outcome without errors; anything else stops the command.
func usable<Value>(_ outcome: Outcome<Value>, _ what: String) throws -> Value {
  if let value = outcome.value, !outcome.diagnostics.contains(where: { $0.severity == .error }) {
    return value
  }
  outcome.diagnostics.forEach { printToStandardError($0.oneLine) }
  printToStandardError("rollcall: \(what) cannot be used.")
  throw Status.couldNotRun
}
