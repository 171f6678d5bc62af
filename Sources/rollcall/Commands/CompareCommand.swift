import ArgumentParser
import CivilTime
import Comparisons
import Compliance
import Diagnostics
import Parallel
import PolicyModel
import Registers
import Reporting
import Simulation
import Statute

/// Puts the policies of several schools side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Puts the members of a cluster, or several policies, side by side.",
    discussion: """
      Name a cluster's file, or two or more schools' policies. The report says where they agree and \
      differ, who asks for most and for least, who departs from what was agreed, and how far each is \
      from the law's limits. --register says how practice compares too. Exit status: 0 whatever the \
      policies say; 2 it could not run.
      """)

  @Argument(help: "A cluster's file, or two or more policies.")
  var paths: [String]

  @Option(help: "Judge by the law of this date, as 2024-09-01.", transform: date(argument:))
  var asOf: CivilDate?

  @Option(
    help: "A school's register, as POLICY=DIR; POLICY is the end of the policy's path. Repeatable.")
  var register: [String] = []

  @Flag(help: "Show counts from 1 to 4 where practice is compared.")
  var smallNumbers = false

  @Option(help: "How the comparison is written: \(CompareCommand.formats.words).")
  var format = FormatOption<CompareCommand>()

  @OptionGroup var law: FrameworkOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (checker, problems) = Checker.prepare(try law.load(.everything))
    guard problems.isEmpty else {
      problems.forEach { printToStandardError($0.oneLine) }
      throw Status.couldNotRun
    }
    let files = FileStore()
    let (cluster, documents) = try load(files)
    let question: Question = asOf.map { .on($0) } ?? .whileInForce(today: today())
    let comparison = MemberComparison(
      documents, cluster: cluster?.layer, checker, question)
    let report = CompareReport(
      comparison, practice: try practice(documents, checker.framework), asOf: question.asOf,
      showsSmallNumbers: smallNumbers)
    try output.write(
      report, format.form, output.wideStyle, for: register.isEmpty ? .asUsual : .userAlone)
    leave(with: Status.clean, keeping: (checker, files, report))
  }

  /// The cluster, if one was named, and the policies.
  private func load(_ files: FileStore) throws -> (Cluster?, [PolicyDocument]) {
    if paths.count == 1 {
      let loaded = Cluster.load(paths[0]) { files.read($0) }
      guard loaded.value != nil || !loaded.diagnostics.isEmpty else {
        return try refuse("\(paths[0]) is one school's policy; name two or more, or a cluster.")
      }
      let cluster = try usable(loaded, "the cluster")
      guard cluster.members.count > 1 else {
        let count = Wording.count(cluster.members.count, "member")
        return try refuse("\(paths[0]) names \(count) with a policy; it takes two to compare.")
      }
      return (cluster, cluster.members)
    }
    return (
      nil,
      try paths.map { path in
        try usable(PolicyDocument.load(path) { files.read($0) }, path)
      }
    )
  }

  /// The replays of the schools whose registers were given; nil if none was.
  private func practice(
    _ documents: [PolicyDocument], _ framework: Framework
  ) throws -> PracticeComparison? {
    guard !register.isEmpty else { return nil }
    var folders: [String?] = documents.map { _ in nil }
    for pair in register {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        return try refuse("`\(pair)` is no register; write POLICY=DIR, as st-james=registers/2025.")
      }
      let matches = documents.indices.filter { names(documents[$0], by: parts[0]) }
      guard matches.count == 1, let index = matches.first else {
        let paths = Wording.list(documents.map(\.path), "or")
        return try refuse(
          "`\(parts[0])` is the end of \(Wording.count(matches.count, "policy", "policies")); it must "
            + "be that of one: \(paths).")
      }
      folders[index] = parts[1]
    }
    let datasets = try folders.map { folder in
      try folder.map { try usable(readDataset(in: $0), "the register \($0)") }
    }
    return PracticeComparison(
      zip(documents, datasets).map { document, dataset in
        dataset.map { Simulator(framework, document).replay($0) }
      })
  }

  /// Whether a policy's path ends in `end`, with or without `.yaml`.
  private func names(_ document: PolicyDocument, by end: String) -> Bool {
    let path = document.path
    return [end, end + ".yaml"].contains { path == $0 || path.hasSuffix("/" + $0) }
  }

  private func refuse<Value>(_ message: String) throws -> Value {
    printToStandardError("rollcall: \(message)")
    throw Status.couldNotRun
  }
}
