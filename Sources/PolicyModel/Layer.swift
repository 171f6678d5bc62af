public import Clauses
public import Diagnostics
public import TypedYAML

/// What a cluster or a local authority has agreed for its schools.
public struct Layer: Record {
  public var kind: Located<Prose>?
  public var name: Located<Prose>?
  public var members: [Located<Prose>]?
  public var common: Policy?
  public var agreed: [Agreement]?
  public var sources: NamedValues<Source>?
  public var requirements: [Requirement]?
  public var duties: [Duty]?
  public let span: SourceSpan

  public static let title = "a cluster or an authority"
  public static let fields: [Field<Layer>] = [
    Field(
      "rollcall", { $1(&$0.kind) }, required: true,
      "The kind of file: `cluster/v1` or `authority/v1`."),
    Field("name", { $1(&$0.name) }, required: true, "The name of the cluster or the authority."),
    Field("members", { $1(&$0.members) }, "The policies of the member schools."),
    Field(
      "common", { $1(&$0.common) }, "Values that every member inherits where it gives none itself."),
    Field("agreed", { $1(&$0.agreed) }, "What the members promised to each other."),
    Field("sources", { $1(&$0.sources) }, "The documents that citations in this file name."),
    Field("requirements", { $1(&$0.requirements) }, "What a member's policy must say."),
    Field("duties", { $1(&$0.duties) }, "What a member must do when something happens."),
  ]

  public init(at span: SourceSpan) { self.span = span }
}

/// Something that the members of a cluster promised to each other.
public struct Agreement: Record {
  /// How a value must stand to the agreed one.
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
