import CivilTime
import Compliance
import Diagnostics
import Parallel
import PolicyModel
import PolicyTests
import Reporting
import Statute
import Synchronization
import TypedYAML

/// The files of one check, read and judged.
struct CheckRun {
  /// A framework ready to be asked, and what keeps some of its rules from being so.
  typealias Law = (checker: Checker, problems: [Diagnostic])

  /// What became of each file.
  let checked: [CheckedFile]
  /// The configurations that hold for them, in order.
  let configurations: [Configuration]
  private let byFile: [String: Configuration]
  private let frameworks: [Framework]
  private let asOf: CivilDate?
  private let files: FileStore

  /// Reads and judges files; a framework or a configuration that cannot be used stops the command.
  init(
    _ paths: [String], law: FrameworkOptions, _ builtIn: Ahead<Law?>, asOf: CivilDate?,
    _ files: FileStore
  ) throws {
    var found = Configurations(files)
    var byFile: [String: Configuration] = [:]
    for path in paths { byFile[path] = try found.configuration(for: path) }
    /// The framework's folder for each file; an empty name for the one that is built in.
    let folders = paths.map { path in
      law.framework ?? byFile[path].flatMap { own in own.framework.map(own.resolved) } ?? ""
    }
    let wanted = Set(folders.isEmpty ? [law.framework ?? ""] : folders).sorted()
    let shelf = LayerShelf()
    let subjects = paths.parallelMap { path in
      CheckSubject.load(path, shelf: shelf) { files.read($0) }
    }
    let question: Question = asOf.map { .on($0) } ?? .whileInForce(today: today())
    var checked: [CheckedFile] = []
    var known: Set<String> = []
    var frameworks: [Framework] = []
    for folder in wanted {
      let checker = try CheckRun.checker(folder.isEmpty ? nil : folder, builtIn)
      let own = zip(subjects, folders).filter { $0.1 == folder }.map(\.0)
      let judged = CheckRun.check(own, checker, question, files)
      // Most runs turn nothing off, and ask for no names.
      if !found.all.isEmpty {
        for file in judged { known.formUnion(checker.knownRules(for: file.document)) }
        known.formUnion(checker.knownRules(for: nil))
      }
      checked += judged
      frameworks.append(checker.framework)
    }
    self.checked = checked
    self.frameworks = frameworks
    (self.asOf, self.files, self.byFile) = (asOf, files, byFile)
    configurations = found.all
    try checkNames(known)
  }

  /// The rules that were asked, with those of the layers that the policies follow.
  var catalogue: Catalogue {
    var seen: Set<String> = []
    let layers = checked.flatMap { $0.document?.layers ?? [] }.filter {
      seen.insert($0.span.file).inserted
    }
    return Catalogue(frameworks[0], layers: layers)
  }

  /// The report of the run; `failOn` gives the severity that fails it under a configuration.
  func report(
    failOn: (Configuration?) -> Severity?, baseline: Baseline?
  ) -> CheckReport {
    CheckReport(
      asOf: asOf ?? today(), isOneDate: asOf != nil, framework: frameworks[0].name,
      entries: checked.map { file in
        CheckReport.Entry(
          file: file.path, document: file.document, findings: file.findings,
          rulesChecked: file.rulesChecked, isReadable: file.isReadable,
          configuration: byFile[file.path], failOn: failOn(byFile[file.path]))
      },
      sources: files.sources, checkout: Folders.checkout, baseline: baseline)
  }

  /// The rules that the configurations turn off must be rules.
  private func checkNames(_ known: Set<String>) throws {
    let retired = frameworks.flatMap(\.retired).compactMap { $0.id?.value.text }
    let problems = configurations.flatMap {
      $0.problems(known: known.union(retired), faults: Set(ReaderFault.all.map(\.id)))
    }
    problems.forEach { printToStandardError($0.oneLine) }
    if problems.contains(where: { $0.severity == .error }) { throw Status.couldNotRun }
  }

  /// The checker of a framework's folder, or of the one that is built in; problems in it stop the
  /// command.
  private static func checker(_ folder: String?, _ builtIn: Ahead<Law?>) throws -> Checker {
    let other = try folder.map { Checker.prepare(try FrameworkOptions.load($0)) }
    guard let (checker, problems) = other ?? builtIn.value, problems.isEmpty else {
      (other?.problems ?? []).forEach { printToStandardError($0.oneLine) }
      throw Status.couldNotRun
    }
    return checker
  }

  private static func check(
    _ subjects: [CheckSubject], _ checker: Checker, _ question: Question, _ files: FileStore
  ) -> [CheckedFile] {
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
