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

  /// A kind of file with its form.
  struct Subject {
    let name: String
    let form: Form
    let document: DocumentKind
  }

  @Argument(
    help:
      "The kind: policy, cluster, authority, framework, register, tests, config, baseline or report."
  )
  var kind: Kind

  @Option(help: "\(SchemaCommand.formats.words).")
  var format = FormatOption<SchemaCommand>()

  func validate() throws {
    if kind == .report, format.name == .markdown {
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
    var text: [UInt8] = []
    format.form.write(
      Subject(name: kind.rawValue, form: form, document: document), TextStyle()
    ) { text += $0 }
    try printReport(String(decoding: text, as: UTF8.self))
  }
}
