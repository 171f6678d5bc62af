import ArgumentParser
import PolicyModel
import Registers
import Reporting
import Statute
import TypedYAML

/// Prints the JSON Schema of a kind of file.
struct SchemaCommand: ParsableCommand {
  /// The kinds of file that have a schema.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case policy, cluster, authority, framework, register
  }

  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of a kind of file, for editors.")

  @Argument(help: "The kind: policy, cluster, authority, framework or register.")
  var kind: Kind

  func run() throws {
    let form: Form =
      switch kind {
      case .policy: Policy.form
      case .cluster, .authority: Layer.form
      case .framework: FrameworkFile.form
      case .register: Manifest.form
      }
    print(JSON.schema(of: form, title: "Rollcall \(kind.rawValue)").text, terminator: "")
  }
}
