import ArgumentParser
import CivilTime
import Compliance
import Diagnostics
import Parallel
import PolicyTests
import Reporting
import Statute
import Synchronization

/// Validates policy files against the framework and the layers that they follow.
struct CheckCommand: JudgingCommand {
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

  static let memory = 8

  static func builtInLaw() -> (checker: Checker, problems: [Diagnostic])? {
    Framework.embedded().value.map { Checker.prepare($0) }
  }

  func run(_ law: Ahead<(checker: Checker, problems: [Diagnostic])?>) throws {
    let files = FileStore()
    let paths = paths.flatMap { Files.yamlFiles(under: $0) }
    let subjects = paths.parallelMap { path in CheckSubject.load(path) { files.read($0) } }
    let other = options.law.framework == nil ? nil : Checker.prepare(try options.law.load())
    guard let (checker, problems) = other ?? law.value, problems.isEmpty else {
      (other?.problems ?? []).forEach { printToStandardError($0.oneLine) }
      throw Status.couldNotRun
    }
    let checked = check(subjects, checker, files)
    let report = CheckReport(
      asOf: asOf ?? today(), isOneDate: asOf != nil, framework: checker.framework.name,
      entries: checked.map { file in
        CheckReport.Entry(
          file: file.path, document: file.document, findings: file.findings,
          rulesChecked: file.rulesChecked)
      },
      sources: files.sources)
    try options.output.write(
      options.format == .json ? report.json.text : report.text(options.output.style))
    if checked.isEmpty {
      printToStandardError(
        "rollcall: there is no YAML file at \(self.paths.joined(separator: ", ")).")
    }
    let isReadable = !checked.isEmpty && checked.allSatisfy(\.isReadable)
    let isFound = options.failOn.severity.map { report.reaches($0) } ?? false
    leave(
      with: isReadable ? isFound ? Status.found : Status.clean : Status.couldNotRun,
      keeping: (checker, checked, report))
  }

  private func check(
    _ subjects: [CheckSubject], _ checker: Checker, _ files: FileStore
  ) -> [CheckedFile] {
    let question: Question = asOf.map { .on($0) } ?? .whileInForce(today: today())
    let policies = subjects.filter { $0.frameworkFile == nil }
    // The files of a framework refer to each other, so a folder of them is one.
    let frameworks = Dictionary(grouping: subjects.compactMap(\.frameworkFile)) { file in
      file.path.split(separator: "/").dropLast().joined(separator: "/")
    }
    return policies.parallelMap { subject in
      guard subject.holdsTests else { return checker.check(subject, question) }
      // Tests are checked for what would keep them from being run, and not run.
      let suite = PolicyTestSuite.load(subject.path, checker.framework) { files.read($0) }
      return CheckedFile(path: subject.path, problems: suite.diagnostics)
    }
      + frameworks.keys.sorted().flatMap { Checker.check(frameworkFiles: frameworks[$0] ?? []) }
  }
}

/// The files read so far: each is read once, and kept for showing its lines.
final class FileStore: Sendable {
  private let outcomes = Mutex<[String: Outcome<SourceFile>]>([:])

  /// The text of a file; failures are diagnostics at the file's start.
  func read(_ path: String) -> Outcome<SourceFile> {
    if let known = outcomes.withLock({ $0[path] }) { return known }
    let outcome = Files.readText(path)
    outcomes.withLock { $0[path] = outcome }
    return outcome
  }

  /// The texts by path.
  var sources: [String: SourceFile] { outcomes.withLock { $0.compactMapValues(\.value) } }
}
