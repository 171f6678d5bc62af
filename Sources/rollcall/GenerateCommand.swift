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
      The school does what the policy and the law ask, but for about a dozen divergences, which \
      are listed in planted.csv beside the data.
      """)

  @Option(help: "The policy that the school follows.")
  var policy: String

  @Option(help: "How many pupils the school has, 30 to 5000.")
  var pupils = 210

  @Option(help: "The seed: the same seed makes the same school.")
  var seed: UInt64 = 1

  @Option(help: "The folder to write; it is made if it is not there.")
  var output: String

  func validate() throws {
    guard (30...5_000).contains(pupils) else {
      throw ValidationError("--pupils must be between 30 and 5000.")
    }
  }

  func run() throws {
    let loaded = PolicyDocument.load(policy) { Files.readText($0) }
    guard let document = loaded.value, let framework = Framework.embedded().value,
      !loaded.diagnostics.contains(where: { $0.severity == .error })
    else { throw stop(loaded.diagnostics) }
    let made = ExampleSchool.make(
      seed: seed, pupils: pupils, framework: framework, policy: document)
    guard let school = made.value else { throw stop(made.diagnostics) }
    do throws(Files.Failure) {
      try Files.makeFolder(output)
      for file in school.files { try Files.write(file.text, to: "\(output)/\(file.name)") }
    } catch {
      printToStandardError("rollcall: \(error.message)")
      throw Status.couldNotRun
    }
    print("\(Wording.count(school.planted.count, "divergence")) planted in \(output).")
  }

  private func stop(_ diagnostics: [Diagnostic]) -> any Error {
    diagnostics.forEach { printToStandardError($0.oneLine) }
    return Status.couldNotRun
  }
}
