import CivilTime
public import Clauses
public import Diagnostics
public import TypedYAML

/// The keys of one file of a framework; the files of a folder make one framework together.
public struct FrameworkFile: Record {
  public var kind: Located<Prose>?
  public var name: Located<Prose>?
  public var sources: NamedValues<Source>?
  public var passages: [Passage]?
  public var parameters: NamedValues<[ParameterVersion]>?
  public var codes: [CodeMeaning]?
  public var requirements: [Requirement]?
  public var duties: [Duty]?
  public var practice: [PracticeRule]?
  public var structure: [StandingRule]?
  public var strictness: [Strictness]?
  public var touches: [Concern]?
  public var office: [OfficeWork]?
  public var retired: [RetiredRule]?
  public let span: SourceSpan

  public static let title = "a framework"
  public static let fields: [Field<FrameworkFile>] = [
    Field("rollcall", { $1(&$0.kind) }, required: true, "The kind of file: `framework/v1`."),
    Field("name", { $1(&$0.name) }, "The framework's name, such as the country it is the law of."),
    Field("sources", { $1(&$0.sources) }, "The laws, guidance and documents that citations name."),
    Field("passages", { $1(&$0.passages) }, "What the sources say, passage by passage."),
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
      "strictness", { $1(&$0.strictness) },
      "What makes one value of a policy stricter than another."
    ),
    Field("touches", { $1(&$0.touches) }, "Whom each part of a policy touches, and how."),
    Field("office", { $1(&$0.office) }, "What work each kind of action makes for the office."),
    Field("retired", { $1(&$0.retired) }, "Rules that are no longer asked, and why."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}
