package import CivilTime
package import Diagnostics
package import TypedYAML

/// A requirement of a law, a code or an agreement on a policy, as data.
package struct Requirement: RefinedRecord {
  /// The keys of a requirement.
  package struct Draft: Record {
    package var id: Located<Name>?
    package var title: Deferred<Located<Prose>>?
    package var severity: Located<Severity>?
    package var inForce: InForce?
    package var comesWith: Located<Name>?
    package var of: Located<Addressee>?
    package var binds: [Located<SchoolType>]?
    package var phases: [Located<Phase>]?
    package var cite: Deferred<[Citation]>?
    package var forEach: OneOrMore<Located<Prose>>?
    package var given: OneOrMore<Condition>?
    package var unless: OneOrMore<Condition>?
    package var that: OneOrMore<Condition>?
    package var says, because, fix: Deferred<Located<Prose>>?
    package var breaks: Verbatim?
    package var holds: Verbatim?
    package let span: SourceSpan

    package static let title = "a requirement"
    package static let fields: [Field<Draft>] = [
      Field(
        "id", { $1(&$0.id) }, required: true,
        "The rule's stable name, such as `register.close-limit`."),
      Field("title", { $1(&$0.title) }, required: true, "What is required, in a sentence."),
      Field("severity", { $1(&$0.severity) }, required: true, "`error`, `warning` or `note`."),
      Field("in_force", { $1(&$0.inForce) }, "The dates on which it binds."),
      Field(
        "comes_with", { $1(&$0.comesWith) },
        "Or else the source with which it comes into force, and before which it is not asked."),
      Field(
        "of", { $1(&$0.of) }, "Whose file it is asked of; left out, a school's policy."
      ),
      Field("binds", { $1(&$0.binds) }, "The types of school it binds; left out, every school."),
      Field("phases", { $1(&$0.phases) }, "The phases of education it binds; left out, every one."),
      Field("cite", { $1(&$0.cite) }, required: true, "Where the law or the guidance says so."),
      Field(
        "for_each", { $1(&$0.forEach) }, "The paths of the items that it is asked of, one by one."),
      Field("given", { $1(&$0.given) }, "It is asked only where these conditions hold."),
      Field("unless", { $1(&$0.unless) }, "It is not asked where one of these conditions holds."),
      Field("that", { $1(&$0.that) }, required: true, "What must hold."),
      Field("says", { $1(&$0.says) }, required: true, "What is wrong, with {placeholders}."),
      Field(
        "because", { $1(&$0.because) }, required: true,
        "What the authority says, with {placeholders}."),
      Field("fix", { $1(&$0.fix) }, required: true, "What puts it right, with {placeholders}."),
      Field("breaks", { $1(&$0.breaks) }, "A part of a policy that breaks it; `check` tries it."),
      Field("holds", { $1(&$0.holds) }, "A part of a policy that keeps it; `check` tries it."),
    ]

    package static var alternatives: [[String]] { [["in_force"], ["comes_with"]] }
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The rule's stable name.
  package let id: Located<Name>
  /// The requirement, in a sentence.
  package var title: String { draft.title?.value?.value.text ?? "" }
  /// The severity of breaking it.
  package let severity: Severity
  /// The dates on which it binds, or the source with which it commences.
  package let commencement: Commencement
  /// The dates on which it binds.
  package private(set) var inForce: DateRange
  /// The kind of file to which it applies.
  package let addressee: Addressee
  /// The schools it binds.
  package let scope: Scope
  /// The places in the law or the guidance that state it; at least one.
  package var citations: [Citation] { draft.cite?.value ?? [] }
  /// The conditions under which it applies at all.
  package let given: [Condition]
  /// The conditions any of which excuses.
  package let unless: [Condition]
  /// The conditions that must hold.
  package let that: [Condition]
  /// The message of a finding, with placeholders.
  package var says: Located<Prose> { words(draft.says) }
  /// The words of the authority, with placeholders.
  package var because: Located<Prose> { words(draft.because) }
  /// The correction, with placeholders.
  package var fix: Located<Prose> { words(draft.fix) }

  package init?(_ draft: Draft, _ reading: inout Reading) {
    switch (draft.inForce, draft.comesWith) {
    case (let inForce?, nil): commencement = .dated(inForce.range)
    case (nil, let source?): commencement = .with(source)
    default:
      reading.report(Commencement.problem("in_force", at: draft.span, path: reading.path))
      return nil
    }
    guard let id = draft.id, draft.title != nil, let severity = draft.severity,
      let cite = draft.cite, let that = draft.that,
      draft.says != nil, draft.because != nil, draft.fix != nil
    else { return nil }
    guard cite.readAtOnce?.isEmpty != true else {
      reading.report(
        .noCitation, "`\(id.value.text)` cites nothing.", at: id.span, path: reading.path,
        help: "Say which source requires it, and where.")
      return nil
    }
    self.draft = draft
    self.id = id
    self.severity = severity.value
    inForce = commencement.range([:]) ?? Commencement.notYet
    addressee = draft.of?.value ?? .policy
    scope = Scope(types: draft.binds, phases: draft.phases)
    given = draft.given?.elements ?? []
    unless = draft.unless?.elements ?? []
    self.that = that.elements
  }

  /// The requirement with its dates, given those of the sources; nil where they are unknown.
  package func dated(by sources: [String: DateRange]) -> Requirement? {
    guard let range = commencement.range(sources) else { return nil }
    var dated = self
    dated.inForce = range
    return dated
  }

  /// Whether it is built in; the texts of such a requirement, checked by the project's tests, are
  /// unpacked on demand.
  package var isBuiltIn: Bool { draft.says?.readAtOnce == nil }

  private func words(_ prose: Deferred<Located<Prose>>?) -> Located<Prose> {
    prose?.value ?? Located(Prose(text: ""), at: draft.span)
  }
}
