import ArgumentParser
import Diagnostics
import Generation
import PolicyModel
import Reporting
import Statute

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Generates a synthetic register dataset with known divergences.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Makes a fictional school's year with known divergences, the same for each seed.",
    discussion: """
      Absence is spread over pupils, codes, terms and weekdays as the Department for Education \
      published it for 2024/25. The school does what its policy and the law ask, but for lapses, \
      which are listed in planted.csv beside the data.
      """)

  @Option(help: "The policy that the school follows.")
  var policy: String

  @Option(help: "How many pupils the school has, 30 to 5000; with --marks-only any number.")
  var pupils = 210

  @Option(help: "The seed: the same seed makes the same school.")
  var seed: UInt64 = 1

  @Option(
    help: "primary, secondary or special; left out, as the policy's phase is.",
    transform: { text in
      guard let kind = SchoolKind(rawValue: text) else {
        throw ValidationError("--phase must be primary, secondary or special.")
      }
      return kind
    })
  var phase: SchoolKind?

  @Option(
    help: "How often the school does what its policy and the law say, in percent (50 to 100).")
  var practice = 98.0

  @Flag(
    help:
      "Make nothing but marks, in which nothing is planted: a register of any size to measure with."
  )
  var marksOnly = false

  @Option(
    help: "With --marks-only: long, a row a mark, or wide, a row a pupil.",
    transform: { text in
      guard let layout = GeneratedMarks.Layout(rawValue: text) else {
        throw ValidationError("--layout must be long or wide.")
      }
      return layout
    })
  var layout: GeneratedMarks.Layout?

  @Option(help: "The folder to write; it is made if it is not there.")
  var output: String

  func validate() throws {
    guard (30...(marksOnly ? 99_999_999 : 5_000)).contains(pupils) else {
      throw ValidationError(
        "--pupils must be between 30 and \(marksOnly ? "99999999" : "5000, or more with --marks-only")."
      )
    }
    guard marksOnly || layout == nil else {
      throw ValidationError("--layout is for --marks-only; a whole school's marks are long.")
    }
    guard (50...100).contains(practice) else {
      throw ValidationError("--practice must be between 50 and 100.")
    }
  }

  func run() throws {
    let document = try loadPolicy(policy)
    if marksOnly { return try makeMarks(document) }
    let framework = try usable(Framework.embedded(), "the framework")
    let school = try usable(
      GeneratedSchool.make(
        .init(seed: seed, pupils: pupils, kind: phase, practice: practice / 100),
        framework: framework, policy: document), "the school")
    try refuse(replacing: school.files.map(\.name))
    do throws(Files.Failure) {
      try Files.makeFolder(output)
      // The manifest comes last, so that an incomplete folder is no register.
      for file in school.files.reversed() {
        try Files.write(file.text, to: "\(output)/\(file.name)")
      }
    } catch {
      throw stopped(error)
    }
    try printReport(
      "\(Wording.count(school.planted.count, "divergence")) planted in \(shownOutput).\n")
  }

  /// Stops the command if it would replace files that it did not generate.
  private func refuse(replacing names: [String]) throws {
    let manifest = output.joined(with: "register.yaml")
    let isOurs = Files.beginning(of: manifest)?.contains("`rollcall generate") ?? false
    let others = names.filter { name in
      let kind = Files.kindOfEntry(output.joined(with: name))
      return isOurs ? kind == S_IFLNK : kind != nil
    }
    guard let first = others.first else { return }
    printToStandardError(
      "rollcall: \(VisibleText.onOneLine(output)) holds a file \(first) that `rollcall generate` did not "
        + "make, and it is not replaced. Name another folder.")
    throw Status.couldNotRun
  }

  /// The folder as messages show it.
  private var shownOutput: String { VisibleText.forPeople(VisibleText.onOneLine(output)) }

  /// Writes a register of marks alone, block by block.
  private func makeMarks(_ document: PolicyDocument) throws {
    guard
      let marks = GeneratedMarks(
        seed: seed, pupils: pupils, kind: phase, layout: layout ?? .long, policy: document)
    else { throw Status.couldNotRun }
    try refuse(replacing: ["register.yaml", "marks.csv"])
    let progress = ProgressLine("Making marks", of: pupils, .things("pupils"))
    do throws(Files.Failure) {
      try Files.makeFolder(output)
      try Files.write(
        to: "\(output)/marks.csv", first: Array(marks.header.utf8), count: marks.count
      ) {
        progress?.add(marks.pupils(in: $0))
        return marks.rows(of: $0)
      }
      try Files.write(marks.manifest, to: "\(output)/register.yaml")
    } catch {
      throw stopped(error)
    }
    try printReport("The marks of \(Wording.grouped(pupils)) pupils are in \(shownOutput).\n")
  }
}
