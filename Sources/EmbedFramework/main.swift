// Writes a Swift file with the text and the packed tree of each YAML file.
// Usage: EmbedFramework OUTPUT INPUT…

internal import Diagnostics
internal import Foundation
internal import PositionedYAML

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first else {
  fatalError("usage: EmbedFramework OUTPUT INPUT…")
}

extension YAMLNode {
  /// The node without some keys of its lists' items: `["duties": ["holds"]]` is without `holds`.
  func leavingOut(_ keys: [String: Set<String>]) -> YAMLNode {
    replacing { key, items in
      guard let unwanted = keys[key] else { return items }
      return items.map { item in
        guard case .mapping(let entries) = item.content else { return item }
        return YAMLNode(
          .mapping(entries.filter { !unwanted.contains($0.key.value) }), at: item.span)
      }
    }
  }

  /// The node without the items of a list that have a key; an empty list is removed too.
  func leavingOut(itemsOf list: String, having key: String) -> YAMLNode {
    replacing { $0 == list ? $1.filter { $0[key] == nil } : $1 }
  }

  /// The node without some of its keys.
  func leavingOut(lists: Set<String>) -> YAMLNode {
    replacing { lists.contains($0) ? [] : $1 }
  }

  private func replacing(_ replacement: (String, [YAMLNode]) -> [YAMLNode]) -> YAMLNode {
    guard case .mapping(let entries) = content else { return self }
    let kept = entries.compactMap { entry -> YAMLEntry? in
      guard case .sequence(let items) = entry.value.content else { return entry }
      let left = replacement(entry.key.value, items)
      guard !left.isEmpty else { return nil }
      return YAMLEntry(key: entry.key, value: YAMLNode(.sequence(left), at: entry.value.span))
    }
    return YAMLNode(.mapping(kept), at: span)
  }
}

/// A Swift property of named raw strings, whose delimiter is longer than any run of `#` in them.
func property(_ name: String, _ texts: [(name: String, text: String)]) -> String {
  let entries = texts.map {
    "    (name: \"Policies/national/\($0.name)\", text: ####\"\"\"\n\($0.text)\n\"\"\"####),\n"
  }
  return "  static let \(name): [(name: String, text: String)] = [\n\(entries.joined())  ]\n"
}

let files = try arguments.dropFirst().map { path in
  (
    name: URL(filePath: path).lastPathComponent,
    text: try String(contentsOfFile: path, encoding: .utf8)
  )
}
/// The keys of examples, which only tests and explanations read.
let examples: Set<String> = ["breaks", "holds"]
/// The keys about effects of changes, which only comparisons read.
let toldOfChanges: Set<String> = ["touches", "office"]
let trees = files.compactMap { file -> (name: String, tree: YAMLNode)? in
  let source = SourceFile(path: "Policies/national/\(file.name)", text: file.text)
  let tree = YAMLDocument.read(source).value?
    .leavingOut(["requirements": examples, "duties": examples, "practice": examples])
    .leavingOut(itemsOf: "passages", having: "not_checkable")
    .leavingOut(lists: toldOfChanges)
  return tree.map { (file.name, $0) }
}
let askedOfFiles: Set<String> = ["requirements", "structure", "strictness"]
let source = """
  // Generated from Policies/national by EmbedFramework. Do not edit.

  extension EmbeddedFramework {
  \(property("files", files))
  \(property("rules", trees.map { ($0.name, $0.tree.packed) }))
  \(property("practice", trees.map { ($0.name, $0.tree.leavingOut(lists: askedOfFiles).packed) }))
  }

  """
try source.write(toFile: output, atomically: true, encoding: .utf8)
