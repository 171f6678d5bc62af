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
  let paths: [String]
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
    _ paths: [String], _ framework: String?, _ builtIn: Ahead<Law?>, asOf: CivilDate?,
    _ files: FileStore
  ) throws {
    var found = Configurations(files)
    var byFile: [String: Configuration] = [:]
    var folders: [String: String] = [:]
    for path in paths {
      let own = try found.configuration(for: path)
      byFile[path] = own
      folders[path] = framework ?? own.flatMap { own in own.framework.map(own.resolved) }
    }
    judges = try Judges(
      paths, folders: folders, alone: framework, builtIn,
      asOf.map { .on($0) } ?? .whileInForce(today: today()), files)
    self.paths = paths.sorted()
    (self.asOf, self.files, self.byFile) = (asOf, files, byFile)
    configurations = found.all
  }

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
    let wanted = outputs.map { (format: $0.format, style: $0.style) }
    let keepsFindings = keepingFindings || outputs.contains(where: \.format.ordersFindings)
    var met: Set<String> = []
    for start in stride(from: 0, to: paths.count, by: CheckRun.filesAtOnce) {
      let block = paths[start..<min(start + CheckRun.filesAtOnce, paths.count)].map {
        (path: $0, configuration: byFile[$0], failOn: failOn(byFile[$0]))
      }
      let (judges, files) = (judges, files)
      let done = block.parallelMap { file -> Judged in
        defer { progress?.add(1) }
        let (text, checked) = judges.check(file.path)
        let entry = blank.weighed(
          CheckReport.Entry(
            checked, configuration: file.configuration, failOn: file.failOn)
        ) { $0 == file.path ? text.map { SourceLines($0) } : files.lines($0) }
        return Judged(
          entry: entry.remembered(withFindings: keepsFindings),
          layers: checked.document?.layers ?? [],
          parts: wanted.map { $0.format.part(of: entry, in: blank, $0.style) })
      }
      _ = try judges.checkers
      for file in done {
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
    let faults = Set(ReaderFault.all.map(\.id))
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
      rulesChecked: checked.rulesChecked, contents: checked.contents,
      isReadable: checked.isReadable,
      configuration: configuration, failOn: failOn)
  }
}

/// The files read so far: each is read once, and kept for showing its lines.
final class FileStore: Sendable {
  private let outcomes = Mutex<[String: Outcome<SourceFile>]>([:])
  private let lines = Mutex<[String: SourceLines]>([:])

  /// The text of a file; failures are diagnostics at the file's start.
  func read(_ path: String) -> Outcome<SourceFile> {
    if let known = known(path) { return known }
    let outcome = Files.readText(path)
    outcomes.withLock { $0[path] = outcome }
    return outcome
  }

  /// The text of a file, if it was read before.
  func known(_ path: String) -> Outcome<SourceFile>? { outcomes.withLock { $0[path] } }

  /// The lines of a file that was read before.
  func lines(_ path: String) -> SourceLines? {
    if let known = lines.withLock({ $0[path] }) { return known }
    let found = known(path)?.value.map { SourceLines($0) }
    lines.withLock { $0[path] = found }
    return found
  }

  /// The texts by path.
  var sources: [String: SourceFile] { outcomes.withLock { $0.compactMapValues(\.value) } }
}
