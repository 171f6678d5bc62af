package import Clauses
package import Diagnostics
package import TypedYAML

/// The rules of a cluster or a local authority for its schools.
package struct Layer: Record {
  package var kind: Located<Prose>?
  package var name: Located<Prose>?
  package var inForce: InForce?
  package var members: [Located<Prose>]?
  package var sources: NamedValues<Source>?
  package var passages: [Passage]?
  package var statements: [Statement]?
  package var actions: DeclaredActions?
  @Boxed package var provides: Provision? = nil
  @Boxed package var common: Policy? = nil
  package var agreed: [Agreement]?
  package var requirements: [Requirement]?
  package var duties: [Duty]?
  package let span: SourceSpan

  package static let title = "a cluster or an authority"
  package static let fields: [Field<Layer>] = [
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

  package init(at span: SourceSpan) { self.span = span }
}

extension Bibliography {
  /// The bibliography with the sources and passages of a layer's own documents.
  package func adding(_ layer: Layer) -> Bibliography {
    adding(sources: layer.sources?.entries ?? [], passages: layer.passages ?? [])
  }
}

/// The services that a local authority provides to the schools of its area.
package struct Provision: Record {
  package var namedContact: Located<Truth>?
  package var supportTeam: Located<Truth>?
  package var targetingSupportMeetings: Located<Interval>?
  package var coreFunctions: [Located<Name>]?
  package var jointPlans: Located<Truth>?
  package var sharesPractice: Located<Interval>?
  package var codeOfConduct: Located<Truth>?
  package var returnInterval: Located<Interval>?
  package var includes: [Located<SchoolType>]?
  package var sources: NamedValues<ValueSource>?
  package let span: SourceSpan

  package static let title = "what an authority provides"
  package static let fields: [Field<Provision>] = [
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

  package init(at span: SourceSpan) { self.span = span }
}

/// An agreement of the members of a cluster.
package struct Agreement: Record {
  /// The required relation of a value to the agreed one.
  package enum Relation: String, Vocabulary {
    case equal
    case atMost = "at_most"
    case atLeast = "at_least"
    case beTheSame = "be_the_same"
    package static let noun = "what was agreed of a value"
  }

  package var path: Located<Prose>?
  package var must: Located<Relation>?
  package var to: Operand?
  package var because: Located<Prose>?
  package let span: SourceSpan

  package static let title = "an agreement"
  package static let fields: [Field<Agreement>] = [
    Field("path", { $1(&$0.path) }, required: true, "The path of the value agreed on."),
    Field("must", { $1(&$0.must) }, required: true, "How each member's value must stand to it."),
    Field("to", { $1(&$0.to) }, "The agreed value; not needed where all must only be the same."),
    Field("because", { $1(&$0.because) }, "Why the members agreed it."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}
