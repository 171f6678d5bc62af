import ArgumentParser
import Diagnostics
import Generation
import PolicyModel
import Statute

/// Makes a synthetic register dataset with known divergences.
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

  @Option(help: "How many pupils the school has, 30 to 5000.")
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

  @Option(help: "The folder to write; it is made if it is not there.")
  var output: String

  func validate() throws {
    guard (30...5_000).contains(pupils) else {
      throw ValidationError("--pupils must be between 30 and 5000.")
    }
    guard (50...100).contains(practice) else {
      throw ValidationError("--practice must be between 50 and 100.")
    }
  }

  func run() throws {
    let document = try loadPolicy(policy)
    let framework = try usable(Framework.embedded(), "the framework")
    let school = try usable(
      GeneratedSchool.make(
        .init(seed: seed, pupils: pupils, kind: phase, practice: practice / 100),
        framework: framework, policy: document), "the school")
    do throws(Files.Failure) {
      try Files.makeFolder(output)
      for file in school.files { try Files.write(file.text, to: "\(output)/\(file.name)") }
    } catch {
      printToStandardError("rollcall: \(error.message)")
      throw Status.couldNotRun
    }
    print("\(Wording.count(school.planted.count, "divergence")) planted in \(output).")
  }
}
