#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// Something that a thread of its own works out while whoever will ask for it does something else.
public final class Ahead<Value: Sendable>: Sendable {
  private let work: @Sendable () -> Value
  private let done = Mutex<Value?>(nil)
  private let thread = Mutex<pthread_t?>(nil)

  /// Begins to work; where the system gives no thread, the work is done when it is asked for.
  public init(_ work: @escaping @Sendable () -> Value) {
    self.work = work
    let thread = startThread { [self] in
      let value = work()
      done.withLock { $0 = value }
    }
    self.thread.withLock { $0 = thread }
  }

  /// What came of the work, when it is done.
  public var value: Value {
    thread.withLock { thread in
      if let running = thread { pthread_join(running, nil) }
      thread = nil
    }
    return done.withLock { done in
      let value = done ?? work()
      done = value
      return value
    }
  }
}
