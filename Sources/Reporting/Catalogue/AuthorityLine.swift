import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// Who asks for something, in one line of a report.
///
/// Of all that is cited it names what is known best, in law and guidance before documents: whoever wants every
/// place has it in `explain` and in the reports for programs.
struct AuthorityLine {
  /// The names of sources that a report has given in full so far.
  struct Names {
    private var told: Set<String> = []

    /// A source's full title where it is named first, and what it is called from then on.
    mutating func name(of source: String, _ title: String, _ short: String) -> String {
      told.insert(source).inserted ? title : short
    }
  }

  private let shown: [CitedSource]
  /// The documents in which the words were read, where their place in the law or the guidance is open.
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

  /// The editions that were in force last, of those that follow each other.
  private static func latest(_ citations: [CitedSource]) -> [CitedSource] {
    guard let start = citations.compactMap(\.inForce?.first).max() else { return citations }
    return citations.filter { $0.inForce?.last.map { $0 >= start } ?? true }
  }

  private static func best(_ citations: [CitedSource]) -> [CitedSource] {
    let basis = citations.map(\.basis).min()
    return citations.filter { $0.basis == basis }
  }

  /// Whether nothing that it names is confirmed where it is cited.
  var isDoubtful: Bool { !shown.isEmpty && quoting.isEmpty && shown.allSatisfy(\.isUnverified) }

  /// The line with every source in full; nil where nobody asks but the file itself.
  var text: String? {
    var names = Names()
    return text(&names)
  }

  /// The same without the label, for a table that has one.
  var unlabelled: String? { text.map { $0.replacing("Authority: ", with: "") } }

  /// The line with what was named before by its short name; of several sources as many as it holds, the
  /// weightiest first.
  func text(_ names: inout Names, within width: Int = .max) -> String? {
    let choice = choices.map(\.place).joined(separator: "; ")
    let ours = choices.isEmpty ? nil : "Our choice: \(choice)."
    var groups = Group.groups(shown).enumerated().sorted { left, right in
      (left.element.weight, left.offset) < (right.element.weight, right.offset)
    }.map(\.element)
    guard !groups.isEmpty else { return ours }
    while true {
      var told = names
      let authority = sentence(groups, &told)
      if authority.count <= width || groups.count == 1 {
        names = told
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
  /// What is to be said of the places besides.
  let remark: String
  /// Where its kind stands among all, the weightiest first.
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

  /// The places of a document that only quotes, with what it is called.
  var brief: String { "\(short), \(places.joined(separator: "; "))" }

  func text(_ names: inout AuthorityLine.Names, quoted: Bool = false) -> String {
    names.name(of: source, title, short) + ", " + places.joined(separator: "; ")
      + (quoted ? "" : remark)
  }
}

extension CitedSource {
  static let unseenWords = "We have not seen this text."

  /// What is to be said of a page that nobody has looked up.
  fileprivate var pageRemark: String {
    guard basis == .placeUnseen else { return "" }
    let reissued = seen == nil ? nil : inForce.map { "reissued \($0.first.monthWritten), " }
    return "; \(reissued ?? "")page not looked up"
  }

  /// One place with how well it is known.
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

  /// All citations of a rule as lines, for those who want every place: one for the places of a source that are
  /// known equally well.
  ///
  /// A part of a source that was read for one passage and not for another is told with what was not read.
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

  /// What is to be said of a page that nobody has looked up, with where the words were read.
  private var editionRemark: String {
    guard basis == .placeUnseen else { return "" }
    return "; page not looked up"
      + (seen.map { " (read in \($0.short), \($0.place))" } ?? "")
  }
}

extension Framework {
  /// What a passage of the framework or of a layer says, in brackets.
  fileprivate func about(_ passage: String, of layer: Layer?) -> String? {
    let known = layer.map { bibliography.adding($0) } ?? bibliography
    guard let about = known.passage(passage)?.about?.value.text else { return nil }
    return " (\(about.prefix(1).lowercased() + about.dropFirst()))"
  }
}

extension Finding {
  /// Who asks for it, in one line.
  var authority: AuthorityLine { AuthorityLine(citations) }

  /// The weightiest authority that it rests on; nil where nobody is cited.
  var restsOn: Source.Kind? { CitedSource.weightiest(citations) }

  /// What an error does, in words: nobody should be told that guidance is the law.
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
  /// How many errors contradict the law, depart from statutory guidance or are wrong otherwise, in words.
  static func contradictions(_ errors: [Finding]) -> String {
    let kinds = errors.reduce(into: [Source.Kind: Int]()) { kinds, error in
      if let kind = error.restsOn { kinds[kind, default: 0] += 1 }
    }
    return contradictions(kinds, of: errors.count)
  }

  /// The same of errors that are counted by the weightiest authority of each.
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
