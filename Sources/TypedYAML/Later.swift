import Synchronization

/// A value that is computed on first access, and stored.
///
/// Several threads may compute it concurrently; all get the same value.
@propertyWrapper
public final class Later<Value: Sendable>: Sendable {
  private final class Box: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private let known = AtomicLazyReference<Box>()
  private let work: @Sendable () -> Value

  /// Creates a value from its computation.
  public init(_ work: @escaping @Sendable () -> Value) { self.work = work }

  /// The value.
  public var wrappedValue: Value {
    if let known = known.load() { return known.value }
    return known.storeIfNil(Box(work())).value
  }
}
