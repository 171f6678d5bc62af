import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The unfinished files of this process, which are removed on every way out: an error, the end of the
/// program, SIGINT, SIGTERM and SIGHUP.
///
/// A signal handler may neither lock nor allocate, so the paths are C strings in a list that only grows.
enum TemporaryFiles {
  /// One unfinished file; its path is empty once it was finished or removed.
  struct Entry {
    fileprivate let path: UnsafeMutablePointer<CChar>
    fileprivate let next: UInt

    /// Takes the file off the list: it has its own name now, or is gone.
    func forget() { path.pointee = 0 }
  }

  /// The address of the newest entry; 0 for none.
  private static let newest = Atomic<UInt>(0)

  private static let handlesSignals = Mutex(false)

  /// Creates a file in a folder, with a name that cannot be guessed, for this user alone; it is opened
  /// exclusively and never through a link.
  static func create(
    in folder: String
  ) throws(Files.Failure) -> (descriptor: Int32, path: String, entry: UnsafePointer<Entry>) {
    handleSignals()
    while true {
      let path = folder.joined(
        with: ".rollcall-\(String(UInt64.random(in: 0...(.max)), radix: 36))")
      // It is on the list before it is there, so that no signal comes between.
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

  /// Puts a path on the list.
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

  /// Removes every unfinished file; calls nothing that a signal handler may not.
  private static func removeAll() {
    var address = newest.load(ordering: .acquiring)
    while let entry = UnsafePointer<Entry>(bitPattern: address) {
      if entry.pointee.path.pointee != 0 { unlink(entry.pointee.path) }
      address = entry.pointee.next
    }
  }

  /// Has the signals that end a process, and its end, remove what is unfinished.
  ///
  /// After that a signal ends the process as it always does, so that a shell sees 130 or 143. One that the
  /// process was started to ignore, as by `nohup`, stays ignored.
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
