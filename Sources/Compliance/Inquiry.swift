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

  /// Where and when a rule is broken; `dates` limits when it binds.
  func findings(of rule: Rule, within dates: DateRange? = nil) -> [Finding] {
    let asksToday = rule.asksToday
    let range = asksToday ? DateRange(on: period.asOf) : period.range
    var asked = rule.requirement.inForce.intersection(range)
    if let dates { asked = asked?.intersection(dates) }
    guard let asked else { return [] }
    let spells = spells(of: rule, asked)
    // Most rules are kept, and of most pieces there is one.
    guard !spells.isEmpty else { return [] }
    return spells.compactMap { spell in
      if let date = period.only, !spell.range.contains(date) { return nil }
      return finding(rule, spell.violation, spell.range, isDated: !asksToday)
    }
  }

  /// The faults with the dates of each; the same fault on both sides of a change is one fault.
  private func spells(
    of rule: Rule, _ asked: DateRange
  ) -> [(violation: Violation, range: DateRange)] {
    var spells: [(violation: Violation, range: DateRange)] = []
    // Where each fault stands among them: a long list may break a rule at every item.
    var places: [Violation: [Int]] = [:]
    let changes = rule.changes + editions.dropFirst().map(\.range.first)
    for piece in asked.split(at: changes) {
      guard let edition = editions.first(where: { $0.range.contains(piece.first) }) else {
        continue
      }
      let violations = violations(of: rule, edition, on: piece.first)
      for violation in violations where !(isPartial && violation.isAbsence) {
        let earlier = places[violation]?.first { place in
          spells[place].range.last?.adding(days: 1) == piece.first
        }
        if let earlier, let joined = DateRange(from: spells[earlier].range.first, to: piece.last) {
          spells[earlier].range = joined
        } else {
          places[violation, default: []].append(spells.count)
          spells.append((violation, piece))
        }
      }
    }
    return spells
  }

  /// How an edition breaks a rule on a date, as it is for each group of pupils whose times are their own.
  private func violations(of rule: Rule, _ edition: Edition, on date: CivilDate) -> [Violation] {
    func asked(_ values: AskedValues) -> [Violation] {
      Evaluation(
        rule: rule, policy: values, school: name, law: law, date: date, asOf: period.asOf,
        isExtract: document == .extract
      ).violations()
    }
    guard let times = edition.times(law.framework, on: date), !rule.isAboutEntries else {
      return asked(edition.values)
    }
    var seen: Set<Violation> = []
    return times.variants(of: rule).flatMap { variant in
      // What holds of an entry whatever else the pupil has is told once.
      asked(variant.values).map { variant.placed($0) }.filter { seen.insert($0).inserted }
        .map { variant.addressed($0) }
    }
  }

  private var isPartial: Bool { document == .common || document == .statements }

  private func finding(
    _ rule: Rule, _ violation: Violation, _ range: DateRange, isDated: Bool
  ) -> Finding {
    let requirement = rule.requirement
    let policyEnd = period.range.last
    let endsEarly = range.last.map { last in policyEnd.map { last < $0 } ?? true } ?? false
    let history = isDated ? history(range, endsEarly: endsEarly) : (words: "", shared: nil)
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

  /// When the file was right and when wrong, where that changed while it was in force; and the part of it
  /// that says when the file was in force.
  private func history(
    _ range: DateRange, endsEarly: Bool
  ) -> (words: String, shared: String?) {
    guard let inForce = period.inForce else { return ("", nil) }
    var sentence = ""
    var shared: String?
    if let end = inForce.last, range.first > end {
      sentence =
        " It has fallen short of this since \(range.first.written), after its last day in force, "
        + "\(end.written)."
    } else if range.first > inForce.first {
      let dates =
        ": it came into force on \(inForce.first.written), before the change"
        + (inForce.last.map { ", and was to be in force until \($0.written)." } ?? ".")
      sentence = " It has fallen short of this since \(range.first.written)\(dates)"
      shared = dates
    }
    if endsEarly, let last = range.last {
      sentence += " This was so until \(last.written)."
    }
    return (sentence, shared)
  }
}
