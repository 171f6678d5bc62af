import CivilTime
import Compliance
import Diagnostics
import Parallel
import PolicyModel
import Reporting
import Statute
import Synchronization
import TypedYAML

/// One run of `check`: its files, their configurations and frameworks, and its progress.
///
/// A run may check thousands of policies, so each file is read, checked and written to the report
/// in one step, and little of it is kept.
struct CheckRun {
  /// A prepared framework, and the problems that keep some of its rules from being evaluated.
  typealias Law = (checker: Checker, problems: [Diagnostic])

  /// The files in the order of the report.
  private let found: [Discovery.File]
  /// The configurations that apply to them, in order.
  let configurations: [Configuration]
  private let byFile: [String: Configuration]
  private let judges: Judges
  private let asOf: CivilDate?
  private let files: FileStore
  /// The layers that the policies follow, in order of first use.
  private var layers: [Layer] = []

  /// The number of files that are checked together, and held until they are written.
  private static let filesAtOnce = 256

  /// Finds the configurations and frameworks of the files; one that cannot be used stops the
  /// command.
  init(
    _ found: [Discovery.File], _ framework: String?, _ builtIn: Ahead<Law?>, asOf: CivilDate?,
    statedOnly: Bool, _ files: FileStore
  ) throws {
    var known = Configurations(files)
    var byFile: [String: Configuration] = [:]
    var folders: [String: String] = [:]
    var extracts: Set<String> = []
    for path in found.map(\.path) {
      let own = try known.configuration(for: path)
      byFile[path] = own
      if statedOnly || own?.statedOnly?.value.isTrue == true { extracts.insert(path) }
      folders[path] = framework ?? own.flatMap { own in own.framework.map(own.resolved) }
    }
    judges = try Judges(
      found.map(\.path), folders: folders, extracts: extracts, alone: framework, builtIn,
      asOf.map { .on($0) } ?? .whileInForce(today: today()), files)
    self.found = found.sorted { $0.path < $1.path }
    (self.asOf, self.files, self.byFile) = (asOf, files, byFile)
    configurations = known.all
  }

  /// The number of files that were found, other programs' included.
  var count: Int { found.count }

  /// Checks every file, and writes the parts of the report to `outputs`.
  ///
  /// `failOn` returns the severity that fails a file under a configuration.
  mutating func report(
    failOn: (Configuration?) -> Severity?, baseline: Baseline?, _ outputs: inout [CheckOutput],
    keepingFindings: Bool = false, _ progress: ProgressLine? = nil
  ) throws -> CheckReport {
    let blank = CheckReport(
      asOf: asOf ?? today(), isOneDate: asOf != nil, checkout: Folders.checkout,
      baseline: baseline)
    var report = blank
    layers = []
    // A part that was printed cannot be withdrawn.
    let isHeld = try !configurations.isEmpty && !unknownNames().isEmpty
    let wanted = outputs.map { (form: $0.form, style: $0.style) }
    let keepsFindings = keepingFindings || outputs.contains { $0.form.part == nil }
    var knownLayers: Set<String> = []
    for start in stride(from: 0, to: found.count, by: CheckRun.filesAtOnce) {
      let block = found[start..<min(start + CheckRun.filesAtOnce, found.count)].map {
        (found: $0, configuration: byFile[$0.path], failOn: failOn(byFile[$0.path]))
      }
      let (judges, files) = (judges, files)
      let done = block.parallelMap { file -> FileResult? in
        defer { progress?.add(1) }
        guard let (text, checked) = judges.check(file.found) else { return nil }
        let entry = blank.weighed(
          CheckReport.Entry(
            checked, configuration: file.configuration, failOn: file.failOn)
        ) { $0 == file.found.path ? text.flatMap { SourceLines(claimed: $0) } : files.lines($0) }
        return FileResult(
          entry: entry.remembered(withFindings: keepsFindings),
          layers: checked.document?.layers ?? [],
          parts: wanted.map { $0.form.part?(entry, blank, $0.style) ?? .nothing })
      }
      _ = try judges.checkers
      report.othersFiles += done.count { $0 == nil }
      for file in done.compactMap({ $0 }) {
        layers += file.layers.filter { knownLayers.insert($0.span.file).inserted }
        report.add(file.entry)
        for index in outputs.indices { try outputs[index].add(file.parts[index], isHeld: isHeld) }
      }
    }
    try checkNames()
    return report
  }

  /// The result of checking one file.
  private struct FileResult {
    let entry: CheckReport.Entry
    let layers: [Layer]
    let parts: [CheckPart]
  }

  /// The address of the rules' pages, of the first configuration that gives one.
  var rulePages: WebAddress? { configurations.lazy.compactMap(\.rulePages).first?.value }

  /// The rules that were evaluated, with those of the layers that the policies follow.
  var catalogue: Catalogue {
    get throws { Catalogue(try judges.checkers[0].framework, layers: layers) }
  }

  /// Problems with the names of rules that the configurations turn off, as far as the layers are
  /// known.
  private func unknownNames() throws -> [Diagnostic] {
    let checkers = try judges.checkers
    let retired = checkers.flatMap(\.framework.retired).compactMap { $0.id?.value.text }
    let known = checkers.reduce(into: Set(retired)) { known, checker in
      known.formUnion(checker.knownRules(with: layers))
    }
    let faults = Set(Fault.all.flatMap(\.names))
    return configurations.flatMap { $0.problems(known: known, faults: faults) }
  }

  /// Stops the command if a configuration turns off a rule that does not exist.
  private func checkNames() throws {
    // Most runs have no configuration, and need no names.
    guard !configurations.isEmpty else { return }
    let problems = try unknownNames()
    problems.forEach { printToStandardError($0.oneLine) }
    if problems.contains(where: { $0.severity == .error }) { throw Status.couldNotRun }
  }
}

extension CheckReport.Entry {
  /// Creates the entry of a checked file.
  init(_ checked: CheckedFile, configuration: Configuration?, failOn: Severity?) {
    self.init(
      file: checked.path, document: checked.document, findings: checked.findings,
      rulesChecked: checked.rulesChecked, contents: checked.contents, terms: checked.terms,
      isReadable: checked.isReadable,
      configuration: configuration, failOn: failOn)
  }
}

/// A cache of the files read so far, for quoting their lines.
///
/// A file keeps the first name by which it is reached, because files are matched to their
/// references by name, and a file beside another may be referred to through the folder above both.
final class FileStore: Sendable {
  private let outcomes = Mutex<[String: Outcome<SourceFile>]>([:])
  private let lines = Mutex<[String: SourceLines]>([:])
  private let names: Mutex<[FileIdentity: String]>

  /// Creates an empty store; files at these paths keep them as names.
  init(naming paths: [String] = []) {
    names = Mutex(
      Dictionary(
        paths.compactMap { path in FileIdentity(of: path).map { ($0, path) } },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The text of a file; failures are diagnostics at the file's start.
  func read(_ path: String) -> Outcome<SourceFile> {
    if let known = known(path) { return known }
    let name = name(of: path)
    let outcome = known(name) ?? Files.readText(name)
    outcomes.withLock { ($0[path], $0[name]) = (outcome, outcome) }
    return outcome
  }

  /// The first name by which the file at a path was reached.
  private func name(of path: String) -> String {
    guard let identity = FileIdentity(of: path) else { return path }
    return names.withLock { names in
      if let known = names[identity] { return known }
      names[identity] = path
      return path
    }
  }

  /// The text of a file; nil if it has not been read.
  func known(_ path: String) -> Outcome<SourceFile>? { outcomes.withLock { $0[path] } }

  /// The lines of a file that has been read; nil for another program's, which is never quoted.
  func lines(_ path: String) -> SourceLines? {
    if let known = lines.withLock({ $0[path] }) { return known }
    let found = known(path)?.value.flatMap { SourceLines(claimed: $0) }
    lines.withLock { $0[path] = found }
    return found
  }

  /// The texts by path.
  var sources: [String: SourceFile] { outcomes.withLock { $0.compactMapValues(\.value) } }
}

extension SourceLines {
  /// Creates the lines of a file that claims to be one of ours; nil for any other.
  init?(claimed file: SourceFile) {
    guard DocumentKind.isClaimed(by: file.text) else { return nil }
    self.init(file)
  }
}
