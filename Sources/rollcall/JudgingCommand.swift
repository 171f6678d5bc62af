import ArgumentParser
import Parallel

/// A command that judges by the law that is built in.
///
/// To read the law takes as long as to look at the arguments and open the files, so it is done beside
/// them, even before it is known whether the arguments name another framework.
protocol JudgingCommand: ParsableCommand {
  /// What it needs of the law that is built in.
  associatedtype Law: Sendable
  /// The megabytes of memory that it is likely to use at the least.
  static var memory: Int { get }
  /// Reads what it needs.
  static func builtInLaw() -> Law
  /// Does its work, with the law once it is read.
  func run(_ law: Ahead<Law>) throws
}

extension JudgingCommand {
  func run() throws { try run(Ahead { Self.builtInLaw() }) }
}

extension Rollcall {
  /// Runs the command that the arguments name.
  static func runNamed() throws {
    switch CommandLine.arguments.dropFirst().first {
    case CheckCommand._commandName: try run(CheckCommand.self)
    case ReplayCommand._commandName: try run(ReplayCommand.self)
    default:
      var command = try parseAsRoot()
      try command.run()
    }
  }

  private static func run<Command: JudgingCommand>(_: Command.Type) throws {
    keepMemory()
    takeLargePages(megabytes: Command.memory)
    let law = Ahead {
      takeLargePages(megabytes: 2)
      return Command.builtInLaw()
    }
    let arguments = Array(CommandLine.arguments.dropFirst(2))
    // To look at its own arguments alone is half the work of looking at those of every command above.
    if let judging = try? Command.parseAsRoot(arguments) as? Command { return try judging.run(law) }
    // Help and what is wrong with the arguments are said by the whole, which knows the command's full
    // name.
    var command = try parseAsRoot()
    try command.run()
  }
}
