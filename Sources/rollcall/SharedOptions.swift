package import ArgumentParser
import CivilTime
package import Compliance
import Diagnostics
import Reporting
import Statute

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads a date from the command line.
func date(argument: String) throws -> CivilDate {
  guard let date = CivilDate(argument) else {
    throw ValidationError("`\(argument)` is not a date; write it as 2024-09-01.")
  }
  return date
}

/// An option whose values are words.
///
/// Replaces the argument parser's list of the values, which is built from key paths in each run and
/// takes a tenth of the time of parsing arguments.
package protocol WordChoice: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String {}

extension WordChoice {
  /// The words, in the order of the cases.
  package static var allValueStrings: [String] { allCases.map { $0.rawValue } }
  /// Empty, because help texts describe the words.
  package static var allValueDescriptions: [String: String] { [:] }
}

extension FailOn: WordChoice {}

/// The condition for colouring text.
enum ColourChoice: String, WordChoice {
  case auto, always, never
}

/// The destination and the style of a command's output.
struct OutputOptions: ParsableArguments {
  @Option(
    help: "Write the report to this file instead of standard output, which - stands for.",
    transform: { $0 == "-" ? nil : $0 })
  var output: String?

  @Option(help: "Colour: auto, always or never. NO_COLOR is honoured.")
  var color: ColourChoice = .auto

  @Flag(help: "Print nothing; the exit status says it all.")
  var quiet = false

  /// The style of text for the destination.
  var style: TextStyle {
    let isTerminal = output == nil && isatty(STDOUT_FILENO) == 1
    let isWanted =
      switch color {
      case .always: true
      case .never: false
      case .auto: isTerminal && getenv("NO_COLOR") == nil
      }
    return TextStyle(hasColour: isWanted)
  }

  /// The style for tables, as wide as the terminal if there is one.
  var wideStyle: TextStyle {
    var size = winsize()
    guard output == nil, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return style
    }
    return TextStyle(hasColour: style.hasColour, width: min(240, max(60, Int(size.ws_col))))
  }

  /// Writes a report to its destination; `audience` is that of a new file.
  func write(_ text: String, for audience: OutputFile.Audience = .asUsual) throws {
    try write(for: audience) { $0(Array(text.utf8)) }
  }

  /// Writes a report of any length in one of its formats.
  func write<Report>(
    _ report: Report, _ form: ReportForm<Report>, _ style: TextStyle,
    for audience: OutputFile.Audience = .asUsual
  ) throws {
    try write(for: audience) { form.write(report, style, $0) }
  }

  private func write(
    for audience: OutputFile.Audience, _ pieces: (([UInt8]) -> Void) -> Void
  ) throws {
    guard output != nil || !quiet else { return }
    do throws(Files.Failure) {
      let sink = try OutputSink(output, for: audience)
      var (held, failure): ([UInt8], Files.Failure?) = ([], nil)
      pieces { piece in
        // A report cannot be interrupted, so a failure is thrown after its last piece.
        guard failure == nil else { return }
        if held.isEmpty { held = piece } else { held += piece }
        guard held.count >= 1 << 16 else { return }
        do throws(Files.Failure) { try sink.write(held) } catch { failure = error }
        held = []
      }
      if let failure { throw failure }
      try sink.write(held)
      try sink.finish()
    } catch { throw stopped(error) }
  }
}

/// Prints a text on standard output.
func printReport(_ text: String) throws {
  do { try StandardOutput.write(Array(text.utf8)) } catch { throw stopped(error) }
}

/// Prints a failure to write a file, and returns the exit status to throw.
func stopped(_ failure: Files.Failure) -> ExitCode {
  printToStandardError("rollcall: \(VisibleText.onOneLine(failure.message))")
  return Status.couldNotRun
}

/// The framework by which a command checks.
struct FrameworkOptions: ParsableArguments {
  @Option(help: "A framework folder to use instead of the national one that is built in.")
  var framework: String?

  /// The framework of `--framework`, or the built-in one; problems in it stop the command.
  func load(_ extent: Framework.Extent = .rules) throws -> Framework {
    try FrameworkOptions.load(framework, extent)
  }

  /// The framework of a folder, or the built-in one; problems in it stop the command.
  static func load(
    _ folder: String?, _ extent: Framework.Extent = .rules
  ) throws -> Framework {
    let outcome: Outcome<Framework>
    if let folder {
      outcome = try readFolder(folder)
    } else {
      outcome = Framework.embedded(extent)
    }
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    guard let value = outcome.value, errors.isEmpty else {
      for diagnostic in errors.prefix(20) { printToStandardError(diagnostic.oneLine) }
      printToStandardError("rollcall: the framework cannot be used.")
      throw Status.couldNotRun
    }
    // Notes do not affect a framework's use, and `check` of its folder shows them.
    for warning in outcome.diagnostics where warning.severity == .warning {
      printToStandardError(warning.oneLine)
    }
    return value
  }

  private static func readFolder(_ path: String) throws -> Outcome<Framework> {
    let files = Discovery([path]).files
    guard !files.isEmpty else {
      printToStandardError("rollcall: there is no framework file at \(path).")
      throw Status.couldNotRun
    }
    let read = files.map { Files.readText($0.path) }
    let problems = read.flatMap(\.diagnostics)
    let decoded = Framework.decode(read.compactMap(\.value))
    return Outcome(decoded.value, problems + decoded.diagnostics)
  }
}

extension Diagnostic {
  /// The diagnostic on one line, for standard error.
  var oneLine: String {
    VisibleText.onOneLine(
      "\(span.file):\(span.start.line):\(span.start.column): \(severity.rawValue): \(message)"
        + (help.map { " \($0)" } ?? ""))
  }
}

/// The system's date, the default date of reports.
func today() -> CivilDate {
  var now = time(nil)
  var parts = tm()
  guard localtime_r(&now, &parts) != nil,
    let date = CivilDate(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  else { return CivilDate(day: Int32(clamping: Int(now) / 86_400)) }
  return date
}
