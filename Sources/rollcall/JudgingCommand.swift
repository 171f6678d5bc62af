import ArgumentParser
import Parallel

/// A command that evaluates files or registers by the built-in law.
///
/// Decoding the law takes as long as parsing the arguments and opening the files, so both run in
/// parallel, even before it is known whether the arguments name another framework.
protocol JudgingCommand: ParsableCommand {
  /// The part of the built-in law that it needs.
  associatedtype Law: Sendable
  /// A low estimate of its memory, in megabytes.
  static var memory: Int { get }
  /// Decodes the part that it needs.
  static func builtInLaw() -> Law
  /// Runs the command; the value of `law` waits for the decoding.
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
    // Parsing by the command alone takes half the time of parsing by the root command.
    if let judging = try? Command.parseAsRoot(arguments) as? Command { return try judging.run(law) }
    // The root command prints help and usage errors, because it knows the command's full name.
    var command = try parseAsRoot()
    try command.run()
  }
}
