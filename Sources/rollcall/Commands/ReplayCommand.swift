import ArgumentParser
import Compliance
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

  @Flag(help: "Exit with 2 if any row, cell or dated column of the files was not used.")
  var strict = false

  @Flag(
    help: "Show figures even where more than a quarter of the marks is not used.")
  var partial = false

  @Option(help: "Print one pupil's year as a timeline instead of the report.")
  var pupil: String?

  @Flag(help: "Show counts from 1 to 4 where groups of pupils are compared.")
  var smallNumbers = false

  @Flag(help: "Name pupils, by the register's identifiers, in markdown too.")
  var pupils = false

  @Flag(
    help: "Count divergences instead of listing them; a register of marks alone is then streamed."
  )
  var summary = false

  @OptionGroup var options: ReplayOptions

  func validate() throws {
    if pupil != nil, options.format.name != .text {
      throw ValidationError(
        "--pupil prints text; --format \(options.format.name.rawValue) has no timeline.")
    }
    if summary, options.format.name == .csv {
      throw ValidationError("--format csv lists divergences, which --summary only counts.")
    }
  }

  static let memory = 64

  static func builtInLaw() -> Outcome<Framework> { Framework.embedded(.practice) }

  func run(_ law: Ahead<Outcome<Framework>>) throws {
    let document = policy.map { path in Ahead { PolicyDocument.load(path) { Files.readText($0) } } }
    let folder = RegisterFolder(register, showsProgress: !options.output.quiet)
    if summary, pupil == nil {
      let simulator = try simulator(law, document)
      let reader = try usable(folder.reader, "the register")
      let replay = try usable(simulator.summary(of: reader), "the register")
      return try report(replay, keeping: simulator)
    }
    let read = folder.readDataset()
    let simulator = try simulator(law, document)
    let dataset = try usable(read, "the register")
    try refuse(dataset.unused)
    if let pupil { return try printStory(of: pupil, simulator, dataset) }
    let progress =
      options.output.quiet
      ? nil : ProgressLine("Replaying", of: dataset.pupils.count, .things("pupils"))
    let replay = simulator.replay(dataset) { progress?.add($0) }
    try report(replay, keeping: (simulator, dataset))
  }

  /// The simulator of the law and the policy; problems are reported in this order.
  private func simulator(
    _ law: Ahead<Outcome<Framework>>, _ document: Ahead<Outcome<PolicyDocument>>?
  ) throws -> Simulator {
    let framework =
      options.law.framework == nil
      ? try usable(law.value, "the framework") : try options.law.load(.practice)
    return Simulator(framework, try document.map { try usable($0.value, "the policy") })
  }

  /// Stops the command if too much of a register is unused, unless `--partial` is given.
  private func refuse(_ unused: UnusedData) throws {
    guard unused.isTooMuch, !partial else { return }
    unused.refusal.forEach { printToStandardError($0) }
    printToStandardError(
      "rollcall: mend the export or `register.yaml`, or add --partial to see figures all the same."
    )
    throw Status.couldNotRun
  }

  /// Writes the report of a replay, and exits.
  private func report<Kept>(_ replay: Replay, keeping kept: Kept) throws {
    try refuse(replay.unused)
    let report = ReplayReport(
      policy: policy, register: register, replay: replay, showsSmallNumbers: smallNumbers,
      namesPupils: pupils)
    try options.output.write(report, options.format.form, options.output.style, for: .userAlone)
    // A table has no place for the banner.
    if options.format.name == .csv, let banner = report.banner { printToStandardError(banner) }
    let isFound = options.failOn.severity.map { report.reaches($0) } ?? false
    leave(
      with: strict && replay.unused.isSome
        ? Status.couldNotRun : isFound ? Status.found : Status.clean,
      keeping: (kept, report))
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
    try options.output.write(
      options.output.style.written(StoryText(story, options.output.style).text), for: .userAlone)
  }
}

/// Options of a replay's report.
struct ReplayOptions: ParsableArguments {
  @OptionGroup var law: FrameworkOptions

  @Option(help: "How the report is written: \(ReplayCommand.formats.words).")
  var format = FormatOption<ReplayCommand>()

  @Option(help: "Exit with 1 at this severity: error, warning, note or never.")
  var failOn: FailOn = .error

  @OptionGroup var output: OutputOptions
}

/// Reads the dataset in a folder; an error if too much of it is unused for a comparison.
func readDataset(in register: String) -> Outcome<Dataset> {
  let read = RegisterFolder(register, showsProgress: false).readDataset()
  guard let unused = read.value?.unused, unused.isTooMuch else { return read }
  return Outcome(
    nil,
    [
      Diagnostic(
        .mostlyUnused, unused.refusal.joined(separator: " "),
        at: .startOfFile("\(register)/register.yaml"),
        help: "Mend the export or `register.yaml`; `rollcall replay` shows all that is not used.")
    ])
}

/// The folder of a register dataset.
private struct RegisterFolder {
  private let path: String
  private let showsProgress: Bool

  init(_ path: String, showsProgress: Bool) {
    self.path = path.hasSuffix("/") ? String(path.dropLast()) : path
    self.showsProgress = showsProgress
  }

  func readDataset() -> Outcome<Dataset> {
    reader.value.map { $0.dataset() } ?? Outcome(nil, reader.diagnostics)
  }

  /// The reader of the register; nil, with errors, if there is no `register.yaml`.
  var reader: Outcome<RegisterReader> {
    let manifest = manifest
    return Outcome(
      manifest.value.map { file in
        RegisterReader(file) {
          open($0)
        } openLarge: {
          openLarge($0)
        } makeSpool: {
          UnnamedFile.spool()
        }
      }, manifest.diagnostics)
  }

  private var manifest: Outcome<SourceFile> { Files.readText("\(path)/register.yaml") }

  /// A file that the manifest names; nil if it does not exist.
  private func open(_ name: String) -> DataFile? {
    guard Files.isThere(full(name)) else { return nil }
    do throws(Files.Failure) {
      return DataFile(name: name, bytes: try Files.read(full(name), limit: DataFile.limit))
    } catch {
      return DataFile(name: name, problem: error.reason)
    }
  }

  /// A file that is read in pieces; nil if it is too small for that to be useful.
  private func openLarge(_ name: String) -> LargeFile? {
    OpenFile(full(name), atLeast: 4 << 20).map { file in
      let progress = showsProgress ? ProgressLine("Reading \(name)", of: file.size, .bytes) : nil
      return LargeFile(name: name, size: file.size) { offset, buffer in
        progress?.reach(offset + buffer.count)
        return file.read(from: offset, into: buffer)
      }
    }
  }

  private func full(_ name: String) -> String { name.hasPrefix("/") ? name : "\(path)/\(name)" }
}
