import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// Asks rules of one file over the dates of a check.
struct Inquiry {
  let law: Law
  /// The school, or the layer, for messages.
  let name: String
  let editions: [Edition]
  let period: Period
  /// What is asked about a document that is not a school's policy.
  var document: DocumentPart?

  /// What is asked only about what it says, never about what it leaves out: a guide or a letter need not be a
  /// whole policy, and neither need one page of one.
  enum DocumentPart {
    /// The values its schools inherit.
    case common
    /// The claims of the document itself.
    case statements
    /// The whole file, asked the rules for layers.
    case layer
    /// A part of a school's policy, which is judged by what it says.
    case extract
  }

  /// A layer that asks a rule of its own, and when it applies.
  typealias Asking = (name: String, dates: DateRange?)

  /// Where and when a rule is broken; a layer's own binds while the layer applies.
  func findings(of rule: Rule, by layer: Asking? = nil) -> [Finding] {
    let asksToday = rule.asksToday
    let range = asksToday ? DateRange(on: period.asOf) : period.range
    var asked = rule.requirement.inForce.intersection(range)
    if let dates = layer?.dates { asked = asked?.intersection(dates) }
    guard let asked else { return [] }
    let spells = spells(of: rule, asked)
    // Most rules are kept, and of most pieces there is one.
    guard !spells.isEmpty else { return [] }
    return spells.compactMap { spell in
      if let date = period.only, !spell.range.contains(date) { return nil }
      let cause = cause(ofChangeOn: spell.range.first, rule, layer)
      return finding(rule, spell.violation, spell.range, cause, isDated: !asksToday)
    }
  }

  /// Whether a rule has something to ask on some day of the check.
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

  /// The dates of a rule by what the file says on them and what the law compares with.
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

  /// The faults with the dates of each; the same fault on both sides of a change is one fault.
  private func spells(
    of rule: Rule, _ asked: DateRange
  ) -> [(violation: Violation, range: DateRange)] {
    var spells: [(violation: Violation, range: DateRange)] = []
    // Where each fault stands among them: a long list may break a rule at every item.
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

  /// How an edition breaks a rule on a date, as it is for each group of pupils whose times are their own.
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
      // A fault of one entry is reported once, whichever other entries the pupil has.
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
    // A guide or a letter is not a policy, though the same is asked of what it says.
    func named(_ words: String) -> String {
      isPartial ? words.replacing("The policy", with: "The document") : words
    }
    let diagnostic = Diagnostic(
      requirement.id.value.text, requirement.severity, named(violation.message) + history.words,
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

// Since when a file falls short, in words.
extension Inquiry {
  /// What changed on the day on which a file began to fall short.
  private enum Cause {
    case law
    /// What the school inherits, in words.
    case inheritance(String)
    /// A layer that asks something of its own began to apply.
    case layer(String)
  }

  private func cause(ofChangeOn date: CivilDate, _ rule: Rule, _ layer: Asking?) -> Cause {
    if rule.changes.contains(date) || rule.requirement.inForce.first == date { return .law }
    if let layer, layer.dates?.first == date { return .layer(layer.name) }
    let change = editions.first { $0.range.first == date }?.change
    return change.map { .inheritance($0.words(isToCome: period.asOf < date)) } ?? .law
  }

  /// When the file was right and when wrong, where that changed while it was in force; and the part of it
  /// that says when the file was in force.
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

  /// When the file is in force, as the end of a sentence.
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
