import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The identity of a file, by whatever path or link it is reached.
struct FileIdentity: Hashable, Sendable {
  private let device, inode: UInt64

  /// Creates the identity of a file from its status.
  init(_ status: stat) {
    (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
  }

  /// Creates the identity of the file at a path, through links; nil if there is none.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

/// The files that this process has read, which no output may replace.
///
/// One list for the process, filled where files are opened, so that every reader is covered.
enum Inputs {
  private static let identities = Mutex<Set<FileIdentity>>([])

  /// Adds a file that was opened for reading.
  static func add(_ identity: FileIdentity) {
    identities.withLock { _ = $0.insert(identity) }
  }

  /// Whether a file was read.
  static func contains(_ identity: FileIdentity) -> Bool {
    identities.withLock { $0.contains(identity) }
  }
}
