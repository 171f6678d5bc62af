import ArgumentParser
import CivilTime
import Compliance
import Diagnostics
import Parallel
import PositionedYAML
import Reporting
import Statute

#if canImport(Glibc)
  import Glibc
#endif

/// Validates policy files against the framework and the layers that they follow.
struct CheckCommand: JudgingCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validates policy files (or folders of them) against the national framework.",
    discussion: """
      A policy is judged on every day on which it is in force, so that one which was right when \
      ratified and stopped being so is told since when. --as-of asks about one date only.

      The nearest .rollcall.yaml above each file may set the framework, --fail-on, the baseline and \
      rules that are turned off; what is said here beats it. With --format sarif alone, findings \
      give status 0 unless --fail-on is given, as uploads to code scanning expect.
      """)

  // Without this the parser is slow to describe the default of a list.
  @Argument(
    help: ArgumentHelp(
      "Policy files, folders of them, or - for standard input. (default: .)", valueName: "paths"))
  var given: [String] = []

  @Option(help: "Ask about this date only, as 2024-09-01.", transform: date(argument:))
  var asOf: CivilDate?

  @Flag(
    help:
      "Judge policies by what they say, and ask nothing of what they leave out, as of one page of many."
  )
  var statedOnly = false

  @OptionGroup var law: FrameworkOptions

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "How the report is written: \(CheckCommand.formats.words).",
      discussion: "Several may be asked for: sarif=FILE writes that one to a file.",
      valueName: "format[=file]"))
  var formats: [FormatChoice] = []

  @Option(
    help:
      "Exit with 1 at this severity: error, warning, note or never. Left out: error, or what \(Configuration.fileName) says."
  )
  var failOn: FailOn?

  @Option(
    help: ArgumentHelp(
      "Where the pages of the rules are published, for the links of a SARIF report.",
      valueName: "address"),
    transform: webAddress(argument:))
  var rulePages: WebAddress?

  @Option(help: "A file of known findings, which are reported as such and fail nothing.")
  var baseline: String?

  @Option(help: "Write what is found to this file, to be given as --baseline from now on.")
  var writeBaseline: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    let withoutFile = formats.filter { $0.file == nil }
    if withoutFile.count > 1 {
      throw ValidationError(
        "Only one format can be printed; give the others a file, as in "
          + "--format \(withoutFile[1].form.format.rawValue)=FILE.")
    }
    if output.output != nil, withoutFile.isEmpty, !formats.isEmpty {
      throw ValidationError("Every format has a file of its own, so nothing is left for --output.")
    }
    let files = formats.compactMap(\.file) + [output.output, writeBaseline].compactMap { $0 }
    // Compared by destination; an invalid path is reported when it is written.
    let targets = files.map { (try? OutputTarget($0))?.path }
    for (index, target) in targets.enumerated() {
      guard let target, targets[..<index].contains(target) else { continue }
      throw ValidationError("Two reports cannot both be written to \(files[index]).")
    }
  }

  private var paths: [String] { given.isEmpty ? ["."] : given }

  static let memory = 8

  static func builtInLaw() -> CheckRun.Law? {
    Framework.embedded().value.map { Checker.prepare($0) }
  }

  func run(_ builtIn: Ahead<CheckRun.Law?>) throws {
    let found = Discovery(paths).files
    let files = FileStore(naming: found.map(\.path))
    var run = try CheckRun(
      found, law.framework, builtIn, asOf: asOf, statedOnly: statedOnly,
      files)
    if let writeBaseline { try refuse(replacing: writeBaseline) }
    var known = try loadBaseline(run, files)
    if let writeBaseline {
      var none: [CheckOutput] = []
      let text = try run.report(
        failOn: severity, baseline: known, &none, keepingFindings: true
      ).newBaseline
      do {
        try Files.write(text, to: writeBaseline, replacesInput: true)
      } catch {
        throw stopped(error)
      }
      let written = Baseline.load(SourceFile(path: writeBaseline, text: text))
      known = try usable(written, "the baseline")
    }
    var outputs = outputs
    // A report that is printed as files are checked needs no progress line.
    let isShown = !output.quiet && (output.output != nil || isatty(STDOUT_FILENO) == 0)
    let progress =
      isShown ? ProgressLine("Checking", of: run.count, .things("files")) : nil
    let report = try run.report(failOn: severity, baseline: known, &outputs, progress)
    for index in outputs.indices {
      try outputs[index].finish(report, rulePages: rulePages ?? run.rulePages) { try run.catalogue }
    }
    if report.entries.isEmpty {
      printToStandardError(
        "rollcall: there is no file that begins with `rollcall:` at \(paths.joined(separator: ", "))."
      )
    }
    let isReadable = !report.entries.isEmpty && report.entries.allSatisfy(\.isReadable)
    leave(
      with: isReadable ? report.fails ? Status.found : Status.clean : Status.couldNotRun,
      keeping: (run, report, outputs))
  }

  /// Stops the command if a baseline would replace another kind of file; an empty one may be
  /// replaced.
  private func refuse(replacing path: String) throws {
    guard case .file(_, let old?)? = try? OutputTarget(path), old.st_size > 0 else { return }
    if let file = OpenFile(path, atLeast: 1, isInput: false) {
      var bytes = [UInt8](repeating: 0, count: min(file.size, YAMLLimits.bytes))
      _ = bytes.withUnsafeMutableBytes { file.read(from: 0, into: $0) }
      let text = SourceFile.decoding(bytes, path: path).value
      if text.flatMap({ Baseline.load($0).value }) != nil { return }
    }
    printToStandardError(
      "rollcall: \(path) is there and is no baseline, so --write-baseline does not replace it. Name "
        + "a new file, or remove that one first.")
    throw Status.couldNotRun
  }

  /// The outputs of the requested reports.
  private var outputs: [CheckOutput] {
    (formats.isEmpty ? [FormatChoice()] : formats).compactMap { choice in
      let file = choice.file ?? output.output
      return file == nil && output.quiet ? nil : CheckOutput(choice.form, to: file, output.style)
    }
  }

  /// The severity that fails a file under a configuration.
  private func severity(_ configuration: Configuration?) -> Severity? {
    if let failOn { return failOn.severity }
    // Uploads to code scanning expect a successful run despite findings.
    if !formats.isEmpty, formats.allSatisfy({ $0.form.format == .sarif }) { return nil }
    return configuration?.failOn.map(\.value.severity) ?? .error
  }

  /// The baseline of the options or, if the configurations agree on one, of these.
  private func loadBaseline(_ run: CheckRun, _ files: FileStore) throws -> Baseline? {
    let named = run.configurations.compactMap { configuration in
      configuration.baseline.map { configuration.resolved($0) }
    }
    guard let path = baseline ?? (writeBaseline == nil ? named.first : nil) else { return nil }
    guard baseline != nil || named.allSatisfy({ $0 == path }) else {
      printToStandardError(
        "rollcall: the configurations name different baselines (\(named.joined(separator: ", "))); "
          + "say with --baseline which one to use.")
      throw Status.couldNotRun
    }
    let file = files.read(path)
    return try usable(
      file.value.map { Baseline.load($0) } ?? Outcome(nil, file.diagnostics), "the baseline")
  }
}

/// Reads an address from the command line.
private func webAddress(argument: String) throws -> WebAddress {
  guard let address = try? WebAddress(scalar: argument) else {
    throw ValidationError(
      "`\(argument)` is no address on the web; it begins with `https://` and holds no spaces.")
  }
  return address
}
