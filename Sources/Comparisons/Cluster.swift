package import Diagnostics
package import PolicyModel
import PositionedYAML
import TypedYAML

/// A cluster's file with the policies of its members.
package struct Cluster: Sendable {
  /// The file.
  package let layer: Layer
  /// The members' policies, in the order of the file.
  package let members: [PolicyDocument]

  /// Reads a cluster and its members; nil, without diagnostics, where the file is a school's policy.
  ///
  /// Members that cannot be read are reported and left out.
  package static func load(
    _ path: String, reading read: (String) -> Outcome<SourceFile>
  ) -> Outcome<Cluster> {
    let file = read(path)
    guard let source = file.value else { return Outcome(nil, file.diagnostics) }
    let tree = YAMLDocument.read(source)
    guard let root = tree.value else { return Outcome(nil, tree.diagnostics) }
    let kind = DocumentKind.read(root)
    switch kind.value {
    case .policy?: return Outcome(nil)
    case .cluster?, .authority?: break
    case let other:
      return Outcome(nil, kind.diagnostics + (other.map { [.notComparable($0, at: root)] } ?? []))
    }
    var reading = Reading()
    tree.diagnostics.forEach { reading.report($0) }
    guard let layer = Layer.read(root, &reading) else { return Outcome(nil, reading.diagnostics) }
    let shelf = LayerShelf()
    let members = (layer.members ?? []).compactMap { reference -> PolicyDocument? in
      let target = PolicyDocument.relative(reference.value.text, to: path)
      let loaded = PolicyDocument.load(target, shelf: shelf, reading: read)
      loaded.diagnostics.forEach { reading.report($0) }
      return loaded.value
    }
    return Outcome(Cluster(layer: layer, members: members), reading.diagnostics)
  }
}

extension Diagnostic {
  fileprivate static func notComparable(_ kind: DocumentKind, at root: YAMLNode) -> Diagnostic {
    Diagnostic(
      .kind, "This file is `\(kind.rawValue)`, which has nothing to compare.",
      at: root["rollcall"]?.span ?? root.span, path: "rollcall",
      help: "Name a cluster, or two or more schools' policies.")
  }
}
