import ArgumentParser

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command and its sub-commands.
@main
struct Rollcall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollcall",
    abstract: "Checks school attendance policies against the law, and registers against both.",
    discussion: """
      Exit status: 0 nothing at or above --fail-on; 1 something was found; 2 it could not run.
      No data leaves this machine, and none is kept.
      """,
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, ReplayCommand.self, CompareCommand.self, DiffCommand.self,
      TestCommand.self,
      ExplainCommand.self,
      RulesCommand.self, GenerateCommand.self, SchemaCommand.self,
    ])

  static func main() {
    prepareStreams()
    do {
      try runNamed()
    } catch {
      leave(with: status(after: error), keeping: ())
    }
  }

  /// Prints an error's message or the requested help, and returns the exit status.
  private static func status(after error: any Error) -> ExitCode {
    let status = exitCode(for: error)
    let message = fullMessage(for: error)
    guard status == .success else {
      if !message.isEmpty { printToStandardError(message) }
      // The argument parser's status for usage errors is 64; here they count as "could not run".
      return status == .failure ? status : Status.couldNotRun
    }
    do {
      if !message.isEmpty { try printReport(message + "\n") }
      return status
    } catch {
      return Status.couldNotRun
    }
  }
}

/// The program's exit statuses.
enum Status {
  static let clean = ExitCode(0)
  static let found = ExitCode(1)
  static let couldNotRun = ExitCode(2)
}

func printToStandardError(_ text: String) { StandardError.write(text) }

/// Exits without freeing `kept`.
///
/// Freeing it would take a tenth of a short run, just before the system reclaims all memory.
func leave<Kept>(with status: ExitCode, keeping kept: Kept) -> Never {
  withExtendedLifetime(kept) { exit(status.rawValue) }
}
