import Diagnostics
import TypedYAML

/// A value with the path that leads to it.
typealias Found = (path: String, value: Located<Value>)

/// An item that a rule is asked of, with the path that leads to it.
struct Context {
  let path: String
  let item: Located<Value>
  /// The items of the same list, and which of them this one is.
  fileprivate let list: [Located<Value>]
  fileprivate let place: Int

  /// The items before it in the same list, the nearest last.
  var earlier: ArraySlice<Located<Value>> { list[..<place] }
}

/// The values of a file that rules are asked of.
///
/// Many rules go through the same lists, so what was gone through is kept while they are asked.
final class AskedValues {
  let root: Located<Value>
  /// Whether there is a word in it of which rules know nothing.
  private(set) lazy var holdsUnlisted = root.value.holdsUnlisted
  private var found: [String: [Found]] = [:]
  private var contexts: [String: [Context]] = [:]

  init(_ root: Located<Value>) { self.root = root }

  /// The values that a path leads to.
  func values(at path: BoundPath) -> [Found] {
    guard path.hasWildcard else { return path.values(from: root) }
    if let known = found[path.dotted] { return known }
    let values = path.values(from: root)
    found[path.dotted] = values
    return values
  }

  /// The items at a path, or the file as a whole where there is none.
  func contexts(_ path: BoundPath?) -> [Context] {
    guard let path else { return [Context(path: "", item: root, list: [], place: 0)] }
    if let known = contexts[path.dotted] { return known }
    let items = values(at: path)
    var lists: [String: [Located<Value>]] = [:]
    let places = items.map { item in
      let above = String(item.path.pathAbove)
      lists[above, default: []].append(item.value)
      return (lists[above]?.count ?? 1) - 1
    }
    let asked = zip(items, places).map { item, place in
      Context(
        path: item.path, item: item.value, list: lists[String(item.path.pathAbove)] ?? [],
        place: place)
    }
    contexts[path.dotted] = asked
    return asked
  }
}
