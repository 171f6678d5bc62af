#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that is written whole or not at all.
///
/// A regular file has a temporary name in the same folder until it is finished. A device, a pipe or
/// a socket is written through and never replaced. A file that this process has read is refused.
final class OutputFile {
  /// The permissions of a new file; a file that replaces another takes over its own.
  enum Audience {
    /// As the user's mask sets them.
    case asUsual
    /// For the user alone, because the file contains rows about pupils.
    case userAlone
  }

  let descriptor: Int32
  /// The file as the user named it.
  private let name: String
  /// The temporary file to rename at the end; nil for a file that is written through.
  private let replacement: Replacement?
  private let replacesInput: Bool
  private var isOpen = true

  /// An unfinished file, and the one that it replaces.
  private struct Replacement {
    let temporary, target: String
    let entry: UnsafePointer<TemporaryFiles.Entry>
    /// The status of the file that is replaced; nil if there is none.
    let old: stat?
    let audience: Audience
  }

  /// Opens a file; `replacesInput` permits replacing a file that was read, such as a baseline.
  init(
    _ name: String, for audience: Audience = .asUsual, replacesInput: Bool = false
  ) throws(Files.Failure) {
    (self.name, self.replacesInput) = (name, replacesInput)
    let target = try OutputTarget(name)
    switch target {
    case .descriptor(let number):
      replacement = nil
      descriptor = dup(number)
      guard descriptor >= 0 else { throw Files.Failure(name, Files.reason(errno)) }
    case .through(let path):
      replacement = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { throw Files.Failure(name, Files.reason(errno)) }
    case .file(let path, let old):
      if !replacesInput { try OutputFile.refuseInput(old, name) }
      let made = try TemporaryFiles.create(in: OutputTarget.folder(of: path))
      descriptor = made.descriptor
      replacement = Replacement(
        temporary: made.path, target: path, entry: made.entry, old: old, audience: audience)
    }
  }

  deinit {
    guard isOpen else { return }
    close(descriptor)
    if let replacement { OutputFile.remove(replacement) }
  }

  /// Writes more of the file.
  func write(_ bytes: [UInt8]) throws(Files.Failure) {
    do throws(Files.WriteProblem) {
      try Files.writeAll(bytes, to: descriptor)
    } catch {
      throw unwritable(error.code)
    }
  }

  /// Completes the file under its name.
  func finish() throws(Files.Failure) {
    isOpen = false
    guard let replacement else {
      guard close(descriptor) == 0 else { throw unwritable(errno) }
      return
    }
    do throws(Files.Failure) {
      // Files that were read in the meantime count too.
      if !replacesInput { try OutputFile.refuseInput(replacement.old, name) }
      setAttributes(of: replacement)
      guard close(descriptor) == 0 else { throw unwritable(errno) }
      guard rename(replacement.temporary, replacement.target) == 0 else { throw unwritable(errno) }
      replacement.entry.pointee.forget()
    } catch {
      OutputFile.remove(replacement)
      throw error
    }
  }

  /// Sets the unfinished file's owner and mode, from the replaced file if there is one.
  private func setAttributes(of replacement: Replacement) {
    if let old = replacement.old {
      // Only an administrator may change the owner; for other users this has no effect.
      _ = fchown(descriptor, old.st_uid, old.st_gid)
      _ = fchmod(descriptor, old.st_mode & 0o777)
    } else if replacement.audience == .asUsual {
      let mask = umask(0o077)
      umask(mask)
      _ = fchmod(descriptor, 0o666 & ~mask)
    }
  }

  private static func remove(_ replacement: Replacement) {
    unlink(replacement.temporary)
    replacement.entry.pointee.forget()
  }

  private static func refuseInput(_ old: stat?, _ name: String) throws(Files.Failure) {
    guard let old, Inputs.contains(FileIdentity(old)) else { return }
    throw Files.Failure(
      name, "this file was read, and a report does not replace what it is about; name another file")
  }

  private func unwritable(_ code: Int32) -> Files.Failure {
    Files.Failure(name, "it cannot be written: \(Files.reason(code))")
  }
}

/// The destination of a path that is to be written.
enum OutputTarget {
  /// A file that this process has open, by its descriptor.
  case descriptor(Int32)
  /// A device, a pipe or a socket.
  case through(String)
  /// A regular file by its path without links, with its status; nil for a new one.
  case file(String, old: stat?)

  /// Resolves a path through links, even to a file that does not exist yet.
  init(_ name: String) throws(Files.Failure) {
    if let number = OutputTarget.descriptor(in: name) {
      self = .descriptor(number)
      return
    }
    var status = stat()
    guard stat(name, &status) == 0 else {
      self = .file(try OutputTarget.end(of: name), old: nil)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw Files.Failure(name, "it is a folder")
    case S_IFREG:
      guard access(name, W_OK) == 0 else { throw Files.Failure(name, Files.reason(errno)) }
      guard let path = realpath(name, nil) else { throw Files.Failure(name, Files.reason(errno)) }
      defer { free(path) }
      let target = String(cString: path)
      // A removed file that is still open has a path under /proc that does not exist.
      self =
        FileIdentity(of: target) == FileIdentity(status)
        ? .file(target, old: status) : .through(name)
    default: self = .through(name)
    }
  }

  /// The descriptor that a path names, as `/dev/stdout` does; nil for any other path.
  private static func descriptor(in name: String) -> Int32? {
    switch name {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      let folder = ["/dev/fd/", "/proc/self/fd/"].first { name.hasPrefix($0) }
      return folder.flatMap { Int32(name.dropFirst($0.count)) }
    }
  }

  /// The number of links that are followed, the same as the system's.
  private static let most = 40

  /// The path at the end of links to a file that does not exist yet.
  private static func end(of name: String) throws(Files.Failure) -> String {
    var path = name
    for _ in 0..<most {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { return try newFile(path, name) }
      let next = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = next.hasPrefix("/") ? next : folder(of: path).joined(with: next)
    }
    throw Files.Failure(name, Files.reason(ELOOP))
  }

  /// The path of a new file, with the links in its folder's path resolved.
  private static func newFile(_ path: String, _ name: String) throws(Files.Failure) -> String {
    guard let real = realpath(folder(of: path), nil) else {
      throw Files.Failure(name, errno == ENOENT ? "there is no such folder" : Files.reason(errno))
    }
    defer { free(real) }
    let last = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    guard !last.isEmpty else { throw Files.Failure(name, "there is no such folder") }
    return String(cString: real).joined(with: last)
  }

  /// The folder of a path: `.` for a name alone.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// The path that is replaced or created; nil for a destination that is written through.
  var path: String? {
    if case .file(let path, _) = self { path } else { nil }
  }
}

/// The destination of a report that is written in pieces.
enum OutputSink {
  case standardOutput
  case file(OutputFile)

  /// Opens a new file, or standard output if none is named.
  init(_ file: String?, for audience: OutputFile.Audience = .asUsual) throws(Files.Failure) {
    self = if let file { .file(try OutputFile(file, for: audience)) } else { .standardOutput }
  }

  func write(_ bytes: [UInt8]) throws(Files.Failure) {
    switch self {
    case .standardOutput: try StandardOutput.write(bytes)
    case .file(let file): try file.write(bytes)
    }
  }

  func finish() throws(Files.Failure) {
    if case .file(let file) = self { try file.finish() }
  }
}
