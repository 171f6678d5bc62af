#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that is being written, and is there whole or not at all: until it is finished it has another
/// name, and where that does not happen it is removed.
final class UnfinishedFile {
  let descriptor: Int32
  private let path, temporary: String
  private var isOpen = true

  init(_ path: String) throws(Files.Failure) {
    self.path = path
    temporary = "\(path).\(getpid()).tmp"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw Files.Failure(path, Files.reason(errno)) }
  }

  deinit {
    guard isOpen else { return }
    close(descriptor)
    unlink(temporary)
  }

  /// Writes more of the file.
  func write(_ text: String) throws(Files.Failure) {
    guard Files.writeAll(Array(text.utf8), to: descriptor) else { throw unwritable }
  }

  /// Gives the file its name.
  func finish() throws(Files.Failure) {
    isOpen = false
    guard close(descriptor) == 0, rename(temporary, path) == 0 else {
      unlink(temporary)
      throw unwritable
    }
  }

  private var unwritable: Files.Failure { Files.Failure(path, "it cannot be written") }
}

/// Where a report goes, piece by piece.
enum OutputSink {
  case standardOutput
  case file(UnfinishedFile)

  /// A new file, or standard output where none is named.
  init(_ file: String?) throws(Files.Failure) {
    guard let file else {
      self = .standardOutput
      return
    }
    self = .file(try UnfinishedFile(file))
  }

  func write(_ text: String) throws(Files.Failure) {
    switch self {
    case .standardOutput: _ = Files.writeAll(Array(text.utf8), to: STDOUT_FILENO)
    case .file(let file): try file.write(text)
    }
  }

  func finish() throws(Files.Failure) {
    if case .file(let file) = self { try file.finish() }
  }
}
