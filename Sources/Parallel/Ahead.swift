#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// A value computed on a background thread.
public final class Ahead<Value: Sendable>: Sendable {
  private let work: @Sendable () -> Value
  private let done = Mutex<Value?>(nil)
  private let thread = Mutex<pthread_t?>(nil)

  /// Starts the computation; without a thread, it runs on the first access to `value`.
  public init(_ work: @escaping @Sendable () -> Value) {
    self.work = work
    let thread = startThread { [self] in
      let value = work()
      done.withLock { $0 = value }
    }
    self.thread.withLock { $0 = thread }
  }

  /// The result, once it is computed.
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
