public import CivilTime
public import Diagnostics
public import TypedYAML

/// A requirement of a law, a code or an agreement on a policy, as data.
public struct Requirement: RefinedRecord {
  /// The keys of a requirement.
  public struct Draft: Record {
    public var id: Located<Name>?
    public var title: Deferred<Located<Prose>>?
    public var severity: Located<Severity>?
    public var inForce: InForce?
    public var comesWith: Located<Name>?
    public var of: Located<Addressee>?
    public var binds: [Located<SchoolType>]?
    public var phases: [Located<Phase>]?
    public var cite: Deferred<[Citation]>?
    public var forEach: OneOrMore<Located<Prose>>?
    public var given: OneOrMore<Condition>?
    public var unless: OneOrMore<Condition>?
    public var that: OneOrMore<Condition>?
    public var says, because, fix: Deferred<Located<Prose>>?
    public var breaks: Verbatim?
    public var holds: Verbatim?
    public let span: SourceSpan

    public static let title = "a requirement"
    public static let fields: [Field<Draft>] = [
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

    public static var alternatives: [[String]] { [["in_force"], ["comes_with"]] }
    public init(at span: SourceSpan) { self.span = span }
  }

  @Boxed public private(set) var draft: Draft
  /// The rule's stable name.
  public let id: Located<Name>
  /// The requirement, in a sentence.
  public var title: String { draft.title?.value?.value.text ?? "" }
  /// The severity of breaking it.
  public let severity: Severity
  /// The dates on which it binds, or the source with which it commences.
  public let commencement: Commencement
  /// The dates on which it binds.
  public private(set) var inForce: DateRange
  /// The kind of file to which it applies.
  public let addressee: Addressee
  /// The schools it binds.
  public let scope: Scope
  /// The places in the law or the guidance that state it; at least one.
  public var citations: [Citation] { draft.cite?.value ?? [] }
  /// The conditions under which it applies at all.
  public let given: [Condition]
  /// The conditions any of which excuses.
  public let unless: [Condition]
  /// The conditions that must hold.
  public let that: [Condition]
  /// The message of a finding, with placeholders.
  public var says: Located<Prose> { words(draft.says) }
  /// The words of the authority, with placeholders.
  public var because: Located<Prose> { words(draft.because) }
  /// The correction, with placeholders.
  public var fix: Located<Prose> { words(draft.fix) }

  public init?(_ draft: Draft, _ reading: inout Reading) {
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
        Diagnostic(
          "framework.no-citation", "`\(id.value.text)` cites nothing.", at: id.span,
          path: reading.path,
          help: "Say which source requires it, and where."))
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
  public func dated(by sources: [String: DateRange]) -> Requirement? {
    guard let range = commencement.range(sources) else { return nil }
    var dated = self
    dated.inForce = range
    return dated
  }

  /// Whether it is built in; the texts of such a requirement, checked by the project's tests, are
  /// unpacked on demand.
  public var isBuiltIn: Bool { draft.says?.readAtOnce == nil }

  private func words(_ prose: Deferred<Located<Prose>>?) -> Located<Prose> {
    prose?.value ?? Located(Prose(text: ""), at: draft.span)
  }
}
