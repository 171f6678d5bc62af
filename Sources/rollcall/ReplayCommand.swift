import ArgumentParser
import Diagnostics
import PolicyModel
import Registers
import Reporting
import Simulation
import Statute

/// Replays a register dataset under a policy.
struct ReplayCommand: ParsableCommand {
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

  @OptionGroup var options: ReportOptions

  func run() throws {
    let framework = try options.law.load()
    let document = try policy.map { try loadPolicy($0) }
    let dataset = try loadDataset()
    let replay = Simulator(framework, document).replay(dataset)
    let report = ReplayReport(policy: policy, register: register, replay: replay)
    try options.output.write(
      options.format == .json ? report.json.text : report.text(options.output.style))
    let isFound = options.failOn.severity.map { report.reaches($0) } ?? false
    leave(
      with: strict && !replay.rejections.isEmpty
        ? Status.couldNotRun : isFound ? Status.found : Status.clean,
      keeping: (framework, document, dataset, report))
  }

  private func loadDataset() throws -> Dataset {
    let folder = register.hasSuffix("/") ? String(register.dropLast()) : register
    let manifest = Files.readText("\(folder)/register.yaml")
    guard let file = manifest.value else {
      return try usable(Outcome(nil, manifest.diagnostics), "the register")
    }
    let outcome = Dataset.read(file) { name in
      guard let bytes = try? Files.read(name.hasPrefix("/") ? name : "\(folder)/\(name)") else {
        return nil
      }
      return DataFile(name: name, bytes: bytes)
    }
    return try usable(outcome, "the register")
  }
}
