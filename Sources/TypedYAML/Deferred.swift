public import Diagnostics
public import PositionedYAML

/// What stands at a key, read when it is first asked for where the tree is packed: most of the law that
/// is built in is never asked for in one run.
///
/// What stands in a file is read at once, so that everything wrong in it is reported. Its element is
/// unconstrained, because the runtime would look for the conformance of each among all of the program's.
public struct Deferred<Element: Sendable>: Sendable {
  private enum Storage: Sendable {
    case read(Element)
    case later(Later<Element?>)
  }

  private let storage: Storage
  private let span: SourceSpan

  /// What was read; nil where a packed tree holds something else than its key asks for.
  public var value: Element? {
    switch storage {
    case .read(let value): value
    case .later(let later): later.wrappedValue
    }
  }

  /// What was read at once; nil where the tree is packed.
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
