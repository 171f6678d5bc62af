package import CivilTime
package import Diagnostics
public import TypedYAML

/// The place where the law, the guidance or a document states something.
package struct Citation: RefinedRecord, Hashable {
  /// The degree to which a fact is verified.
  package enum Basis: String, Vocabulary, Comparable {
    /// Seen in the instrument or in a document that quotes it.
    case confirmed
    /// The words are confirmed in another edition; the page in this one has not been looked up.
    case placeUnseen = "place_unseen"
    /// The words are unread: they may drive a warning at most.
    case unseen
    package static let noun = "how well the fact is known"
    package static var otherNames: [OtherNames<Basis>] {
      [
        OtherNames(
          .unseen, .placeUnseen, called: "unverified", "not_verified", "unconfirmed",
          "not_confirmed", "not_seen", "unknown", "uncertain",
          because:
            "{name} is told in two degrees, words that nobody has read and a page not looked up"),
        OtherNames(
          .placeUnseen, called: "page_unseen", "place_unknown", "page_unknown", "words_confirmed"),
        OtherNames(.confirmed, called: "verified", "seen", "read", "known", "true", "yes"),
      ]
    }

    /// The better verified comes first.
    package static func < (left: Basis, right: Basis) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .confirmed: 0
      case .placeUnseen: 1
      case .unseen: 2
      }
    }
  }

  /// The target of a citation.
  package enum Target: Sendable, Hashable {
    /// A passage, which has a place in every edition.
    case passage(Located<Name>)
    /// One place of one source.
    case place(source: Located<Name>, String)
  }

  /// The keys of a citation.
  package struct Draft: Record, Hashable {
    package var passage: Located<Name>?
    package var source: Located<Name>?
    package var place: Located<Prose>?
    package var basis: Located<Basis>?
    package let span: SourceSpan
    package static let title = "a citation"
    package static let fields: [Field<Draft>] = [
      Field(
        "passage", { $1(&$0.passage) },
        "The name of a passage under `passages`, whose place in each edition is known."),
      Field("source", { $1(&$0.source) }, "Or else a source's name under `sources`."),
      Field("where", { $1(&$0.place) }, "With `source`: the paragraph, regulation or page."),
      Field("basis", { $1(&$0.basis) }, "`confirmed` (the default), `place_unseen` or `unseen`."),
    ]
    package static var alternatives: [[String]] { [["passage"], ["source", "where"]] }
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The passage or place that it names.
  package let target: Target
  /// The degree to which it is verified that the source states this.
  package let basis: Basis

  package init?(_ draft: Draft, _ reading: inout Reading) {
    switch (draft.passage, draft.source, draft.place) {
    case (let passage?, nil, nil): target = .passage(passage)
    case (nil, let source?, let place?): target = .place(source: source, place.value.text)
    default:
      reading.report(
        .citation, "A citation names a `passage`, or a `source` and `where` in it.", at: draft.span,
        path: reading.path, help: "Write `{ passage: … }` or `{ source: …, where: … }`.")
      return nil
    }
    self.draft = draft
    basis = draft.basis?.value ?? .confirmed
  }
}

/// A range of dates in force.
package struct InForce: RefinedRecord, Hashable {
  /// The keys of a range of dates.
  package struct Draft: Record, Hashable {
    package var from: Located<CivilDate>?
    package var to: Located<CivilDate>?
    package let span: SourceSpan
    package static let title = "a range of dates"
    package static let fields: [Field<Draft>] = [
      Field("from", { $1(&$0.from) }, required: true, "The first date."),
      Field("to", { $1(&$0.to) }, "The last date; left out where there is none."),
    ]
    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The dates.
  package let range: DateRange

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let from = draft.from else { return nil }
    guard let range = DateRange(from: from.value, to: draft.to?.value) else {
      reading.report(
        .datesOutOfOrder, "The last date comes before the first.",
        at: draft.to?.span ?? draft.span, path: reading.path)
      return nil
    }
    self.draft = draft
    self.range = range
  }
}

/// A register code of one or two characters, such as `/` or `C1`, as a register writes it.
///
/// The meaning of a code is dated law and belongs to the framework.
package struct MarkCode: Scalar, Comparable, BitwiseCopyable {
  /// The one or two ASCII characters, the first in the high byte.
  package let packed: UInt16

  package static let scalarForm = ScalarForm(
    "a register code of one or two characters", examples: ["N", "C1", "'#'"],
    pattern: "^[!-~]{1,2}$", numbers: -9...99)

  /// The code that a longer text begins with, as in `O - unauthorised` or `code U`.
  package static func suggestions(for text: String) -> [Suggestion] {
    let words = text.split(whereSeparator: { " :()-–".contains($0) })
    let isNamed = ["code", "mark"].contains(words.first?.lowercased())
    guard words.count > 1, let code = words.dropFirst(isNamed ? 1 : 0).first,
      MarkCode(code.utf8) != nil, code.uppercased() == code
    else { return [] }
    return [Suggestion(String(code))]
  }

  /// Creates a code from its one or two ASCII bytes; nil for anything else.
  package init?(_ bytes: some Collection<UInt8>) {
    guard (1...2).contains(bytes.count), bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return nil
    }
    packed = bytes.reduce(0) { $0 << 8 | UInt16($1) }
  }

  package init(scalar text: String) throws(ScalarProblem) {
    guard let code = MarkCode(text.utf8) else {
      throw ScalarProblem("The codes are those of the national table, such as `/`, `N` or `C1`.")
    }
    self = code
  }

  /// The code as text.
  package var text: String {
    let bytes = packed > 0xFF ? [UInt8(packed >> 8), UInt8(packed & 0xFF)] : [UInt8(packed)]
    return String(decoding: bytes, as: UTF8.self)
  }

  package var value: Value { .word(text) }

  package static func < (left: MarkCode, right: MarkCode) -> Bool { left.packed < right.packed }
}

extension Severity: Vocabulary {
  package static let noun = "a severity"
  package static var otherNames: [OtherNames<Severity>] {
    [
      OtherNames(.error, called: "fail", "failure", "critical", "must"),
      OtherNames(.warning, called: "warn", "should"),
      OtherNames(.note, called: "info", "information", "notice", "hint"),
    ]
  }
}
