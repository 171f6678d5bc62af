import ArgumentParser
import Diagnostics
import Parallel
import PolicyModel
import PolicyTests
import Reporting
import Statute

/// Runs policy tests.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs policy tests: small registers with expected outcomes, written in YAML.",
    discussion: """
      A file of tests begins with `rollcall: tests/v1` and names a policy; folders are searched for \
      such files. Exit status: 0 every test passed; 1 one failed; 2 a file could not be run.
      """)

  @Argument(help: "Files of policy tests, folders of them, or - for standard input.")
  var paths: [String] = ["."]

  @Option(help: "How the report is written: \(TestCommand.formats.words).")
  var format = FormatOption<TestCommand>()

  @OptionGroup var law: FrameworkOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let files = FileStore()
    let subjects = testFiles(files)
    guard !subjects.isEmpty else {
      printToStandardError(
        "rollcall: there is no file of policy tests at \(paths.joined(separator: ", ")). "
          + "Such a file begins with `rollcall: tests/v1`.")
      throw Status.couldNotRun
    }
    let framework = try law.load()
    let entries = subjects.parallelMap { path in
      let suite = PolicyTestSuite.load(path, framework) { files.read($0) }
      return TestReport.Entry(
        file: path, run: suite.value?.run(), problems: suite.diagnostics)
    }
    let report = TestReport(
      framework: framework.name, entries: entries, sources: files.sources)
    try output.write(report, format.form, output.style)
    leave(
      with: report.isReadable
        ? report.failed > 0 ? Status.found : Status.clean : Status.couldNotRun,
      keeping: (framework, files, report))
  }

  /// The named files, and in named folders those of tests, each once.
  private func testFiles(_ files: FileStore) -> [String] {
    let found = Discovery(paths).files
    let holdsTests = found.parallelMap { file in
      guard !file.isNamed else { return true }
      if let read = files.read(file.path).value { return PolicyTestSuite.isTestFile(read) }
      // A file that cannot be read may hold tests, unless its beginning is another program's.
      return Files.beginning(of: file.path).map { DocumentKind.isClaimed(by: $0) } ?? true
    }
    return zip(found, holdsTests).filter(\.1).map(\.0.path)
  }
}
