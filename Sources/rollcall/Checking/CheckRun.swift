import CivilTime
import Compliance
import Diagnostics
import Parallel
import PolicyModel
import Reporting
import Statute
import Synchronization
import TypedYAML

/// The files of one check, by what they are judged and how far that has come.
///
/// Thousands of policies may be checked, so a file is read, judged and its part of the report written in
/// one go; what is then kept of it is little.
struct CheckRun {
  /// A framework ready to be asked, and what keeps some of its rules from being so.
  typealias Law = (checker: Checker, problems: [Diagnostic])

  /// The files in the order of the report.
  private let found: [Discovery.File]
  /// The configurations that hold for them, in order.
  let configurations: [Configuration]
  private let byFile: [String: Configuration]
  private let judges: Judges
  private let asOf: CivilDate?
  private let files: FileStore
  /// The layers that the policies follow, in the order in which they were met.
  private var layers: [Layer] = []

  /// So many files are read and judged, and what they leave is held, before it is written.
  private static let filesAtOnce = 256

  /// Finds what the files are judged by; a framework or a configuration that cannot be used stops the
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

  /// How many files were found, ours and others'.
  var count: Int { found.count }

  /// Judges every file; `failOn` gives the severity that fails it under a configuration, and `outputs`
  /// take what is reported.
  mutating func report(
    failOn: (Configuration?) -> Severity?, baseline: Baseline?, _ outputs: inout [CheckOutput],
    keepingFindings: Bool = false, _ progress: ProgressLine? = nil
  ) throws -> CheckReport {
    let blank = CheckReport(
      asOf: asOf ?? today(), isOneDate: asOf != nil, checkout: Folders.checkout,
      baseline: baseline)
    var report = blank
    layers = []
    // What is printed early cannot be taken back.
    let isHeld = try !configurations.isEmpty && !unknownNames().isEmpty
    let wanted = outputs.map { (form: $0.form, style: $0.style) }
    let keepsFindings = keepingFindings || outputs.contains { $0.form.part == nil }
    var met: Set<String> = []
    for start in stride(from: 0, to: found.count, by: CheckRun.filesAtOnce) {
      let block = found[start..<min(start + CheckRun.filesAtOnce, found.count)].map {
        (found: $0, configuration: byFile[$0.path], failOn: failOn(byFile[$0.path]))
      }
      let (judges, files) = (judges, files)
      let done = block.parallelMap { file -> Judged? in
        defer { progress?.add(1) }
        guard let (text, checked) = judges.check(file.found) else { return nil }
        let entry = blank.weighed(
          CheckReport.Entry(
            checked, configuration: file.configuration, failOn: file.failOn)
        ) { $0 == file.found.path ? text.flatMap { SourceLines(claimed: $0) } : files.lines($0) }
        return Judged(
          entry: entry.remembered(withFindings: keepsFindings),
          layers: checked.document?.layers ?? [],
          parts: wanted.map { $0.form.part?(entry, blank, $0.style) ?? .nothing })
      }
      _ = try judges.checkers
      report.othersFiles += done.count { $0 == nil }
      for file in done.compactMap({ $0 }) {
        layers += file.layers.filter { met.insert($0.span.file).inserted }
        report.add(file.entry)
        for index in outputs.indices { try outputs[index].add(file.parts[index], isHeld: isHeld) }
      }
    }
    try checkNames()
    return report
  }

  /// What one file leaves.
  private struct Judged {
    let entry: CheckReport.Entry
    let layers: [Layer]
    let parts: [CheckPart]
  }

  /// Where the pages of the rules are published, by the first configuration that says.
  var rulePages: WebAddress? { configurations.lazy.compactMap(\.rulePages).first?.value }

  /// The rules that were asked, with those of the layers that the policies follow.
  var catalogue: Catalogue {
    get throws { Catalogue(try judges.checkers[0].framework, layers: layers) }
  }

  /// What is wrong with the names of the rules that the configurations turn off, as far as the layers
  /// are known.
  private func unknownNames() throws -> [Diagnostic] {
    let checkers = try judges.checkers
    let retired = checkers.flatMap(\.framework.retired).compactMap { $0.id?.value.text }
    let known = checkers.reduce(into: Set(retired)) { known, checker in
      known.formUnion(checker.knownRules(with: layers))
    }
    let faults = Set(Fault.all.flatMap(\.names))
    return configurations.flatMap { $0.problems(known: known, faults: faults) }
  }

  /// The rules that the configurations turn off must be rules.
  private func checkNames() throws {
    // Most runs turn nothing off, and ask for no names.
    guard !configurations.isEmpty else { return }
    let problems = try unknownNames()
    problems.forEach { printToStandardError($0.oneLine) }
    if problems.contains(where: { $0.severity == .error }) { throw Status.couldNotRun }
  }
}

extension CheckReport.Entry {
  /// A file as it was judged.
  init(_ checked: CheckedFile, configuration: Configuration?, failOn: Severity?) {
    self.init(
      file: checked.path, document: checked.document, findings: checked.findings,
      rulesChecked: checked.rulesChecked, contents: checked.contents, terms: checked.terms,
      isReadable: checked.isReadable,
      configuration: configuration, failOn: failOn)
  }
}

/// The files read so far: each is read once, and kept for showing its lines.
///
/// A file has one name, the first by which it is met: files tell by their names whether they refer to each
/// other, and one that lies beside another may be named through the folder above both.
final class FileStore: Sendable {
  private let outcomes = Mutex<[String: Outcome<SourceFile>]>([:])
  private let lines = Mutex<[String: SourceLines]>([:])
  private let names: Mutex<[FileIdentity: String]>

  /// Creates a store of nothing; files that are met under these names keep them.
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

  /// The name under which the file at a path was met first.
  private func name(of path: String) -> String {
    guard let identity = FileIdentity(of: path) else { return path }
    return names.withLock { names in
      if let known = names[identity] { return known }
      names[identity] = path
      return path
    }
  }

  /// The text of a file, if it was read before.
  func known(_ path: String) -> Outcome<SourceFile>? { outcomes.withLock { $0[path] } }

  /// The lines of a file that was read before, and is one of ours: what another holds is quoted nowhere.
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
  /// The lines of a file that means to be one of ours; nil for any other.
  init?(claimed file: SourceFile) {
    guard DocumentKind.isClaimed(by: file.text) else { return nil }
    self.init(file)
  }
}
