import PolicyModel
import TypedYAML

/// An index of elements by their path and every path above it.
struct PathIndex<Element> {
  private var byPath: [String: [Element]] = [:]

  init(_ elements: [Element], by path: (Element) -> String) {
    for element in elements {
      var above = path(element)
      while !above.isEmpty {
        byPath[above, default: []].append(element)
        above = String(above.pathAbove)
      }
    }
  }

  /// The elements at a path or below it, in their order.
  func within(_ path: String) -> [Element] { byPath[path] ?? [] }
}

extension Policy {
  /// The paths in the order of the keys of a policy, unchanged within one key.
  static func inOrder(_ paths: [String]) -> [String] {
    let places = Dictionary(
      sections.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    return paths.enumerated().map { offset, path in
      (path: path, place: places[String(path.prefix { $0 != "." })] ?? places.count, offset: offset)
    }.sorted { ($0.place, $0.offset) < ($1.place, $1.offset) }.map(\.path)
  }

  /// The keys of a policy, in the order of their declaration.
  static var sections: [String] {
    guard case .record(let record) = form else { return [] }
    return record.fields.map(\.name)
  }
}
