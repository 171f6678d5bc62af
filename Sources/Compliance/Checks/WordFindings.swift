import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

// Findings about words: unlisted ones, synonyms, and those of other dates and countries.
extension Checker {
  /// The findings about words, one for each word.
  ///
  /// Only a limited number of words get a suggestion, because each is compared with every known
  /// word. `otherNation` is the nation whose law binds the school instead of the framework's.
  func findings(
    about uses: [WordUse], beside school: School? = nil, otherNation: String? = nil,
    _ period: Period
  ) -> [Finding] {
    let authority = school?.localAuthority?.value.text
    let own = authority.flatMap { isOurs($0) ? $0 : nil }
    var groups: [String: [WordUse]] = [:]
    var order: [String] = []
    for use in uses {
      let key = "\(use.name.text) \(use.word)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(use)
    }
    return order.enumerated().compactMap { index, key in
      guard let group = groups[key], let first = group.first else { return nil }
      return finding(
        about: first, group.dropFirst().map(\.span), isJudged: otherNation == nil,
        authority: own, period,
        seeksNearest: index < wordsWithNearest)
    }
  }

  /// The sentence for a file whose school or authority is bound by another nation's law.
  var notJudged: String { " Nothing here is judged by the rules of \(framework.name)." }

  /// The doubt about a school that names another nation and an authority of the framework's own.
  private func doubt(_ use: WordUse, _ authority: String?) -> String {
    guard use.name == .nations, let authority else { return "" }
    return " But `\(authority)` is a local authority of \(framework.name)."
  }

  /// Whether a word is a local authority of the framework's own nation.
  private func isOurs(_ authority: String) -> Bool {
    framework.vocabulary(.localAuthorities).map { $0.standing(of: authority) != .unknown } ?? false
  }

  private var wordsWithNearest: Int { 500 }
  private var placesShown: Int { 20 }

  private func finding(
    about use: WordUse, _ others: [SourceSpan], isJudged: Bool, authority: String?,
    _ period: Period, seeksNearest: Bool
  ) -> Finding? {
    let more = others.count - placesShown
    let again = others.prefix(placesShown).enumerated().map { index, span in
      let rest =
        more > 0 && index == placesShown - 1 ? ", and \(Wording.count(more, "time")) more" : ""
      return Diagnostic.Related("It is used here too\(rest).", at: span)
    }
    func found(
      _ rule: StructureRule, _ message: String, help: String?, since: CivilDate? = nil
    ) -> Finding? {
      finding(
        rule, period, "`\(use.word)` \(message)", at: use.span, path: use.path, related: again,
        help: help, since: since, found: Wording.plain(use.word))
    }
    switch use.standing {
    case .known(let word): return outdated(use, word, period, found)
    case .alias(let word):
      return found(
        .wordOtherName,
        "is another name for `\(word)`, and rules read it as that.",
        help: "Write \(use.vocabulary.explained(word))." + use.ifOfItsOwn(mayBeKnown: true))
    case .unknown:
      if let elsewhere = framework.elsewhere(use.word, insteadOf: use.name),
        let says = elsewhere.says
      {
        let isSaid = use.name == .nations && authority == nil
        return found(
          isSaid ? .nationElsewhere : .wordElsewhere,
          says.value.text + (isJudged ? "" : notJudged) + doubt(use, authority),
          help: isSaid ? nil : elsewhere.fix?.value.text)
      }
      return found(
        .wordUnknown,
        "is not \(use.vocabulary.noun) that Rollcall knows, so no rule can go by it.",
        help: use.remedy(seeksNearest ? use.vocabulary.nearest(to: use.word) : nil))
    }
  }

  /// A word that is not valid on some date of the check.
  private func outdated(
    _ use: WordUse, _ word: String, _ period: Period,
    _ found: (StructureRule, String, String?, CivilDate?) -> Finding?
  ) -> Finding? {
    guard let meaning = use.vocabulary.meaning(of: word) else { return nil }
    let dates = period.only.map { DateRange(on: $0) } ?? period.range
    let successors = (meaning.replacedBy ?? []).map { "`\($0.value.text)`" }
    if let to = meaning.to?.value, dates.last.map({ $0 > to }) ?? true {
      let next = to.adding(days: 1)
      let replaced = successors.isEmpty ? "" : "; \(Wording.list(successors)) took its place"
      return found(
        .wordOutdated,
        "is \(use.vocabulary.noun) until \(to.written) only\(replaced).",
        successors.isEmpty ? nil : "Write \(Wording.list(successors, "or")).",
        max(next, dates.first))
    }
    if let from = meaning.from?.value, dates.first < from {
      let earlier = use.vocabulary.words.filter { other in
        let replacedBy = use.vocabulary.meaning(of: other)?.replacedBy ?? []
        return replacedBy.contains { $0.value.text == word }
      }.map { "`\($0)`" }
      return found(
        .wordOutdated, "is \(use.vocabulary.noun) from \(from.written) only.",
        earlier.isEmpty ? nil : "Until then it was \(Wording.list(earlier, "or")).", dates.first)
    }
    return nil
  }

  /// The findings about the actions that a file declares: known ones need no declaration.
  func findings(about declared: [DeclaredActions?], _ period: Period) -> [Finding] {
    guard let actions = framework.vocabulary(.actions) else { return [] }
    return declared.flatMap { $0?.names ?? [] }.compactMap { name in
      let says: (message: String, help: String)
      switch actions.standing(of: name.value) {
      case .unknown: return nil
      case .known(let word):
        says = (
          "is a known action already: \(actions.explained(word)).",
          "Remove the declaration; `do: \(word)` is understood without it."
        )
      case .alias(let word):
        says = (
          "is another name for the known action `\(word)`, and is not read as that once it is declared.",
          "If `\(word)` is meant (\(actions.title(of: word))), write it, and remove the declaration."
        )
      }
      return finding(
        .actionKnown, period, "`\(name.value)` \(says.message)", at: name.span,
        path: "actions.\(name.value)", help: says.help)
    }
  }
}

extension WordUse {
  /// The correction of an unlisted word.
  func remedy(_ nearest: String?) -> String {
    let own = ifOfItsOwn(mayBeKnown: nearest != nil)
    if let nearest {
      return "Did you mean \(vocabulary.explained(nearest))?" + own
    }
    if !own.isEmpty { return String(own.dropFirst()) }
    let heading = vocabulary.draft.title?.value.text ?? name.text
    return "`rollcall rules --words` lists those it knows, under “\(heading)”."
  }

  /// The advice on declaring an action of the school's own; empty for other words.
  fileprivate func ifOfItsOwn(mayBeKnown: Bool) -> String {
    guard name == .actions else { return "" }
    let title = Wording.sentence(Wording.plain(word))
    return
      " If it is \(mayBeKnown ? "something else" : "an action of the school's own"), declare it: "
      + "`actions: { \(word): \(title) }`."
  }
}
