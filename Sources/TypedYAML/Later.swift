import Synchronization

/// A value that is worked out when it is first asked for, and kept from then on.
///
/// Where several threads ask at once, each may work it out, and all get the same.
@propertyWrapper
public final class Later<Value: Sendable>: Sendable {
  private final class Box: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private let known = AtomicLazyReference<Box>()
  private let work: @Sendable () -> Value

  /// Creates a value from what works it out.
  public init(_ work: @escaping @Sendable () -> Value) { self.work = work }

  /// The value.
  public var wrappedValue: Value {
    if let known = known.load() { return known.value }
    return known.storeIfNil(Box(work())).value
  }
}
