import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// The keys of one file of a framework; the files of a folder form one framework.
public struct FrameworkFile: Record {
  public var kind: Located<Prose>?
  public var name: Located<Prose>?
  public var sources: Deferred<NamedValues<Source>>?
  public var passages: Deferred<[Passage]>?
  public var confirmations: Deferred<[Confirmation]>?
  public var parameters: Deferred<NamedValues<[ParameterVersion]>>?
  public var codes: Deferred<[CodeMeaning]>?
  public var requirements: Deferred<[Requirement]>?
  public var duties: Deferred<[Duty]>?
  public var practice: Deferred<[PracticeRule]>?
  public var structure: Deferred<[StandingRule]>?
  public var vocabularies: Deferred<NamedValues<Deferred<OpenVocabulary>>>?
  public var strictness: Deferred<[Strictness]>?
  public var halfDays: Deferred<[Located<Prose>]>?
  public var touches: Deferred<[Concern]>?
  public var office: Deferred<[OfficeWork]>?
  public var retired: Deferred<[RetiredRule]>?
  public var bankHolidays: Deferred<[BankHolidayYears]>?
  public let span: SourceSpan

  public static let title = "a framework"
  public static let fields: [Field<FrameworkFile>] = [
    Field("rollcall", { $1(&$0.kind) }, required: true, "The kind of file: `framework/v1`."),
    Field("name", { $1(&$0.name) }, "The framework's name, such as the country it is the law of."),
    Field("sources", { $1(&$0.sources) }, "The laws, guidance and documents that citations name."),
    Field("passages", { $1(&$0.passages) }, "What the sources say, passage by passage."),
    Field(
      "confirmations", { $1(&$0.confirmations) },
      "What somebody has looked up since, at places that nobody had seen."),
    Field(
      "parameters", { $1(&$0.parameters) }, "Dated values that requirements refer to as `$name`."),
    Field("codes", { $1(&$0.codes) }, "The register codes with their meaning and class, dated."),
    Field("requirements", { $1(&$0.requirements) }, "What a policy must say."),
    Field("duties", { $1(&$0.duties) }, "What a school must do when something happens."),
    Field("practice", { $1(&$0.practice) }, "What a register must show; the simulator judges it."),
    Field(
      "structure", { $1(&$0.structure) },
      "How files must stand to each other: layers, agreements, waivers."),
    Field(
      "vocabularies", { $1(&$0.vocabularies) },
      "The words that rules know for actions, laws, people and other things, by the vocabulary's name."
    ),
    Field(
      "strictness", { $1(&$0.strictness) },
      "What makes one value of a policy stricter than another."
    ),
    Field(
      "half_days", { $1(&$0.halfDays) },
      "The paths of the values that count in half days, so that a day is two sessions."),
    Field("touches", { $1(&$0.touches) }, "Whom each part of a policy touches, and how."),
    Field("office", { $1(&$0.office) }, "What work each kind of action makes for the office."),
    Field("retired", { $1(&$0.retired) }, "Rules that are no longer asked, and why."),
    Field(
      "bank_holidays", { $1(&$0.bankHolidays) },
      "The bank holidays, which are no working days, year by year."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}
