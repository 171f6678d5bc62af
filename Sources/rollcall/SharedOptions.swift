import ArgumentParser
import CivilTime
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

/// How a report is written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// From which severity on a finding makes the exit status 1.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case error, warning, note, never

  var severity: Severity? { Severity(rawValue: rawValue) }
}

/// When text is coloured.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Where a command's output goes, and how it is dressed.
struct OutputOptions: ParsableArguments {
  @Option(help: "Write the report to this file instead of standard output.")
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

  /// Writes a report where it is wanted.
  func write(_ text: String) throws {
    if let output {
      do {
        try Files.write(text, to: output)
      } catch {
        printToStandardError("rollcall: \(error.message)")
        throw Status.couldNotRun
      }
    } else if !quiet {
      print(text, terminator: "")
    }
  }
}

/// The framework to judge by.
struct FrameworkOptions: ParsableArguments {
  @Option(help: "A framework folder to use instead of the national one that is built in.")
  var framework: String?

  /// The framework to judge by; problems in it stop the command.
  func load(_ extent: Framework.Extent = .rules) throws -> Framework {
    let outcome: Outcome<Framework>
    if let framework {
      outcome = try readFolder(framework)
    } else {
      outcome = Framework.embedded(extent)
    }
    guard let value = outcome.value, outcome.diagnostics.isEmpty else {
      for diagnostic in outcome.diagnostics.prefix(20) {
        printToStandardError(diagnostic.oneLine)
      }
      printToStandardError("rollcall: the framework cannot be used.")
      throw Status.couldNotRun
    }
    return value
  }

  private func readFolder(_ path: String) throws -> Outcome<Framework> {
    let files = Files.yamlFiles(under: path)
    guard !files.isEmpty else {
      printToStandardError("rollcall: there is no framework file at \(path).")
      throw Status.couldNotRun
    }
    let read = files.map { Files.readText($0) }
    let problems = read.flatMap(\.diagnostics)
    let decoded = Framework.decode(read.compactMap(\.value))
    return Outcome(decoded.value, problems + decoded.diagnostics)
  }
}

/// Options of every command whose findings decide the exit status.
struct ReportOptions: ParsableArguments {
  @OptionGroup var law: FrameworkOptions

  @Option(help: "How the report is written: text or json.")
  var format: ReportFormat = .text

  @Option(help: "Exit with 1 at this severity: error, warning, note or never.")
  var failOn: FailOn = .error

  @OptionGroup var output: OutputOptions
}

extension Diagnostic {
  /// The diagnostic on one line, for standard error.
  var oneLine: String {
    "\(span.file):\(span.start.line):\(span.start.column): \(severity.rawValue): \(message)"
      + (help.map { " \($0)" } ?? "")
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
