import Diagnostics
import Synchronization

/// A cache of layers by path, because thousands of policies may follow one authority.
package final class LayerShelf: Sendable {
  private let layers = Mutex<[String: Outcome<Layer>]>([:])

  /// Creates an empty shelf.
  package init() {}

  /// The layer at a path, read at the first request.
  func layer(at path: String, _ read: () -> Outcome<Layer>) -> Outcome<Layer> {
    if let known = layers.withLock({ $0[path] }) { return known }
    let outcome = read()
    layers.withLock { $0[path] = outcome }
    return outcome
  }
}
