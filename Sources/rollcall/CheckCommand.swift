import ArgumentParser
import CivilTime
import Compliance
import Diagnostics
import PolicyModel
import PositionedYAML
import Reporting
import Statute

/// Validates policy files against the framework and the layers that they follow.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validates policy files (or folders of them) against the national framework.",
    discussion: """
      A policy is judged on every day on which it is in force, so that one which was right when \
      ratified and stopped being so is told since when. --as-of asks about one date only.
      """)

  @Argument(help: "Policy files, folders of them, or - for standard input.")
  var paths: [String] = ["."]

  @Option(help: "Ask about this date only, as 2024-09-01.", transform: date(argument:))
  var asOf: CivilDate?

  @OptionGroup var options: ReportOptions

  func run() throws {
    let (checker, problems) = Checker.prepare(try options.loadFramework())
    guard problems.isEmpty else {
      problems.forEach { printToStandardError($0.oneLine) }
      throw Status.couldNotRun
    }
    var files = FileCache()
    let checked = check(paths.flatMap { Files.yamlFiles(under: $0) }, checker, &files)
    let report = CheckReport(
      asOf: asOf ?? today(), isOneDate: asOf != nil, framework: checker.framework.name,
      entries: checked.map { file in
        CheckReport.Entry(
          file: file.path, document: file.document, findings: file.findings,
          rulesChecked: file.rulesChecked)
      },
      sources: files.sources)
    try options.write(options.format == .json ? report.json.text : report.text(options.style))
    if checked.contains(where: { !$0.isReadable }) { throw Status.couldNotRun }
    if checked.isEmpty {
      printToStandardError("rollcall: there is no YAML file at \(paths.joined(separator: ", ")).")
      throw Status.couldNotRun
    }
    if let severity = options.failOn.severity, report.reaches(severity) { throw Status.found }
  }

  private func check(
    _ paths: [String], _ checker: Checker, _ files: inout FileCache
  ) -> [CheckedFile] {
    let question: Checker.Question = asOf.map { .on($0) } ?? .whileInForce(today: today())
    var frameworks: [String: [SourceFile]] = [:]
    var checked: [CheckedFile] = []
    for path in paths {
      let source = files.read(path)
      if let file = source.value, isFramework(file) {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        frameworks[folder, default: []].append(file)
      } else {
        checked.append(checker.check(path, question) { files.read($0) })
      }
    }
    // The files of a framework refer to each other, so a folder of them is one.
    for folder in frameworks.keys.sorted() {
      checked += Checker.check(frameworkFiles: frameworks[folder] ?? [])
    }
    return checked
  }

  private func isFramework(_ file: SourceFile) -> Bool {
    guard file.text.contains(DocumentKind.framework.rawValue),
      let root = YAMLDocument.read(file).value
    else { return false }
    return DocumentKind.read(root).value == .framework
  }
}

/// The files read so far: each is read once, and kept for showing its lines.
struct FileCache {
  private var outcomes: [String: Outcome<SourceFile>] = [:]

  mutating func read(_ path: String) -> Outcome<SourceFile> {
    if let known = outcomes[path] { return known }
    let outcome = Files.readText(path)
    outcomes[path] = outcome
    return outcome
  }

  /// The texts by path.
  var sources: [String: SourceFile] { outcomes.compactMapValues(\.value) }
}
