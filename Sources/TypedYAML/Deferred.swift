public import Diagnostics
public import PositionedYAML

/// A value that is read on first access where the tree is packed: one run uses little of the
/// embedded law.
///
/// A value from a file is read at once, so that all problems are reported. The element is
/// unconstrained, because the runtime would search all conformances of the program for each.
public struct Deferred<Element: Sendable>: Sendable {
  private enum Storage: Sendable {
    case read(Element)
    case later(Later<Element?>)
  }

  private let storage: Storage
  private let span: SourceSpan

  /// The value; nil where a packed tree has another form than the key.
  public var value: Element? {
    switch storage {
    case .read(let value): value
    case .later(let later): later.wrappedValue
    }
  }

  /// The value, if it was read at once; nil where the tree is packed.
  public var readAtOnce: Element? {
    if case .read(let value) = storage { return value }
    return nil
  }
}

extension Deferred: Readable where Element: Readable {
  public static var form: Form { Element.form }

  public static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard !node.isPacked else {
      let later = Later {
        var reading = Reading()
        return Element.read(node, &reading)
      }
      return Self(storage: .later(later), span: node.span)
    }
    return Element.read(node, &reading).map { Self(storage: .read($0), span: node.span) }
  }

  public var erased: Located<Value> { value?.erased ?? Located(.text(""), at: span) }
}
