package import CivilTime
package import Clauses
package import Diagnostics
import Parallel
import PositionedYAML
package import TypedYAML

/// The law and the guidance as dated data.
package struct Framework: Sendable {
  /// The framework's name.
  package let name: String
  /// Whether it is compiled into the program, and was checked for contradictions by the tests.
  package let isBuiltIn: Bool
  /// The laws, guidance and documents that citations name, with their passages.
  @Later package var bibliography: Bibliography
  /// The advisers' answers about places that were unread.
  @Later package var confirmations: [Confirmation]
  /// The dated values that requirements refer to.
  @Later package var parameters: [String: [ParameterVersion]]
  /// The sources with which values come into force.
  @Later var awaitedByParameters: [Located<Name>]
  /// The register codes.
  @Later package var codes: CodeTable
  /// The requirements on policies, in the order of the files.
  @Later package var requirements: [Requirement]
  /// The requirements on policies by laws not yet in force, in the order of the files.
  @Later package var coming: [Requirement]
  /// The duties of schools, in the order of the files.
  @Later package var duties: [Duty]
  /// The rules about registers, in the order of the files.
  @Later package var practice: [PracticeRule]
  /// The rules about relations between files, in the order of the files.
  @Later package var structure: [StandingRule]
  /// The open vocabularies by name, each read on demand.
  @Later var vocabularies: [String: Deferred<OpenVocabulary>]
  /// The names of the vocabularies, in the order of the files.
  @Later package var vocabularyNames: [String]
  /// The orders of strictness between values of a policy.
  @Later package var strictness: [Strictness]
  /// The paths of the values that count in half days, so that a day is two sessions.
  @Later package var halfDays: [Located<Prose>]
  /// The people whom each part of a policy concerns.
  @Later package var touches: [Concern]
  /// The kinds of office work, with their actions.
  @Later package var office: [OfficeWork]
  /// The rules that no longer apply.
  @Later package var retired: [RetiredRule]
  /// The bank holidays.
  @Later package var bankHolidays: BankHolidays
  /// The bank holidays as the files list them.
  @Later var bankHolidayYears: [BankHolidayYears]

  /// The part of the embedded framework to read; reading takes most of a short run.
  package enum Extent: Sendable {
    /// Everything, including the examples for explanations and the concerns for comparisons.
    case everything
    /// The rules alone, for checks.
    case rules
    /// The rules for replays: neither examples nor requirements on policies.
    case practice
  }

  /// The framework compiled into the program.
  ///
  /// The project's tests have checked its files for hazards and contradictions.
  package static func embedded(_ extent: Extent = .rules) -> Outcome<Framework> {
    switch extent {
    case .everything: decode(EmbeddedFramework.sourceFiles)
    case .rules: unpacked(EmbeddedFramework.rules)
    case .practice: unpacked(EmbeddedFramework.practice)
    }
  }

  /// Reads a framework from its files, and reports all problems in them.
  package static func decode(_ files: [SourceFile]) -> Outcome<Framework> {
    let (framework, diagnostics) = joined(
      files.parallelMap { read(YAMLDocument.read($0)) }, isBuiltIn: false)
    var reading = Reading()
    diagnostics.forEach { reading.report($0) }
    framework?.checkItself(&reading)
    return Outcome(framework, reading.diagnostics)
  }

  private static func unpacked(_ trees: [(name: String, text: String)]) -> Outcome<Framework> {
    let (framework, diagnostics) = joined(
      trees.map { read(Outcome(YAMLNode.unpacking($0.text, file: $0.name))) }, isBuiltIn: true)
    return Outcome(framework, diagnostics)
  }

  private static func read(_ document: Outcome<YAMLNode>) -> Outcome<FrameworkFile> {
    var reading = Reading()
    document.diagnostics.forEach { reading.report($0) }
    let part = document.value.flatMap { FrameworkFile.read($0, &reading) }
    return Outcome(part, reading.diagnostics)
  }

  private static func joined(
    _ files: [Outcome<FrameworkFile>], isBuiltIn: Bool
  ) -> (framework: Framework?, diagnostics: [Diagnostic]) {
    let parts = files.compactMap(\.value)
    return (
      parts.isEmpty ? nil : Framework(parts, isBuiltIn: isBuiltIn), files.flatMap(\.diagnostics)
    )
  }

  private init(_ parts: [FrameworkFile], isBuiltIn: Bool) {
    self.isBuiltIn = isBuiltIn
    name = parts.lazy.compactMap(\.name).first?.value.text ?? "Unnamed framework"
    let confirmations = Later { parts.flatMap { $0.confirmations?.value ?? [] } }
    _bibliography = Later {
      Bibliography(
        sources: parts.flatMap { $0.sources?.value?.entries ?? [] },
        passages: parts.flatMap { $0.passages?.value ?? [] },
        confirmations: confirmations.wrappedValue)
    }
    let sourceDates = Later { Framework.sourceDates(parts) }
    _confirmations = confirmations
    _parameters = Later {
      Swift.Dictionary(
        parts.flatMap { $0.parameters?.value?.entries ?? [] }.map { entry in
          (
            entry.key.value,
            ParameterVersion.sequence(entry.value) { sourceDates.wrappedValue }
          )
        },
        uniquingKeysWith: { first, _ in first })
    }
    _awaitedByParameters = Later {
      parts.flatMap { $0.parameters?.value?.entries ?? [] }.flatMap(\.value)
        .compactMap(\.commencement.source)
    }
    _codes = Later { CodeTable(parts.flatMap { $0.codes?.value ?? [] }) }
    let requirements = Later { parts.flatMap { $0.requirements?.value ?? [] } }
    _requirements = Later {
      requirements.wrappedValue.compactMap { requirement in
        requirement.commencement.source == nil
          ? requirement : requirement.dated(by: sourceDates.wrappedValue)
      }
    }
    _coming = Later {
      requirements.wrappedValue.filter { requirement in
        requirement.commencement.source != nil
          && requirement.dated(by: sourceDates.wrappedValue) == nil
      }
    }
    _duties = Later { parts.flatMap { $0.duties?.value ?? [] } }
    _practice = Later { parts.flatMap { $0.practice?.value ?? [] } }
    _structure = Later { parts.flatMap { $0.structure?.value ?? [] } }
    let vocabularies = Later {
      parts.flatMap { $0.vocabularies?.value?.entries ?? [] }.map { ($0.key.value, $0.value) }
    }
    _vocabularies = Later {
      Swift.Dictionary(vocabularies.wrappedValue, uniquingKeysWith: { first, _ in first })
    }
    _vocabularyNames = Later { vocabularies.wrappedValue.map(\.0) }
    _strictness = Later { parts.flatMap { $0.strictness?.value ?? [] } }
    _halfDays = Later { parts.flatMap { $0.halfDays?.value ?? [] } }
    _touches = Later { parts.flatMap { $0.touches?.value ?? [] } }
    _office = Later { parts.flatMap { $0.office?.value ?? [] } }
    _retired = Later { parts.flatMap { $0.retired?.value ?? [] } }
    let years = Later { parts.flatMap { $0.bankHolidays?.value ?? [] } }
    _bankHolidayYears = years
    _bankHolidays = Later { BankHolidays(years.wrappedValue) }
  }

  /// The dates of the sources that give them.
  private static func sourceDates(_ parts: [FrameworkFile]) -> [String: DateRange] {
    let sources = parts.flatMap { $0.sources?.value?.entries ?? [] }
    return Swift.Dictionary(
      sources.compactMap { entry in entry.value.inForce.map { (entry.key.value, $0.range) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The names of all rules: requirements, duties, practice, structure.
  package var ruleNames: Set<String> {
    Set(
      requirements.map(\.id.value.text) + duties.map(\.id.value.text)
        + practice.map(\.id) + structure.map(\.id))
  }

  /// The version of a parameter in force on a date; nil where there is none.
  package func parameter(_ name: String, on date: CivilDate) -> ParameterVersion? {
    parameters[name]?.first { $0.range.contains(date) }
  }
}

/// The register codes at every date.
package struct CodeTable: Sendable {
  /// Every code with each of its meanings, in the order of the file.
  package let meanings: [CodeMeaning]
  private let byCode: [MarkCode: [CodeMeaning]]

  init(_ meanings: [CodeMeaning]) {
    self.meanings = meanings
    byCode = Swift.Dictionary(grouping: meanings, by: \.code)
  }

  /// The meaning of a code on a date; nil where the code may not be used.
  package func meaning(of code: MarkCode, on date: CivilDate) -> CodeMeaning? {
    byCode[code]?.first { $0.range.contains(date) }
  }

  /// Every past, present and future meaning of a code.
  package func meanings(of code: MarkCode) -> [CodeMeaning] { byCode[code] ?? [] }

  /// The codes that may be used on a date, in the order of the table.
  package func codes(on date: CivilDate) -> [CodeMeaning] {
    meanings.filter { $0.range.contains(date) }
  }
}
