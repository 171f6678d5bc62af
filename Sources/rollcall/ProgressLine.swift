import Reporting
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A progress line on the terminal, updated from any thread and erased at the end of the work.
final class ProgressLine: Sendable {
  private let text: ProgressText
  private let start = ProgressLine.now
  private let done = Atomic(0)
  /// The time of the last write, and whether the line is visible.
  private let shown = Mutex((at: 0, isVisible: false))

  /// The least time between two writes, in milliseconds.
  private static let pause = 200

  /// Creates a progress line; nil if standard error is no terminal.
  init?(_ work: String, of total: Int, _ unit: ProgressText.Unit) {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    text = ProgressText(work, of: total, unit)
  }

  deinit { erase() }

  /// Adds to the work done.
  func add(_ count: Int) { show(done.add(count, ordering: .relaxed).newValue) }

  /// Sets the work done, unless more is done already.
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
      if shown.isVisible { ProgressLine.write("\r\u{1B}[K") }
      shown.isVisible = false
    }
  }

  private static func write(_ text: String) {
    try? Files.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// The monotonic clock, in milliseconds.
  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
