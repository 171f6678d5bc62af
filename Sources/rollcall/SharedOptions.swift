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

/// A choice among words.
///
/// The argument parser would list them by key paths, and to make those anew in each run is a tenth of what
/// it takes to look at the arguments.
package protocol WordChoice: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String {}

extension WordChoice {
  package static var allValueStrings: [String] { allCases.map { $0.rawValue } }
  package static var allValueDescriptions: [String: String] { [:] }
}

extension FailOn: WordChoice {}

/// When text is coloured.
enum ColourChoice: String, WordChoice {
  case auto, always, never
}

/// Where a command's output goes, and how it is dressed.
struct OutputOptions: ParsableArguments {
  @Option(
    help: "Write the report to this file instead of standard output, which - stands for.",
    transform: { $0 == "-" ? nil : $0 })
  var output: String?

  @Option(help: "Colour: auto, always or never. NO_COLOR is honoured.")
  var color: ColourChoice = .auto

  @Flag(help: "Print nothing; the exit status says it all.")
  var quiet = false

  /// How text is dressed for where it goes.
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

  /// The style for tables, which use the width of the terminal where there is one.
  var wideStyle: TextStyle {
    var size = winsize()
    guard output == nil, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return style
    }
    return TextStyle(hasColour: style.hasColour, width: min(240, max(60, Int(size.ws_col))))
  }

  /// Writes a report where it is wanted; a new file is for its audience.
  func write(_ text: String, for audience: OutputFile.Audience = .asUsual) throws {
    try write(for: audience) { $0(Array(text.utf8)) }
  }

  /// Writes a report of any length in one of its forms.
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
        // What cannot be written stops the command when the report has been gone through.
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

/// Prints a report, or what else a command was asked for.
func printReport(_ text: String) throws {
  do { try StandardOutput.write(Array(text.utf8)) } catch { throw stopped(error) }
}

/// Says why a file could not be written, which stops the command.
func stopped(_ failure: Files.Failure) -> ExitCode {
  printToStandardError("rollcall: \(VisibleText.onOneLine(failure.message))")
  return Status.couldNotRun
}

/// The framework to judge by.
struct FrameworkOptions: ParsableArguments {
  @Option(help: "A framework folder to use instead of the national one that is built in.")
  var framework: String?

  /// The framework to judge by; problems in it stop the command.
  func load(_ extent: Framework.Extent = .rules) throws -> Framework {
    try FrameworkOptions.load(framework, extent)
  }

  /// The framework of a folder, or the one that is built in; problems in it stop the command.
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
    // What asks for no other law keeps nobody from judging by it; `check` of the folder shows the notes too.
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

/// The system's date, for reports that are not asked about another.
func today() -> CivilDate {
  var now = time(nil)
  var parts = tm()
  guard localtime_r(&now, &parts) != nil,
    let date = CivilDate(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  else { return CivilDate(day: Int32(clamping: Int(now) / 86_400)) }
  return date
}
