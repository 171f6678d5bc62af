package import CivilTime
package import Diagnostics
package import TypedYAML

/// A law, a guidance or a document that citations name.
package struct Source: Record {
  /// The kind of authority of a source.
  package enum Kind: String, Vocabulary {
    case law
    case statutoryGuidance = "statutory_guidance"
    case guidance
    case localCode = "local_code"
    case document
    case project
    case consistency
    package static let noun = "a kind of source"

    /// The authority in a sentence.
    package var words: String {
      switch self {
      case .project: "this project's choice"
      case .consistency: "the file itself"
      default: Wording.plain(rawValue)
      }
    }

    /// Whether the authority is other than the project and the checked file.
    package var isOthers: Bool { self != .project && self != .consistency }
  }

  package var title: Located<Prose>?
  package var short: Located<Prose>?
  package var kind: Located<Kind>?
  package var inForce: InForce?
  package var notYet: Located<Truth>?
  package var replaces: [Located<Name>]?
  package var note: Located<Prose>?
  package let span: SourceSpan

  package static let title = "a source"
  package static let fields: [Field<Source>] = [
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

  package init(at span: SourceSpan) { self.span = span }

  /// The dates on which it is in force; nil where it gives none.
  var dates: DateRange? { inForce?.range ?? (isToCome ? Commencement.notYet : nil) }
  /// Whether it is a law that has not come into force.
  package var isToCome: Bool { notYet?.value.isTrue == true && inForce == nil }
}

/// One place of one source, as a report prints it.
package struct CitedSource: Sendable, Hashable {
  /// A place in an earlier edition, at which the words were read.
  package struct Edition: Sendable, Hashable {
    /// The source's short name.
    package let source: String
    /// The source's title, and its name in later mentions.
    package let title, short: String
    /// The paragraph, regulation or page.
    package let place: String
  }

  /// The source's short name.
  package let source: String
  /// The source's title, and its name in later mentions.
  package let title, short: String
  /// The paragraph, regulation or page.
  package let place: String
  /// The kind of authority of the source; nil where it is unknown.
  package let kind: Source.Kind?
  /// The degree to which it is verified that the source states this there.
  package let basis: Citation.Basis
  /// The edition in which the words were read, where their page in this one is unread.
  package var seen: Edition?
  /// The dates on which the source is in force; nil where it gives none.
  package let inForce: DateRange?

  /// Whether the place, or the words, are still to be looked up.
  package var isUnverified: Bool { basis != .confirmed && isOthers }

  /// Whether the words were read in this edition, or in one that it replaces.
  package var isFounded: Bool { basis == .confirmed || seen != nil }

  /// Whether the source binds a school, or is guidance that it must have regard to.
  package var isLaw: Bool { kind == .law || kind == .statutoryGuidance }

  /// Whether the authority is other than the project and the checked file.
  package var isOthers: Bool { kind?.isOthers ?? true }

  /// The weightiest authority among citations, verified ones first; a document that quotes the law
  /// ranks below any other authority.
  package static func weightiest(_ citations: [CitedSource]) -> Source.Kind? {
    let authorities = citations.filter { $0.isOthers && $0.kind != .document }
    let founded = authorities.filter(\.isFounded)
    let best = [founded, authorities, citations].first { !$0.isEmpty } ?? []
    let kinds = Set(best.compactMap(\.kind))
    return Source.Kind.allCases.first { kinds.contains($0) }
  }
}
