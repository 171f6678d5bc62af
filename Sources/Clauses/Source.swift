public import CivilTime
public import Diagnostics
public import TypedYAML

/// A law, a guidance or a document that citations name.
public struct Source: Record {
  /// The kind of authority of a source.
  public enum Kind: String, Vocabulary {
    case law
    case statutoryGuidance = "statutory_guidance"
    case guidance
    case localCode = "local_code"
    case document
    case project
    case consistency
    public static let noun = "a kind of source"

    /// The authority in a sentence.
    public var words: String {
      switch self {
      case .project: "this project's choice"
      case .consistency: "the file itself"
      default: Wording.plain(rawValue)
      }
    }

    /// Whether the authority is other than the project and the checked file.
    public var isOthers: Bool { self != .project && self != .consistency }
  }

  public var title: Located<Prose>?
  public var short: Located<Prose>?
  public var kind: Located<Kind>?
  public var inForce: InForce?
  public var notYet: Located<Truth>?
  public var replaces: [Located<Name>]?
  public var note: Located<Prose>?
  public let span: SourceSpan

  public static let title = "a source"
  public static let fields: [Field<Source>] = [
    Field("title", { $1(&$0.title) }, required: true, "The source's full title."),
    Field(
      "short", { $1(&$0.short) },
      "What it is called where it was named before; left out, its full title."),
    Field(
      "kind", { $1(&$0.kind) }, required: true,
      "What authority it has; `project` is a choice of our own, and `consistency` none but the file itself."
    ),
    Field("in_force", { $1(&$0.inForce) }, "The dates on which it is in force."),
    Field(
      "not_yet", { $1(&$0.notYet) },
      "`true` for a law that has been made and is not in force; `in_force` takes its place one day."
    ),
    Field(
      "replaces", { $1(&$0.replaces) },
      "The editions before it, the latest first: what was read there counts until the page is found here."
    ),
    Field("note", { $1(&$0.note) }, "Anything a reader should know about it."),
  ]

  public init(at span: SourceSpan) { self.span = span }

  /// The dates on which it is in force; nil where it gives none.
  var dates: DateRange? { inForce?.range ?? (isToCome ? Commencement.notYet : nil) }
  /// Whether it is a law that has not come into force.
  public var isToCome: Bool { notYet?.value.isTrue == true && inForce == nil }
}

/// One place of one source, as a report prints it.
public struct CitedSource: Sendable, Hashable {
  /// A place in an earlier edition, at which the words were read.
  public struct Edition: Sendable, Hashable {
    /// The source's short name.
    public let source: String
    /// The source's title, and its name in later mentions.
    public let title, short: String
    /// The paragraph, regulation or page.
    public let place: String
  }

  /// The source's short name.
  public let source: String
  /// The source's title, and its name in later mentions.
  public let title, short: String
  /// The paragraph, regulation or page.
  public let place: String
  /// The kind of authority of the source; nil where it is unknown.
  public let kind: Source.Kind?
  /// The degree to which it is verified that the source states this there.
  public let basis: Citation.Basis
  /// The edition in which the words were read, where their page in this one is unread.
  public var seen: Edition?
  /// The dates on which the source is in force; nil where it gives none.
  public let inForce: DateRange?

  /// Whether the place, or the words, are still to be looked up.
  public var isUnverified: Bool { basis != .confirmed && isOthers }

  /// Whether the words were read in this edition, or in one that it replaces.
  public var isFounded: Bool { basis == .confirmed || seen != nil }

  /// Whether the source binds a school, or is guidance that it must have regard to.
  public var isLaw: Bool { kind == .law || kind == .statutoryGuidance }

  /// Whether the authority is other than the project and the checked file.
  public var isOthers: Bool { kind?.isOthers ?? true }

  /// The weightiest authority among citations, verified ones first; a document that quotes the law
  /// ranks below any other authority.
  public static func weightiest(_ citations: [CitedSource]) -> Source.Kind? {
    let authorities = citations.filter { $0.isOthers && $0.kind != .document }
    let founded = authorities.filter(\.isFounded)
    let best = [founded, authorities, citations].first { !$0.isEmpty } ?? []
    let kinds = Set(best.compactMap(\.kind))
    return Source.Kind.allCases.first { kinds.contains($0) }
  }
}
