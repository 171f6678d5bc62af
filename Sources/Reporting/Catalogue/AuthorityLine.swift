import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// The authority for a rule, in one line of a report.
///
/// Names the citations with the best basis, the law and guidance before documents; `explain` and
/// reports as JSON give every place.
struct AuthorityLine {
  /// The sources whose full titles a report has given.
  struct Names {
    private var named: Set<String> = []

    /// A source's full title on first use, and its short name after that.
    mutating func name(of source: String, _ title: String, _ short: String) -> String {
      named.insert(source).inserted ? title : short
    }
  }

  private let shown: [CitedSource]
  /// The documents that quote the words, if their place in the law or the guidance is unconfirmed.
  private let quoting: [CitedSource]
  private let choices: [CitedSource]

  init(_ citations: [CitedSource]) {
    choices = citations.filter { $0.kind == .project }
    let others = citations.filter(\.isOthers)
    let documents = others.filter { $0.kind == .document }
    let authorities = others.filter { $0.kind != .document }
    let newest = authorities.filter { place in
      !others.contains { $0.seen?.source == place.source && $0.seen?.place == place.place }
    }
    let known = [
      newest.filter { $0.basis == .confirmed }, newest.filter(\.isFounded),
    ].first { !$0.isEmpty }
    if let known {
      (shown, quoting) = (AuthorityLine.latest(known), [])
    } else if authorities.isEmpty {
      (shown, quoting) = (documents, [])
    } else {
      shown = AuthorityLine.latest(AuthorityLine.best(authorities))
      quoting = documents.filter(\.isFounded)
    }
  }

  /// The latest of successive editions.
  private static func latest(_ citations: [CitedSource]) -> [CitedSource] {
    guard let start = citations.compactMap(\.inForce?.first).max() else { return citations }
    return citations.filter { $0.inForce?.last.map { $0 >= start } ?? true }
  }

  private static func best(_ citations: [CitedSource]) -> [CitedSource] {
    let basis = citations.map(\.basis).min()
    return citations.filter { $0.basis == basis }
  }

  /// Whether none of the places that it names is confirmed.
  var isDoubtful: Bool { !shown.isEmpty && quoting.isEmpty && shown.allSatisfy(\.isUnverified) }

  /// The line with full titles; nil if nothing but the file itself is cited.
  var text: String? {
    var names = Names()
    return text(&names)
  }

  /// The line without its label, for a table that has one.
  var unlabelled: String? { text.map { $0.replacing("Authority: ", with: "") } }

  /// The line with short names for sources that were named before.
  ///
  /// Of several sources it names as many as fit the width, the weightiest first.
  func text(_ names: inout Names, within width: Int = .max) -> String? {
    let choice = choices.map(\.place).joined(separator: "; ")
    let ours = choices.isEmpty ? nil : "Our choice: \(choice)."
    var groups = Group.groups(shown).enumerated().sorted { left, right in
      (left.element.weight, left.offset) < (right.element.weight, right.offset)
    }.map(\.element)
    guard !groups.isEmpty else { return ours }
    while true {
      var updated = names
      let authority = sentence(groups, &updated)
      if authority.count <= width || groups.count == 1 {
        names = updated
        return [authority, ours].compactMap { $0 }.joined(separator: " ")
      }
      groups.removeLast()
    }
  }

  private func sentence(_ groups: [Group], _ names: inout Names) -> String {
    let places = groups.map { $0.text(&names, quoted: !quoting.isEmpty) }
    let quotes = Group.groups(quoting).map(\.brief)
    let quoted = quotes.isEmpty ? "" : ", as quoted in " + quotes.joined(separator: "; ")
    return "Authority: " + places.joined(separator: ". ") + quoted + "."
      + (quotes.isEmpty ? doubt : "")
  }

  private var doubt: String {
    guard shown.allSatisfy({ $0.basis == .unseen }) else { return "" }
    return " \(CitedSource.unseenWords)"
  }
}

/// The places of one edition of one source.
private struct Group {
  let source, title, short: String
  /// A remark on the places.
  let remark: String
  /// The rank of its kind; the weightiest is 0.
  let weight: Int
  var places: [String]

  private init(_ citation: CitedSource) {
    if let seen = citation.seen {
      (source, title, short) = (seen.source, seen.title, seen.short)
      places = [seen.place]
    } else {
      (source, title, short) = (citation.source, citation.title, citation.short)
      places = [citation.place]
    }
    remark = citation.pageRemark
    weight = citation.kind.flatMap { Source.Kind.allCases.firstIndex(of: $0) } ?? .max
  }

  static func groups(_ citations: [CitedSource]) -> [Group] {
    var groups: [Group] = []
    for group in citations.map({ Group($0) }) {
      let known = groups.firstIndex { $0.source == group.source && $0.remark == group.remark }
      if let known {
        groups[known].places += group.places.filter { !groups[known].places.contains($0) }
      } else {
        groups.append(group)
      }
    }
    return groups
  }

  /// The short name and the places of a document that only quotes.
  var brief: String { "\(short), \(places.joined(separator: "; "))" }

  func text(_ names: inout AuthorityLine.Names, quoted: Bool = false) -> String {
    names.name(of: source, title, short) + ", " + places.joined(separator: "; ")
      + (quoted ? "" : remark)
  }
}

extension CitedSource {
  static let unseenWords = "We have not seen this text."

  /// The remark on a page that has not been looked up; empty otherwise.
  fileprivate var pageRemark: String {
    guard basis == .placeUnseen else { return "" }
    let reissued = seen == nil ? nil : inForce.map { "reissued \($0.first.monthWritten), " }
    return "; \(reissued ?? "")page not looked up"
  }

  /// One place with its basis.
  var words: String {
    switch (kind, basis) {
    case (.project, _): "Our choice: \(place)."
    case (.consistency, _), (_, .confirmed): "\(title), \(place)."
    case (_, .unseen): "\(title), \(place). \(CitedSource.unseenWords)"
    case (_, .placeUnseen):
      if let seen {
        "\(seen.title), \(seen.place); in \(title) \(place), page not looked up."
      } else {
        "\(title), \(place); page not looked up."
      }
    }
  }

  /// All citations of a rule as lines: one for the places of a source with the same basis.
  ///
  /// An unread part of a source that was otherwise read is followed by the passage that cites it.
  static func lines(of entry: Catalogue.Entry, in framework: Framework) -> [String] {
    let read = Set(entry.places.filter { $0.cited.basis != .unseen }.map(\.cited.source))
    var groups: [(title: String, end: String, places: [String])] = []
    var seen: Set<CitedSource> = []
    for place in entry.places where seen.insert(place.cited).inserted {
      let citation = place.cited
      let isReadInPart = citation.basis == .unseen && read.contains(citation.source)
      let about =
        isReadInPart ? place.passage.flatMap { framework.about($0, of: entry.layer) } : nil
      let isChoice = citation.kind == .project
      let title = isChoice ? "Our choice: " : "Authority: \(citation.title), "
      let end =
        isChoice
        ? "."
        : citation.basis == .unseen ? ". \(unseenWords)" : citation.editionRemark + "."
      if let known = groups.firstIndex(where: { $0.title == title && $0.end == end }) {
        groups[known].places.append(citation.place + (about ?? ""))
      } else {
        groups.append((title, end, [citation.place + (about ?? "")]))
      }
    }
    return groups.map { $0.title + $0.places.joined(separator: "; ") + $0.end }
  }

  /// The remark on a page that has not been looked up, with the edition that was read.
  private var editionRemark: String {
    guard basis == .placeUnseen else { return "" }
    return "; page not looked up"
      + (seen.map { " (read in \($0.short), \($0.place))" } ?? "")
  }
}

extension Framework {
  /// The summary of a passage of the framework or a layer, in brackets.
  fileprivate func about(_ passage: String, of layer: Layer?) -> String? {
    let known = layer.map { bibliography.adding($0) } ?? bibliography
    guard let about = known.passage(passage)?.about?.value.text else { return nil }
    return " (\(about.prefix(1).lowercased() + about.dropFirst()))"
  }
}

extension Finding {
  /// The authority for it, in one line.
  var authority: AuthorityLine { AuthorityLine(citations) }

  /// The weightiest authority that it rests on; nil if none is cited.
  var restsOn: Source.Kind? { CitedSource.weightiest(citations) }

  /// An error's relation to its authority, in words: a departure from guidance is no breach of law.
  var contradiction: String? {
    guard diagnostic.severity == .error else { return nil }
    switch restsOn {
    case .law: return "Contradicts the law."
    case .statutoryGuidance: return "Departs from statutory guidance."
    default: return nil
    }
  }
}

extension Finding {
  /// The numbers of errors that contradict the law, depart from guidance or do neither, in words.
  static func contradictions(_ errors: [Finding]) -> String {
    let kinds = errors.reduce(into: [Source.Kind: Int]()) { kinds, error in
      if let kind = error.restsOn { kinds[kind, default: 0] += 1 }
    }
    return contradictions(kinds, of: errors.count)
  }

  /// The same for errors counted by their weightiest authority.
  static func contradictions(_ kinds: [Source.Kind: Int], of errors: Int) -> String {
    let (law, guidance) = (kinds[.law, default: 0], kinds[.statutoryGuidance, default: 0])
    let parts = [
      (law, "contradicts", "contradict", "the law"),
      (guidance, "departs", "depart", "from statutory guidance"),
      (errors - law - guidance, "rests", "rest", "on neither"),
    ].filter { $0.0 > 0 }
    let all = Wording.count(errors, "error")
    guard law + guidance > 0 else { return all }
    guard parts.count > 1 else {
      return parts.first.map { "\(all) \(errors == 1 ? $0.1 : $0.2) \($0.3)" } ?? all
    }
    return "of \(all) "
      + Wording.list(
        parts.map { part in
          "\(Wording.grouped(part.0)) \(part.0 == 1 ? part.1 : part.2) \(part.3)"
        })
  }
}
