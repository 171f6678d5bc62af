import ArgumentParser
import CivilTime
import Comparisons
import Compliance
import Diagnostics
import PolicyModel
import Registers
import Reporting
import Statute

/// Reports the effects of a change of policy.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Says what a change of a policy means: clause by clause, and before the law.",
    discussion: """
      `rollcall diff OLD NEW` compares two files; `rollcall diff HEAD~1 HEAD FILE` one file at two \
      revisions, and `rollcall diff HEAD FILE` at a revision and as it is now, each with the layers of \
      its time. With --register it says what the year in that register would have looked like. \
      --format html and markdown write the report for those who ratify the change. Exit status: 0 \
      the change brings in nothing at or above --fail-on; 1 it does; 2 it could not run.
      """)

  @Argument(
    help: "OLD and NEW files, or OLD and NEW revisions and a FILE, or a revision and a FILE.")
  var subjects: [String]

  @Option(
    help: "Judge both by the law of this date only, as 2024-09-01.", transform: date(argument:))
  var asOf: CivilDate?

  @Option(help: "A folder with register.yaml: what its year would have looked like.")
  var register: String?

  @Flag(help: "Show counts from 1 to 4, and the pupils behind them.")
  var smallNumbers = false

  @Flag(help: "Name pupils, by the register's identifiers, in html and markdown too.")
  var pupils = false

  @Option(help: "How the difference is written: \(DiffCommand.formats.words).")
  var format = FormatOption<DiffCommand>()

  @Option(help: "Exit with 1 if the change brings in this: error, warning, note or never.")
  var failOn: FailOn = .error

  @OptionGroup var law: FrameworkOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (2...3).contains(subjects.count) else {
      throw ValidationError("Name OLD and NEW, or two revisions and a file.")
    }
  }

  func run() throws {
    let (checker, problems) = Checker.prepare(try law.load(.everything))
    guard problems.isEmpty else {
      problems.forEach { printToStandardError($0.oneLine) }
      throw Status.couldNotRun
    }
    let (old, new) = try load()
    let dataset = try register.map { try usable(readDataset(in: $0), "the register") }
    let question: Question = asOf.map { .on($0) } ?? .whileInForce(today: today())
    let difference = PolicyDifference(from: old, to: new, checker, question)
    let practice = dataset.map {
      PracticeDifference(
        $0, from: old, to: new, checker.framework, renamed: difference.renamed)
    }
    let report = DiffReport(
      difference, practice: practice, asOf: question.asOf, showsSmallNumbers: smallNumbers,
      namesPupils: pupils)
    try output.write(
      report, format.form, output.style, for: register == nil ? .asUsual : .userAlone)
    let isFound = failOn.severity.map { report.reaches($0) } ?? false
    leave(with: isFound ? Status.found : Status.clean, keeping: (checker, dataset, report))
  }

  /// The two policies: files, or one file at revisions.
  private func load() throws -> (PolicyDocument, PolicyDocument) {
    let file = subjects[subjects.count - 1]
    if subjects.count == 3 {
      return (try load(file, at: subjects[0]), try load(file, at: subjects[1]))
    }
    let new = try usable(PolicyDocument.load(file) { Files.readText($0) }, "the new policy")
    guard Files.isThere(subjects[0]) else { return (try load(file, at: subjects[0]), new) }
    let old = PolicyDocument.load(subjects[0]) { Files.readText($0) }
    return (try usable(old, "the old policy"), new)
  }

  private func load(_ file: String, at name: String) throws -> PolicyDocument {
    let revision: GitRevision
    do {
      revision = try GitRevision(name)
    } catch {
      printToStandardError("rollcall: \(error.message)")
      throw Status.couldNotRun
    }
    return try usable(
      PolicyDocument.load(file) { revision.read($0) }, "the policy at `\(name)`")
  }
}
