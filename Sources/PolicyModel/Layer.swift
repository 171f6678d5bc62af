public import Clauses
public import Diagnostics
public import TypedYAML

/// The rules of a cluster or a local authority for its schools.
public struct Layer: Record {
  public var kind: Located<Prose>?
  public var name: Located<Prose>?
  public var inForce: InForce?
  public var members: [Located<Prose>]?
  public var sources: NamedValues<Source>?
  public var passages: [Passage]?
  public var statements: [Statement]?
  public var actions: DeclaredActions?
  @Boxed public var provides: Provision? = nil
  @Boxed public var common: Policy? = nil
  public var agreed: [Agreement]?
  public var requirements: [Requirement]?
  public var duties: [Duty]?
  public let span: SourceSpan

  public static let title = "a cluster or an authority"
  public static let fields: [Field<Layer>] = [
    Field(
      "rollcall", { $1(&$0.kind) }, required: true,
      "The kind of file: `cluster/v1` or `authority/v1`."),
    Field("name", { $1(&$0.name) }, required: true, "The name of the cluster or the authority."),
    Field(
      "in_force", { $1(&$0.inForce) },
      "The dates on which the document applies; outside them nothing is inherited from it."),
    Field("members", { $1(&$0.members) }, "The policies of the member schools."),
    Field("sources", { $1(&$0.sources) }, "The documents that citations in this file name."),
    Field("passages", { $1(&$0.passages) }, "What those documents say, passage by passage."),
    Field(
      "statements", { $1(&$0.statements) },
      "Claims that the document itself makes; members do not inherit them."),
    Field(
      "actions", { $1(&$0.actions) },
      "Actions of its own beside the known ones, by name, each with what it is."),
    Field("provides", { $1(&$0.provides) }, "What an authority gives its schools."),
    Field(
      "common", { $1(&$0.common) }, "Values that every member inherits where it gives none itself."),
    Field("agreed", { $1(&$0.agreed) }, "What the members promised to each other."),
    Field("requirements", { $1(&$0.requirements) }, "What a member's policy must say."),
    Field("duties", { $1(&$0.duties) }, "What a member must do when something happens."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

extension Bibliography {
  /// The bibliography with the sources and passages of a layer's own documents.
  public func adding(_ layer: Layer) -> Bibliography {
    adding(sources: layer.sources?.entries ?? [], passages: layer.passages ?? [])
  }
}

/// The services that a local authority provides to the schools of its area.
public struct Provision: Record {
  public var namedContact: Located<Truth>?
  public var supportTeam: Located<Truth>?
  public var targetingSupportMeetings: Located<Interval>?
  public var coreFunctions: [Located<Name>]?
  public var jointPlans: Located<Truth>?
  public var sharesPractice: Located<Interval>?
  public var codeOfConduct: Located<Truth>?
  public var returnInterval: Located<Interval>?
  public var includes: [Located<SchoolType>]?
  public var sources: NamedValues<ValueSource>?
  public let span: SourceSpan

  public static let title = "what an authority provides"
  public static let fields: [Field<Provision>] = [
    Field(
      "named_contact", { $1(&$0.namedContact) }, "Whether each school has a named point of contact."
    ),
    Field(
      "attendance_support_team", { $1(&$0.supportTeam) },
      "Whether there is a school attendance support team."),
    Field(
      "targeting_support_meetings", { $1(&$0.targetingSupportMeetings) },
      "How often it meets each school about the pupils who need support."),
    Field(
      "core_functions", { $1(&$0.coreFunctions) }, words: .coreFunctions,
      "What it does for every school free of charge."),
    Field(
      "joint_plans_for_severe_absence", { $1(&$0.jointPlans) },
      "Whether it agrees a joint approach for every severely absent pupil."),
    Field(
      "shares_practice", { $1(&$0.sharesPractice) },
      "How often it brings schools together to share what works."),
    Field(
      "code_of_conduct", { $1(&$0.codeOfConduct) },
      "Whether it has published a code of conduct for penalty notices."),
    Field(
      "return_interval", { $1(&$0.returnInterval) },
      "How often schools make attendance returns to it."),
    Field("includes", { $1(&$0.includes) }, "The types of school that it does all this for."),
    Field("sources", { $1(&$0.sources) }, "Where the document says it, by the key."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// An agreement of the members of a cluster.
public struct Agreement: Record {
  /// The required relation of a value to the agreed one.
  public enum Relation: String, Vocabulary {
    case equal
    case atMost = "at_most"
    case atLeast = "at_least"
    case beTheSame = "be_the_same"
    public static let noun = "what was agreed of a value"
  }

  public var path: Located<Prose>?
  public var must: Located<Relation>?
  public var to: Operand?
  public var because: Located<Prose>?
  public let span: SourceSpan

  public static let title = "an agreement"
  public static let fields: [Field<Agreement>] = [
    Field("path", { $1(&$0.path) }, required: true, "The path of the value agreed on."),
    Field("must", { $1(&$0.must) }, required: true, "How each member's value must stand to it."),
    Field("to", { $1(&$0.to) }, "The agreed value; not needed where all must only be the same."),
    Field("because", { $1(&$0.because) }, "Why the members agreed it."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}
