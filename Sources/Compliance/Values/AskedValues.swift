import Diagnostics
import TypedYAML

/// A value with the path that leads to it.
typealias Found = (path: String, value: Located<Value>)

/// An item to which a rule applies, with the path that leads to it.
struct Context {
  let path: String
  let item: Located<Value>
  /// The items of the same list, and the index of this one.
  let list: [Located<Value>]
  let place: Int

  /// The items before it in the same list, the nearest last.
  var earlier: ArraySlice<Located<Value>> { list[..<place] }
}

/// An index of the first item in a list with each value, so that each item is read once.
final class FirstPlaces {
  private let first: [String: Int]
  /// The index of the first item with an unlisted word; nil where there is none.
  let ofUnlisted: Int?
  /// The number of items that were read.
  let itemsRead: Int

  /// Indexes the items of a list by their values at `path`.
  init(_ list: [Located<Value>], _ path: BoundPath) {
    var first: [String: Int] = [:]
    var ofUnlisted: Int?
    for place in list.indices {
      for found in path.values(from: list[place]) {
        let meaning = found.value.value.meaning
        if first[meaning] == nil { first[meaning] = place }
        if ofUnlisted == nil, found.value.value.holdsUnlisted { ofUnlisted = place }
      }
    }
    (self.first, self.ofUnlisted, itemsRead) = (first, ofUnlisted, list.count)
  }

  /// The index of the first item with one of some values; nil where there is none.
  func place(ofAny values: [Value]) -> Int? { values.compactMap { first[$0.meaning] }.min() }
}

/// The values of a file to which rules apply.
///
/// Many rules read the same lists, so the values found are cached.
final class AskedValues {
  let root: Located<Value>
  /// Whether the file contains an unlisted word.
  private(set) lazy var holdsUnlisted = root.value.holdsUnlisted
  private var found: [String: [Found]] = [:]
  private var contexts: [String: [Context]] = [:]
  private var firstPlaces: [String: FirstPlaces] = [:]

  init(_ root: Located<Value>) { self.root = root }

  /// The values that a path leads to.
  func values(at path: BoundPath) -> [Found] {
    guard path.hasWildcard else { return path.values(from: root) }
    if let known = found[path.dotted] { return known }
    let values = path.values(from: root)
    found[path.dotted] = values
    return values
  }

  /// The index of a context's list by the values at a path.
  func firstPlaces(_ context: Context, _ path: BoundPath) -> FirstPlaces {
    let key = "\(context.path.pathAbove)\u{0}\(path.dotted)"
    if let known = firstPlaces[key] { return known }
    let found = FirstPlaces(context.list, path)
    firstPlaces[key] = found
    return found
  }

  /// The items at some paths, or the file as a whole where there is no path.
  func contexts(_ paths: [BoundPath]) -> [Context] {
    guard let first = paths.first else {
      return [Context(path: "", item: root, list: [], place: 0)]
    }
    return paths.count == 1 ? contexts(first) : paths.flatMap { contexts($0) }
  }

  private func contexts(_ path: BoundPath) -> [Context] {
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
