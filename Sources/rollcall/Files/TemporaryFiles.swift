import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The unfinished files of this process, removed at its end, on errors and on SIGINT, SIGTERM and
/// SIGHUP.
///
/// A signal handler may not lock or allocate, so the paths are C strings in a list that only grows.
enum TemporaryFiles {
  /// One unfinished file; its path is empty once it is finished or removed.
  struct Entry {
    fileprivate let path: UnsafeMutablePointer<CChar>
    fileprivate let next: UInt

    /// Takes the file off the list, because it is renamed or removed.
    func forget() { path.pointee = 0 }
  }

  /// The address of the newest entry; 0 for none.
  private static let newest = Atomic<UInt>(0)

  private static let handlesSignals = Mutex(false)

  /// Creates a file in a folder for this user alone, under a random name.
  ///
  /// It is opened exclusively and never through a link.
  static func create(
    in folder: String
  ) throws(Files.Failure) -> (descriptor: Int32, path: String, entry: UnsafePointer<Entry>) {
    handleSignals()
    while true {
      let path = folder.joined(
        with: ".rollcall-\(String(UInt64.random(in: 0...(.max)), radix: 36))")
      // It is listed before it exists, so that a signal in between leaves no file.
      guard let entry = add(path) else { throw Files.Failure(folder, Files.reason(ENOMEM)) }
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      if descriptor >= 0 { return (descriptor, path, entry) }
      let code = errno
      entry.pointee.forget()
      guard code == EEXIST else {
        throw Files.Failure(folder, "no file can be made there: \(Files.reason(code))")
      }
    }
  }

  /// Adds a path to the list.
  private static func add(_ path: String) -> UnsafePointer<Entry>? {
    guard let copy = strdup(path) else { return nil }
    let entry = UnsafeMutablePointer<Entry>.allocate(capacity: 1)
    var next = newest.load(ordering: .acquiring)
    while true {
      entry.initialize(to: Entry(path: copy, next: next))
      let (exchanged, original) = newest.compareExchange(
        expected: next, desired: UInt(bitPattern: entry), ordering: .acquiringAndReleasing)
      if exchanged { return UnsafePointer(entry) }
      next = original
    }
  }

  /// Removes every unfinished file; async-signal-safe.
  private static func removeAll() {
    var address = newest.load(ordering: .acquiring)
    while let entry = UnsafePointer<Entry>(bitPattern: address) {
      if entry.pointee.path.pointee != 0 { unlink(entry.pointee.path) }
      address = entry.pointee.next
    }
  }

  /// Installs handlers that remove unfinished files at the end of the process and on signals.
  ///
  /// After that a signal ends the process as usual, so that a shell sees 130 or 143. A signal that
  /// was ignored at the start, as by `nohup`, stays ignored.
  private static func handleSignals() {
    handlesSignals.withLock { isDone in
      guard !isDone else { return }
      isDone = true
      atexit { TemporaryFiles.removeAll() }
      for number in [SIGINT, SIGTERM, SIGHUP] {
        let before = signal(number) { number in
          TemporaryFiles.removeAll()
          signal(number, SIG_DFL)
          raise(number)
        }
        if ignores(before) { signal(number, SIG_IGN) }
      }
    }
  }

  private static func ignores(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: UInt.self) == unsafeBitCast(SIG_IGN, to: UInt.self)
  }
}
