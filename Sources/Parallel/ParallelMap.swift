import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Array where Element: Sendable {
  /// Transforms the elements on all cores, and returns the results in order.
  ///
  /// The result never depends on the number of threads. Plain threads, because a short run should
  /// not start a pool for a single use.
  public func parallelMap<Result: Sendable>(
    _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let workers = Swift.min(processorCount, count)
    guard workers > 1 else { return map(transform) }
    let job = Job(elements: self, transform: transform)
    let threads = (1..<workers).compactMap { _ in startThread { job.work() } }
    job.work()
    for thread in threads { pthread_join(thread, nil) }
    return job.results()
  }
}

/// The remaining elements, and the results so far.
private final class Job<Element: Sendable, Result: Sendable>: Sendable {
  private let elements: [Element]
  private let transform: @Sendable (Element) -> Result
  private let next = Atomic(0)
  private let done: Mutex<[Result?]>

  init(elements: [Element], transform: @escaping @Sendable (Element) -> Result) {
    self.elements = elements
    self.transform = transform
    done = Mutex(Array(repeating: nil, count: elements.count))
  }

  /// Transforms elements until none are left.
  func work() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < elements.count else { return }
      let result = transform(elements[index])
      done.withLock { $0[index] = result }
    }
  }

  func results() -> [Result] { done.withLock { $0.compactMap { $0 } } }
}

let processorCount = Swift.max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

/// The body of a new thread, boxed for passing through C.
private final class Body {
  let run: () -> Void
  init(_ run: @escaping () -> Void) { self.run = run }
}

func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  var thread = pthread_t()
  let argument = Unmanaged.passRetained(Body(body)).toOpaque()
  let status = pthread_create(
    &thread, nil,
    { pointer in
      if let pointer { Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
      return nil
    }, argument)
  guard status == 0 else {
    Unmanaged<Body>.fromOpaque(argument).release()
    return nil
  }
  return thread
}
