import Compliance
import Diagnostics
import Parallel
import PolicyModel
import PolicyTests
import RuleExamples
import Statute
import Synchronization

/// The frameworks of a check's files, prepared once for all files.
final class Judges: Sendable {
  private let question: Question
  private let files: FileStore
  /// The files that are checked, by their folder.
  private let byFolder: [String: [String]]
  /// The framework's folder by file; absent for the built-in framework.
  private let folders: [String: String]
  /// The files that are checked as extracts, by their own claims alone.
  private let extracts: Set<String>
  private let builtIn: Ahead<CheckRun.Law?>
  private let named: [String: Checker]
  private let isBuiltInAsked: Bool
  private let shelf = LayerShelf()
  private let prepared: [String: PreparedLayers]
  /// The results for the files of frameworks, by folder and path.
  private let frameworkChecks = Mutex<[String: [String: CheckedFile]]>([:])

  /// Reads the named frameworks; one that cannot be used stops the command.
  init(
    _ paths: [String], folders: [String: String], extracts: Set<String>, alone folder: String?,
    _ builtIn: Ahead<CheckRun.Law?>, _ question: Question, _ files: FileStore
  ) throws {
    byFolder = Dictionary(grouping: paths) { Judges.folder(of: $0) }
    (self.folders, self.extracts, self.builtIn) = (folders, extracts, builtIn)
    (self.question, self.files) = (question, files)
    let wanted = Set(folders.values).union([folder].compactMap { $0 }).sorted()
    var named: [String: Checker] = [:]
    for folder in wanted {
      named[folder] = try Judges.usable(Checker.prepare(try FrameworkOptions.load(folder)))
    }
    self.named = named
    isBuiltInAsked = wanted.isEmpty || paths.contains { folders[$0] == nil }
    prepared = Dictionary(uniqueKeysWithValues: (wanted + [""]).map { ($0, PreparedLayers()) })
  }

  /// The frameworks in use, the built-in one first; problems in it stop the command.
  var checkers: [Checker] {
    get throws {
      let others = named.sorted { $0.key < $1.key }.map(\.value)
      return isBuiltInAsked ? [try Judges.usable(builtIn.value)] + others : others
    }
  }

  private static func usable(_ law: CheckRun.Law?) throws -> Checker {
    guard let (checker, problems) = law, problems.isEmpty else {
      (law?.problems ?? []).forEach { printToStandardError($0.oneLine) }
      throw Status.couldNotRun
    }
    return checker
  }

  /// Reads and checks a file; its text is nil if it cannot be read.
  ///
  /// Returns nil for another program's file in a searched folder.
  func check(_ found: Discovery.File) -> (text: SourceFile?, file: CheckedFile)? {
    let path = found.path
    // Only files that others refer to are kept, and standard input, which cannot be read again.
    let own = path == "-" ? files.read(path) : files.known(path) ?? Files.readText(path)
    if !found.isNamed, let text = own.value?.text ?? Files.beginning(of: path),
      !DocumentKind.isClaimed(by: text)
    {
      return nil
    }
    let subject = CheckSubject.load(path, shelf: shelf) { $0 == path ? own : self.files.read($0) }
    guard subject.frameworkFile == nil else { return (own.value, frameworkCheck(path)) }
    let folder = folders[path] ?? ""
    guard let checker = named[folder] ?? builtIn.value?.checker else {
      return (own.value, CheckedFile(path: path, problems: []))
    }
    guard subject.holdsTests else {
      let file = checker.check(
        subject, question, isExtract: extracts.contains(path), prepared[folder] ?? PreparedLayers())
      guard subject.isReadable else { return (own.value, file) }
      let (framework, today) = (checker.framework, question.asOf)
      let examples =
        file.document.map { RuleExamples(framework, of: $0, today: today) }
        ?? subject.layer.map { RuleExamples(framework, of: $0, today: today) }
      guard let (problems, tried) = examples?.results() else { return (own.value, file) }
      return (own.value, file.adding(examples: tried[path] ?? 0, problems))
    }
    // Tests are checked for problems that would keep them from being run, and not run.
    let suite = PolicyTestSuite.load(path, checker.framework) { files.read($0) }
    return (own.value, CheckedFile(path: path, problems: suite.diagnostics))
  }

  /// The result for a file of a framework, checked with the others of its folder because they refer
  /// to each other.
  private func frameworkCheck(_ path: String) -> CheckedFile {
    let folder = Judges.folder(of: path)
    return frameworkChecks.withLock { checks in
      if let known = checks[folder]?[path] { return known }
      let together = (byFolder[folder] ?? []).compactMap {
        CheckSubject.load($0, reading: files.read).frameworkFile
      }
      let read = Checker.check(frameworkFiles: together)
      let examples = read.framework.map { RuleExamples($0, today: question.asOf).results() }
      let checked = read.files.map { file in
        file.adding(
          examples: examples?.tried[file.path] ?? 0,
          (examples?.problems ?? []).filter { $0.span.file == file.path })
      }
      checks[folder] = Dictionary(
        checked.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
      return checks[folder]?[path] ?? CheckedFile(path: path, problems: [])
    }
  }

  private static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}
