import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// The keys of one file of a framework; the files of a folder form one framework.
package struct FrameworkFile: Record {
  package var kind: Located<Prose>?
  package var name: Located<Prose>?
  package var sources: Deferred<NamedValues<Source>>?
  package var passages: Deferred<[Passage]>?
  package var confirmations: Deferred<[Confirmation]>?
  package var parameters: Deferred<NamedValues<[ParameterVersion]>>?
  package var codes: Deferred<[CodeMeaning]>?
  package var requirements: Deferred<[Requirement]>?
  package var duties: Deferred<[Duty]>?
  package var practice: Deferred<[PracticeRule]>?
  package var structure: Deferred<[StandingRule]>?
  package var vocabularies: Deferred<NamedValues<Deferred<OpenVocabulary>>>?
  package var strictness: Deferred<[Strictness]>?
  package var halfDays: Deferred<[Located<Prose>]>?
  package var touches: Deferred<[Concern]>?
  package var office: Deferred<[OfficeWork]>?
  package var retired: Deferred<[RetiredRule]>?
  package var bankHolidays: Deferred<[BankHolidayYears]>?
  package let span: SourceSpan

  package static let title = "a framework"
  package static let fields: [Field<FrameworkFile>] = [
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

  package init(at span: SourceSpan) { self.span = span }
}
