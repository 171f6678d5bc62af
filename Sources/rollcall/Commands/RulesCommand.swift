import ArgumentParser
import CivilTime
import Diagnostics
import PolicyModel
import Reporting
import Statute

/// Lists the rules.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists the rules of the framework, and those that a policy's layers add.",
    discussion: """
      `--changed-on 2024-08-19` shows what began, ended or changed on a date; `--unverified` what \
      an adviser should look up in the published text, with `--format markdown` as boxes to tick. `rollcall explain RULE` explains one.
      """)

  @Argument(help: "Only rules whose name or title holds this text.")
  var named: String?

  @Option(
    help: "Only this kind: requirement, duty, practice or structure.",
    transform: { argument in
      guard let kind = Catalogue.Kind(rawValue: argument) else {
        throw ValidationError("`\(argument)` is not a kind of rule.")
      }
      return kind
    })
  var kind: Catalogue.Kind?

  @Option(
    help: "Only this severity: error, warning or note.", transform: severity(argument:))
  var severity: Severity?

  @Option(help: "Only rules in force on this date, as 2024-09-01.", transform: date(argument:))
  var asOf: CivilDate?

  @Option(
    help: "Only rules that began, ended or changed on this date.", transform: date(argument:))
  var changedOn: CivilDate?

  @Flag(
    help: "List instead what an adviser should look up: the places that nobody has seen, each once."
  )
  var unverified = false

  @Flag(
    help: "List instead what is this project's own choice, where neither law nor guidance fixes it."
  )
  var choices = false

  @Flag(help: "With --unverified or --choices: in every edition, not only in those in force.")
  var allEditions = false

  @Flag(
    help: "List instead what the law and the guidance say, passage by passage, and what checks it.")
  var passages = false

  @Flag(help: "List instead the words that rules know, such as actions and local authorities.")
  var words = false

  @Option(
    help: ArgumentHelp(
      "Write a page for each rule, with examples, and one that lists them, to this folder.",
      valueName: "folder"))
  var pages: String?

  @Option(help: "A policy whose cluster's and authority's rules are listed too.")
  var policy: String?

  @Option(help: "How the list is written: \(RulesCommand.formats.words).")
  var format = FormatOption<RulesCommand>()

  @OptionGroup var law: FrameworkOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let framework = try law.load(.everything)
    let layers = try policy.map { try loadPolicy($0).layers } ?? []
    let catalogue = Catalogue(framework, layers: layers)
    if let pages { return try write(RulePages(catalogue), to: pages) }
    try output.write(listing(of: catalogue), format.form, output.style)
  }

  /// The requested list.
  private func listing(of catalogue: Catalogue) -> any RulesListing {
    if words { return WordList(catalogue.framework) }
    if passages { return Coverage(catalogue) }
    if unverified || choices { return worklist(of: catalogue) }
    return RuleList(catalogue, filter(on: asOf))
  }

  private func filter(on date: CivilDate?) -> RuleList.Filter {
    var filter = RuleList.Filter()
    (filter.kind, filter.severity, filter.text) = (kind, severity, named)
    (filter.on, filter.changedOn) = (date, changedOn)
    return filter
  }

  private func write(_ pages: RulePages, to folder: String) throws {
    let pages = pages.pages
    try refuse(replacing: pages.map { folder.joined(with: $0.name) })
    do throws(Files.Failure) {
      try Files.makeFolder(folder)
      for page in pages { try Files.write(page.text, to: folder.joined(with: page.name)) }
    } catch { throw stopped(error) }
  }

  /// Stops the command if a page would replace a file that is no page of a rule.
  private func refuse(replacing paths: [String]) throws {
    let other = paths.first { path in
      Files.kindOfEntry(path) != nil
        && Files.beginning(of: path)?.hasPrefix(RulePages.mark) != true
    }
    guard let other else { return }
    printToStandardError(
      "rollcall: \(other) is there and is no page of a rule, so --pages does not replace it. Name "
        + "another folder.")
    throw Status.couldNotRun
  }

  func validate() throws {
    guard allEditions else { return }
    guard unverified || choices else {
      throw ValidationError("--all-editions goes with --unverified or --choices.")
    }
    guard asOf == nil else {
      throw ValidationError("--all-editions and --as-of exclude each other: choose one.")
    }
  }

  /// The unconfirmed places of the selected rules, in the editions of the options.
  private func worklist(of catalogue: Catalogue) -> Worklist {
    let date = allEditions ? nil : asOf ?? today()
    var parts: Worklist.Part = unverified ? .unverified : []
    if choices { parts.insert(.choices) }
    return Worklist(RuleList(catalogue, filter(on: date)), parts, on: date)
  }
}

/// Reads a severity from the command line.
func severity(argument: String) throws -> Severity {
  guard let severity = Severity(rawValue: argument) else {
    throw ValidationError("`\(argument)` is not a severity; write error, warning or note.")
  }
  return severity
}
