import ArgumentParser
import Diagnostics
import Parallel
import PolicyModel
import Registers
import Reporting
import Simulation
import Statute

#if canImport(Glibc)
  import Glibc
#endif

/// Replays a register dataset under a policy.
struct ReplayCommand: JudgingCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Replays a school's register and action log under its policy.",
    discussion: """
      Every obligation that the policy, its layers and the law raise is followed to its end; the \
      report says where the record differs, down to the row. What the data cannot show is listed \
      as not checked.
      """)

  @Option(help: "The school's policy; left out, the national framework alone.")
  var policy: String?

  @Option(help: "The folder that holds register.yaml and the files it names.")
  var register: String

  @Flag(help: "Exit with 2 if any row could not be used.")
  var strict = false

  @Option(help: "Print one pupil's year as a timeline instead of the report.")
  var pupil: String?

  @Flag(help: "Show counts from 1 to 4 where groups of pupils are compared.")
  var smallNumbers = false

  @OptionGroup var options: ReportOptions

  func validate() throws {
    if pupil != nil, options.format == .json {
      throw ValidationError("--pupil prints text; --format json has no timeline.")
    }
  }

  static let memory = 64

  static func builtInLaw() -> Outcome<Framework> { Framework.embedded(.practice) }

  func run(_ law: Ahead<Outcome<Framework>>) throws {
    let (framework, document, dataset) = try load(law)
    let simulator = Simulator(framework, document)
    if let pupil { return try printStory(of: pupil, simulator, dataset) }
    let replay = simulator.replay(dataset)
    let report = ReplayReport(
      policy: policy, register: register, replay: replay, showsSmallNumbers: smallNumbers)
    try options.output.write(
      options.format == .json ? report.json.text : report.text(options.output.style))
    let isFound = options.failOn.severity.map { report.reaches($0) } ?? false
    leave(
      with: strict && !replay.rejections.isEmpty
        ? Status.couldNotRun : isFound ? Status.found : Status.clean,
      keeping: (framework, document, dataset, report))
  }

  private func printStory(
    of pupil: String, _ simulator: Simulator, _ dataset: Dataset
  ) throws {
    guard let story = simulator.story(of: pupil, in: dataset) else {
      let near = Wording.didYouMean(pupil, among: dataset.pupils.map(\.pupil.id))
      printToStandardError(
        "rollcall: the register has no pupil `\(pupil)`.\(near.map { " \($0)" } ?? "")")
      throw Status.couldNotRun
    }
    try options.output.write(StoryText(story, options.output.style).text)
  }

  /// Reads the policy and the register at the same time; what is wrong is told in that order, after what
  /// is wrong with the law.
  private func load(
    _ law: Ahead<Outcome<Framework>>
  ) throws -> (Framework, PolicyDocument?, Dataset) {
    let document = policy.map { path in Ahead { PolicyDocument.load(path) { Files.readText($0) } } }
    let dataset = readDataset(in: register)
    let framework =
      options.law.framework == nil
      ? try usable(law.value, "the framework") : try options.law.load(.practice)
    return (
      framework, try document.map { try usable($0.value, "the policy") },
      try usable(dataset, "the register")
    )
  }
}

/// Reads the dataset in a folder.
func readDataset(in register: String) -> Outcome<Dataset> {
  let folder = register.hasSuffix("/") ? String(register.dropLast()) : register
  let manifest = Files.readText("\(folder)/register.yaml")
  guard let file = manifest.value else { return Outcome(nil, manifest.diagnostics) }
  return Dataset.read(file) { name in
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    guard Files.isThere(path) else { return nil }
    do throws(Files.Failure) {
      return DataFile(name: name, bytes: try Files.read(path, limit: DataFile.limit))
    } catch {
      return DataFile(name: name, problem: error.reason)
    }
  }
}
