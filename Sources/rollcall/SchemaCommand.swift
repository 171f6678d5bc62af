import ArgumentParser
import Compliance
import PolicyModel
import PolicyTests
import Registers
import Reporting
import Statute
import TypedYAML

/// Prints the JSON Schema of a kind of file.
struct SchemaCommand: ParsableCommand {
  /// The kinds of file that have a schema.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case policy, cluster, authority, framework, register, tests, config, baseline
  }

  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of a kind of file, or a page of its keys with their meaning.")

  /// How a schema is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json, markdown
  }

  @Argument(
    help: "The kind: policy, cluster, authority, framework, register, tests, config or baseline.")
  var kind: Kind

  @Option(help: "json (a JSON Schema) or markdown (a page to read).")
  var format: Format = .json

  func run() throws {
    let form: Form =
      switch kind {
      case .policy: Policy.form
      case .cluster, .authority: Layer.form
      case .framework: FrameworkFile.form
      case .register: Manifest.form
      case .tests: PolicyTestFile.form
      case .config: Configuration.form
      case .baseline: Baseline.form
      }
    let text =
      switch format {
      case .json: JSON.schema(of: form, title: "Rollcall \(kind.rawValue)").text
      case .markdown:
        FormMarkdown.page(
          of: form, title: "The keys of a \(kind.rawValue) file",
          introduction: "Made by `rollcall schema \(kind.rawValue) --format markdown`; do not edit."
        )
      }
    print(text, terminator: "")
  }
}
