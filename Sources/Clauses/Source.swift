import CivilTime
public import Diagnostics
public import TypedYAML

/// A law, a guidance or a document that citations name.
public struct Source: Record {
  /// What kind of authority a source has.
  public enum Kind: String, Vocabulary {
    case law
    case statutoryGuidance = "statutory_guidance"
    case guidance
    case localCode = "local_code"
    case document
    case project
    public static let noun = "a kind of source"

    /// The authority in a sentence.
    public var words: String {
      self == .project ? "this project's reading" : Wording.plain(rawValue)
    }
  }

  public var title: Located<Prose>?
  public var kind: Located<Kind>?
  public var inForce: InForce?
  public var notYet: Located<Truth>?
  public var note: Located<Prose>?
  public let span: SourceSpan

  public static let title = "a source"
  public static let fields: [Field<Source>] = [
    Field("title", { $1(&$0.title) }, required: true, "The source's full title."),
    Field("kind", { $1(&$0.kind) }, required: true, "What authority it has."),
    Field("in_force", { $1(&$0.inForce) }, "The dates on which it is in force."),
    Field(
      "not_yet", { $1(&$0.notYet) },
      "`true` for a law that has been made and is not in force; `in_force` takes its place one day."
    ),
    Field("note", { $1(&$0.note) }, "Anything a reader should know about it."),
  ]

  public init(at span: SourceSpan) { self.span = span }

  /// The dates on which it is in force; nil where it does not say.
  var dates: DateRange? { inForce?.range ?? (isToCome ? Commencement.notYet : nil) }
  /// Whether it is a law that has not come into force.
  public var isToCome: Bool { notYet?.value.isTrue == true && inForce == nil }
}

/// One place of one source, as a report prints it.
public struct CitedSource: Sendable, Hashable {
  /// The source's short name.
  public let source: String
  /// The source's title.
  public let title: String
  /// The paragraph, regulation or page.
  public let place: String
  /// What authority the source has; nil where nothing is known of it.
  public let kind: Source.Kind?
  /// How well it is known that the source says so there.
  public let basis: Citation.Basis

  /// Whether the place, or the words, are still to be looked up.
  public var isUnverified: Bool { basis != .confirmed }

  /// Whether the source binds a school, or is guidance that it must have regard to.
  public var isLaw: Bool { kind == .law || kind == .statutoryGuidance }
}
