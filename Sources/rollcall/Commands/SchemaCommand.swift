import ArgumentParser
import Compliance
import Diagnostics
import PolicyModel
import PolicyTests
import Registers
import Reporting
import Statute
import TypedYAML

/// Prints the JSON Schema of a kind of file.
struct SchemaCommand: ParsableCommand {
  /// The kinds of file that have a schema.
  enum Kind: String, WordChoice {
    case policy, cluster, authority, framework, register, tests, config, baseline, report
  }

  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of a kind of file, or a page of its keys with their meaning.")

  /// How a schema is written.
  enum Format: String, WordChoice {
    case json, markdown
  }

  @Argument(
    help:
      "The kind: policy, cluster, authority, framework, register, tests, config, baseline or report."
  )
  var kind: Kind

  @Option(help: "json (a JSON Schema) or markdown (a page to read).")
  var format: Format = .json

  func validate() throws {
    if kind == .report, format == .markdown {
      throw ValidationError("There is no page of the keys of reports; leave out --format markdown.")
    }
  }

  func run() throws {
    let (form, document): (Form, DocumentKind)
    switch kind {
    case .policy: (form, document) = (Policy.form, .policy)
    case .cluster: (form, document) = (Layer.form, .cluster)
    case .authority: (form, document) = (Layer.form, .authority)
    case .framework: (form, document) = (FrameworkFile.form, .framework)
    case .register: (form, document) = (Manifest.form, .register)
    case .tests: (form, document) = (PolicyTestFile.form, .tests)
    case .config: (form, document) = (Configuration.form, .config)
    case .baseline: (form, document) = (Baseline.form, .baseline)
    case .report: return try printReport(ReportSchema.json.text)
    }
    let text =
      switch format {
      case .json:
        JSON.schema(
          of: form, kind: document, title: "Rollcall \(kind.rawValue)",
          words: Framework.embedded().value.map { JSON.words(of: $0) } ?? []
        ).text
      case .markdown:
        FormMarkdown.page(
          of: form, title: "The keys of a \(kind.rawValue) file",
          introduction: "Made by `rollcall schema \(kind.rawValue) --format markdown`; do not edit."
        )
      }
    try printReport(text)
  }
}
