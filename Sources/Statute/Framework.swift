public import CivilTime
public import Clauses
public import Diagnostics
import Parallel
import PositionedYAML
import TypedYAML

/// The law and the guidance as dated data.
public struct Framework: Sendable {
  /// The framework's name.
  public let name: String
  /// The laws, guidance and documents that citations name, and what they say.
  public let bibliography: Bibliography
  /// The dated values that requirements refer to.
  public let parameters: [String: [ParameterVersion]]
  /// The register codes.
  public let codes: CodeTable
  /// What a policy must say, in the order of the files.
  public let requirements: [Requirement]
  /// What a school must do, in the order of the files.
  public let duties: [Duty]
  /// What a register must show, in the order of the files.
  public let practice: [PracticeRule]
  /// How files must stand to each other, in the order of the files.
  public let structure: [StandingRule]
  /// What makes one value of a policy stricter than another.
  public let strictness: [Strictness]
  /// Whom each part of a policy touches.
  public let touches: [Concern]
  /// What work each kind of action makes for the office.
  public let office: [OfficeWork]
  /// Rules that are no longer asked.
  public let retired: [RetiredRule]

  /// How much of the framework compiled into the program is read: reading is most of a short run.
  public enum Extent: Sendable {
    /// Everything: the examples, for explanations, and whom a change touches, for comparisons.
    case everything
    /// The rules alone, which are what a check needs.
    case rules
    /// What a replay needs: neither examples nor what is asked of policies.
    case practice
  }

  /// The framework compiled into the program.
  ///
  /// The project's tests have searched its files for hazards and for what contradicts itself.
  public static func embedded(_ extent: Extent = .rules) -> Outcome<Framework> {
    switch extent {
    case .everything: decode(EmbeddedFramework.sourceFiles)
    case .rules: unpacked(EmbeddedFramework.rules)
    case .practice: unpacked(EmbeddedFramework.practice)
    }
  }

  /// Reads a framework from its files; everything wrong in any of them is reported.
  public static func decode(_ files: [SourceFile]) -> Outcome<Framework> {
    let (framework, diagnostics) = joined(files.parallelMap { read(YAMLDocument.read($0)) })
    var reading = Reading()
    diagnostics.forEach { reading.report($0) }
    framework?.checkItself(&reading)
    return Outcome(framework, reading.diagnostics)
  }

  private static func unpacked(_ trees: [(name: String, text: String)]) -> Outcome<Framework> {
    let (framework, diagnostics) = joined(
      trees.map { read(Outcome(YAMLNode.unpacking($0.text, file: $0.name))) })
    return Outcome(framework, diagnostics)
  }

  private static func read(_ document: Outcome<YAMLNode>) -> Outcome<FrameworkFile> {
    var reading = Reading()
    document.diagnostics.forEach { reading.report($0) }
    let part = document.value.flatMap { FrameworkFile.read($0, &reading) }
    return Outcome(part, reading.diagnostics)
  }

  private static func joined(
    _ files: [Outcome<FrameworkFile>]
  ) -> (framework: Framework?, diagnostics: [Diagnostic]) {
    let parts = files.compactMap(\.value)
    return (parts.isEmpty ? nil : Framework(parts), files.flatMap(\.diagnostics))
  }

  private init(_ parts: [FrameworkFile]) {
    name = parts.lazy.compactMap(\.name).first?.value.text ?? "Unnamed framework"
    bibliography = Bibliography(
      sources: parts.flatMap { $0.sources?.entries ?? [] },
      passages: parts.flatMap { $0.passages ?? [] })
    parameters = Swift.Dictionary(
      parts.flatMap { $0.parameters?.entries ?? [] }.map { entry in
        (entry.key.value, entry.value.sorted { $0.range.first < $1.range.first })
      },
      uniquingKeysWith: { first, _ in first })
    codes = CodeTable(parts.flatMap { $0.codes ?? [] })
    requirements = parts.flatMap { $0.requirements ?? [] }
    duties = parts.flatMap { $0.duties ?? [] }
    practice = parts.flatMap { $0.practice ?? [] }
    structure = parts.flatMap { $0.structure ?? [] }
    strictness = parts.flatMap { $0.strictness ?? [] }
    touches = parts.flatMap { $0.touches ?? [] }
    office = parts.flatMap { $0.office ?? [] }
    retired = parts.flatMap { $0.retired ?? [] }
  }

  /// The names of the rules that are asked or judged: requirements, duties, practice, structure.
  public var ruleNames: Set<String> {
    Set(
      requirements.map(\.id.value.text) + duties.map(\.id.value.text)
        + practice.map(\.id) + structure.map(\.id))
  }

  /// The version of a parameter that holds on a date; nil where none does.
  public func parameter(_ name: String, on date: CivilDate) -> ParameterVersion? {
    parameters[name]?.first { $0.range.contains(date) }
  }
}

/// The register codes at every date.
public struct CodeTable: Sendable {
  /// Every code with each of its meanings, in the order of the file.
  public let meanings: [CodeMeaning]
  private let byCode: [MarkCode: [CodeMeaning]]

  init(_ meanings: [CodeMeaning]) {
    self.meanings = meanings
    byCode = Swift.Dictionary(grouping: meanings, by: \.code)
  }

  /// What a code means on a date; nil where it may not be used then.
  public func meaning(of code: MarkCode, on date: CivilDate) -> CodeMeaning? {
    byCode[code]?.first { $0.range.contains(date) }
  }

  /// Every meaning that a code has or had.
  public func meanings(of code: MarkCode) -> [CodeMeaning] { byCode[code] ?? [] }

  /// The codes that may be used on a date, in the order of the table.
  public func codes(on date: CivilDate) -> [CodeMeaning] {
    meanings.filter { $0.range.contains(date) }
  }
}
