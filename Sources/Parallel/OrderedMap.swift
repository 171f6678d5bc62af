import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Array where Element: Sendable {
  /// Transforms the elements on all cores, and passes the results in order to `take`, on the
  /// calling thread, until that returns false.
  ///
  /// A bounded number of results is waiting at any time.
  public func forEachInOrder<Result: Sendable>(
    transformedBy transform: @escaping @Sendable (Element) -> Result,
    take: (Result) -> Bool
  ) {
    let workers = Swift.min(processorCount, count)
    guard workers > 1 else {
      for element in self where !take(transform(element)) { return }
      return
    }
    let queue = OrderedQueue(elements: self, room: workers * 2, transform: transform)
    let threads = (1..<workers).compactMap { _ in startThread { queue.work() } }
    while let result = queue.next(), take(result) {}
    queue.stop()
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// The remaining elements, and the results that wait for earlier ones.
private final class OrderedQueue<Element: Sendable, Result: Sendable>: Sendable {
  private struct State {
    /// The next element to transform, and the next result to take.
    var begun = 0
    var taken = 0
    var done: [Int: Result] = [:]
    var isStopped = false
  }

  private let elements: [Element]
  private let transform: @Sendable (Element) -> Result
  /// The number of elements that may be in progress or waiting.
  private let room: Int
  private let state = Mutex(State())
  private let changes = Signal()

  init(
    elements: [Element], room: Int, transform: @escaping @Sendable (Element) -> Result
  ) {
    (self.elements, self.room, self.transform) = (elements, room, transform)
  }

  /// Transforms elements until none are left.
  func work() {
    while true {
      let seen = changes.count
      let (index, isOver) = begin()
      if isOver { return }
      guard let index else {
        changes.wait(after: seen)
        continue
      }
      finish(index)
    }
  }

  /// The next result in order; nil at the end.
  func next() -> Result? {
    while true {
      let seen = changes.count
      let (result, isOver) = state.withLock { state -> (Result?, Bool) in
        guard let result = state.done.removeValue(forKey: state.taken) else {
          return (nil, state.taken == elements.count)
        }
        state.taken += 1
        return (result, false)
      }
      if let result {
        changes.send()
        return result
      }
      if isOver { return nil }
      // Transforms an element instead of waiting.
      if let index = begin().index { finish(index) } else { changes.wait(after: seen) }
    }
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    changes.send()
  }

  /// The index of the next element; nil where none may begin now, or ever when `isOver`.
  private func begin() -> (index: Int?, isOver: Bool) {
    state.withLock { state in
      guard !state.isStopped, state.begun < elements.count else { return (nil, true) }
      guard state.begun < state.taken + room else { return (nil, false) }
      state.begun += 1
      return (state.begun - 1, false)
    }
  }

  private func finish(_ index: Int) {
    let result = transform(elements[index])
    state.withLock { $0.done[index] = result }
    changes.send()
  }
}

/// A condition that wakes waiting threads after a change.
private final class Signal: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var changes = 0

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// The number of changes so far.
  var count: Int {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return changes
  }

  func send() {
    pthread_mutex_lock(mutex)
    changes += 1
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Waits until there are more changes than `seen`.
  func wait(after seen: Int) {
    pthread_mutex_lock(mutex)
    while changes == seen { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }
}
