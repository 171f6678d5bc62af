import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// The evaluation of rules for one file over the dates of a check.
struct Inquiry {
  let law: Law
  /// The school, or the layer, for messages.
  let name: String
  let editions: [Edition]
  let period: Period
  /// The part of a document that is not a school's policy.
  var document: DocumentPart?

  /// A part of which only the content is judged, never omissions: a guide, a letter or a single
  /// page need not be a whole policy.
  enum DocumentPart {
    /// The values that its schools inherit.
    case common
    /// The claims of the document itself.
    case statements
    /// The whole file, under the rules for layers.
    case layer
    /// A part of a school's policy.
    case extract
  }

  /// A layer with a rule of its own, and the dates on which it applies.
  typealias Asking = (name: String, dates: DateRange?)

  /// The findings of a rule with their dates; a layer's rule binds while the layer applies.
  func findings(of rule: Rule, by layer: Asking? = nil) -> [Finding] {
    let asksToday = rule.asksToday
    let range = asksToday ? DateRange(on: period.asOf) : period.range
    var asked = rule.requirement.inForce.intersection(range)
    if let dates = layer?.dates { asked = asked?.intersection(dates) }
    guard let asked else { return [] }
    let spells = spells(of: rule, asked)
    // Most rules are kept.
    guard !spells.isEmpty else { return [] }
    return spells.compactMap { spell in
      if let date = period.only, !spell.range.contains(date) { return nil }
      let cause = cause(ofChangeOn: spell.range.first, rule, layer)
      return finding(rule, spell.violation, spell.range, cause, isDated: !asksToday)
    }
  }

  /// Whether a rule applies on some date of the check.
  func isAsked(_ rule: Rule) -> Bool {
    let range = rule.asksToday ? DateRange(on: period.asOf) : period.range
    guard let asked = rule.requirement.inForce.intersection(range) else { return false }
    return pieces(of: asked, rule).contains { piece, edition in
      let variants = edition.times(law.framework, on: piece.first)?.variants(of: rule)
      return (variants?.map(\.values) ?? [edition.values]).contains {
        evaluation(rule, $0, on: piece.first).isAsked
      }
    }
  }

  /// The dates of a rule, split where the file's values or the law's parameters change.
  private func pieces(
    of asked: DateRange, _ rule: Rule
  ) -> [(range: DateRange, edition: Edition)] {
    asked.split(at: rule.changes + editions.dropFirst().map(\.range.first)).compactMap { piece in
      editions.first { $0.range.contains(piece.first) }.map { (piece, $0) }
    }
  }

  private func evaluation(
    _ rule: Rule, _ values: AskedValues, on date: CivilDate
  ) -> Evaluation {
    Evaluation(
      rule: rule, policy: values, school: name, law: law, date: date, asOf: period.asOf,
      isExtract: document == .extract)
  }

  /// The faults with their dates; the same fault before and after a change is one fault.
  private func spells(
    of rule: Rule, _ asked: DateRange
  ) -> [(violation: Violation, range: DateRange)] {
    var spells: [(violation: Violation, range: DateRange)] = []
    // The indices of each fault's spells, because a long list may break a rule at every item.
    var places: [Violation: [Int]] = [:]
    for (piece, edition) in pieces(of: asked, rule) {
      let violations = violations(of: rule, edition, on: piece.first)
      for violation in violations where !(isPartial && violation.isAbsence) {
        let earlier = places[violation.told]?.first { place in
          spells[place].range.last?.adding(days: 1) == piece.first
        }
        if let earlier, let joined = DateRange(from: spells[earlier].range.first, to: piece.last) {
          spells[earlier].range = joined
          if piece.contains(period.asOf) { spells[earlier].violation = violation }
        } else {
          places[violation.told, default: []].append(spells.count)
          spells.append((violation, piece))
        }
      }
    }
    return spells
  }

  /// The violations of a rule on a date, for each group of pupils with times of its own.
  private func violations(of rule: Rule, _ edition: Edition, on date: CivilDate) -> [Violation] {
    func asked(_ values: AskedValues) -> [Violation] {
      evaluation(rule, values, on: date).violations()
    }
    guard let times = edition.times(law.framework, on: date), !rule.isAboutEntries else {
      return asked(edition.values)
    }
    let variants = times.variants(of: rule)
    let found = variants.map { variant in asked(variant.values).map { variant.placed($0) } }
    let counts = found.joined().reduce(into: [Violation: Int]()) { $0[$1, default: 0] += 1 }
    var seen: Set<Violation> = []
    return zip(variants, found).flatMap { variant, violations in
      // A fault of one entry is reported once, with any combination of other entries.
      violations.filter { seen.insert($0).inserted }.map { violation in
        let isForAll = variants.count > 1 && counts[violation, default: 0] >= variants.count
        return variant.addressed(violation, isForAll: isForAll)
      }
    }
  }

  private var isPartial: Bool { document == .common || document == .statements }

  private func finding(
    _ rule: Rule, _ violation: Violation, _ range: DateRange, _ cause: Cause, isDated: Bool
  ) -> Finding {
    let requirement = rule.requirement
    let policyEnd = period.range.last
    let endsEarly = range.last.map { last in policyEnd.map { last < $0 } ?? true } ?? false
    let history = isDated ? history(range, cause, endsEarly: endsEarly) : (words: "", shared: nil)
    // A guide or a letter is not called a policy, though the same rules apply to it.
    func named(_ words: String) -> String {
      isPartial ? words.replacing("The policy", with: "The document") : words
    }
    let diagnostic = Diagnostic(
      ofRule: requirement.id.value.text, requirement.severity,
      named(violation.message) + history.words,
      at: violation.span, path: document == .common ? "common.\(violation.path)" : violation.path,
      related: violation.related, help: violation.help)
    return Finding(
      diagnostic, since: isDated ? range.first : nil,
      until: isDated && endsEarly ? range.last : nil, expected: violation.expected,
      found: violation.found,
      citations: rule.cited(
        on: range.first, during: period.only.map { DateRange(on: $0) } ?? range,
        besides: violation.length),
      shared: [named(violation.because), history.shared].compactMap { $0 })
  }
}

// The dates of a violation, in words.
extension Inquiry {
  /// The change on the date of a violation's start.
  private enum Cause {
    case law
    /// A change of inherited values, in words.
    case inheritance(String)
    /// The start of a layer with rules of its own.
    case layer(String)
  }

  private func cause(ofChangeOn date: CivilDate, _ rule: Rule, _ layer: Asking?) -> Cause {
    if rule.changes.contains(date) || rule.requirement.inForce.first == date { return .law }
    if let layer, layer.dates?.first == date { return .layer(layer.name) }
    let change = editions.first { $0.range.first == date }?.change
    return change.map { .inheritance($0.words(isToCome: period.asOf < date)) } ?? .law
  }

  /// The dates of the violation, where they differ from those of the file, and the part of the
  /// sentence with the file's dates.
  private func history(
    _ range: DateRange, _ cause: Cause, endsEarly: Bool
  ) -> (words: String, shared: String?) {
    guard let inForce = period.inForce else { return ("", nil) }
    let isToCome = range.first > period.asOf
    let since =
      isToCome
      ? " It will fall short of this from \(range.first.written)"
      : " It has fallen short of this since \(range.first.written)"
    var sentence = ""
    var shared: String?
    if let end = inForce.last, range.first > end {
      sentence = "\(since), after its last day in force, \(end.written)."
    } else if range.first > inForce.first {
      let dates = dates(inForce, cause)
      switch cause {
      case .law: sentence = since + dates
      case .inheritance(let words): sentence = since + words + dates
      case .layer(let name):
        sentence = "\(since), when \(name) \(isToCome ? "begins" : "began") to apply" + dates
      }
      shared = dates
    }
    if endsEarly, let last = range.last {
      let verb = isToCome ? "will be" : last < period.asOf ? "was" : "is"
      sentence += " This \(verb) so until \(last.written)."
    }
    return (sentence, shared)
  }

  /// The dates of the file, as the end of a sentence.
  private func dates(_ inForce: DateRange, _ cause: Cause) -> String {
    let came = inForce.first > period.asOf ? "comes" : "came"
    var dates = ": it \(came) into force on \(inForce.first.written)"
    if case .law = cause { dates += ", before the change" }
    guard let end = inForce.last else { return dates + "." }
    let comma = if case .law = cause { "," } else { "" }
    let was = end < period.asOf ? "was" : "is"
    return "\(dates)\(comma) and \(was) to be in force until \(end.written)."
  }
}
