package import Diagnostics
package import PolicyModel
package import PositionedYAML
package import TypedYAML

/// The policy of one test: another file, or changes to the file's policy.
package enum TestedPolicy: Readable {
  /// The policy in another file, relative to the file of tests.
  case file(Located<Prose>)
  /// Keys of a policy that replace those of the file's policy.
  case changes(Policy)

  package static var form: Form { .choice([Policy.form, Located<Prose>.form]) }

  package static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard case .mapping = node.content else {
      return Located<Prose>.read(node, &reading).map { .file($0) }
    }
    return Policy.read(node, &reading).map { .changes($0) }
  }

  package var erased: Located<Value> {
    switch self {
    case .file(let path): path.erased
    case .changes(let policy): policy.erased
    }
  }
}
