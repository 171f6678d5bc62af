import Reporting
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows on a terminal how far work has come, from any thread; it is gone when the work is done.
final class ProgressLine: Sendable {
  private let text: ProgressText
  private let start = ProgressLine.now
  private let done = Atomic(0)
  /// When the line was last written, and whether it stands there.
  private let shown = Mutex((at: 0, stands: false))

  /// Milliseconds between two writings.
  private static let pause = 200

  /// Nil where standard error is no terminal.
  init?(_ work: String, of total: Int, _ unit: ProgressText.Unit) {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    text = ProgressText(work, of: total, unit)
  }

  deinit { erase() }

  /// So much more is done.
  func add(_ count: Int) { show(done.add(count, ordering: .relaxed).newValue) }

  /// The work has come so far, in all.
  func reach(_ place: Int) { show(done.max(place, ordering: .relaxed).newValue) }

  private func show(_ done: Int) {
    if text.isAll(done) { return erase() }
    let now = ProgressLine.now
    shown.withLock { shown in
      guard now - shown.at >= ProgressLine.pause,
        let line = text.line(done: done, milliseconds: now - start)
      else { return }
      ProgressLine.write("\r\(line)\u{1B}[K")
      shown = (now, true)
    }
  }

  private func erase() {
    shown.withLock { shown in
      if shown.stands { ProgressLine.write("\r\u{1B}[K") }
      shown.stands = false
    }
  }

  private static func write(_ text: String) {
    try? Files.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Milliseconds since some time in the past.
  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
