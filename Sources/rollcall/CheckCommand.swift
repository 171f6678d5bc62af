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
    let files = FileStore()
    let (subjects, framework) = readSideBySide(paths.flatMap { Files.yamlFiles(under: $0) }, files)
    let (checker, problems) = Checker.prepare(try framework.get())
    guard problems.isEmpty else {
      problems.forEach { printToStandardError($0.oneLine) }
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
      printToStandardError("rollcall: there is no YAML file at \(paths.joined(separator: ", ")).")
    }
    let isReadable = !checked.isEmpty && checked.allSatisfy(\.isReadable)
    let isFound = options.failOn.severity.map { report.reaches($0) } ?? false
    leave(
      with: isReadable ? isFound ? Status.found : Status.clean : Status.couldNotRun,
      keeping: (checker, checked, report))
  }

  /// Reads the framework and the files that are to be checked at the same time.
  private func readSideBySide(
    _ paths: [String], _ files: FileStore
  ) -> (subjects: [CheckSubject], framework: Result<Framework, any Error>) {
    enum Job: Sendable { case framework, file(String) }
    enum Done: Sendable {
      case framework(Result<Framework, any Error>)
      case file(CheckSubject)
    }
    let options = options
    let done = ([.framework] + paths.map { Job.file($0) }).parallelMap { job -> Done in
      switch job {
      case .framework: .framework(Result { try options.law.load() })
      case .file(let path): .file(CheckSubject.load(path) { files.read($0) })
      }
    }
    var subjects: [CheckSubject] = []
    var framework: Result<Framework, any Error> = .failure(Status.couldNotRun)
    for item in done {
      switch item {
      case .framework(let result): framework = result
      case .file(let subject): subjects.append(subject)
      }
    }
    return (subjects, framework)
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
