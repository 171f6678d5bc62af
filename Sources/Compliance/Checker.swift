public import CivilTime
import Clauses
public import Diagnostics
public import PolicyModel
public import Statute
import TypedYAML

/// Checks policies against a framework and the layers that they follow.
public struct Checker: Sendable {
  /// The framework.
  public let framework: Framework
  /// The framework's requirements, ready to be asked.
  public let rules: [Rule]

  /// Prepares a framework's requirements; those that name unknown paths are left out and reported.
  public static func prepare(_ framework: Framework) -> (checker: Checker, problems: [Diagnostic]) {
    var reading = Reading()
    let rules = framework.requirements.compactMap { requirement in
      Rule(requirement, sources: framework.sources, &reading)
    }
    return (Checker(framework: framework, rules: rules), reading.diagnostics)
  }

  /// The dates about which a check asks.
  public enum Question: Sendable {
    /// Every date on which the policy is in force; `today` decides what is overdue.
    case whileInForce(today: CivilDate)
    /// One date only.
    case on(CivilDate)

    /// The date of the report.
    public var asOf: CivilDate {
      switch self {
      case .whileInForce(let today): today
      case .on(let date): date
      }
    }
  }

  /// What a policy falls short of, ordered by line, column and rule.
  public func findings(for document: PolicyDocument, _ question: Question) -> [Finding] {
    var reading = Reading()
    let layerRules = document.layers.flatMap { layer in
      (layer.requirements ?? []).compactMap { requirement in
        Rule(requirement, sources: sources(of: layer), &reading)
      }
    }
    let schoolType = document.effective.school?.type?.value
    let asked = (rules + layerRules).filter { rule in
      let binds = rule.requirement.binds
      return binds.isEmpty || schoolType.map { binds.contains($0) } != false
    }
    let policy = document.effective.erased
    let period = Period(document, question)
    let found = asked.flatMap { findings(of: $0, policy, document, period) }
    return found + reading.diagnostics.map { Finding($0) }
  }

  /// How many rules a check of this policy asks.
  public func ruleCount(for document: PolicyDocument) -> Int {
    rules.count + document.layers.reduce(0) { $0 + ($1.requirements ?? []).count }
  }

  private func sources(of layer: Layer) -> [String: Source] {
    let own = (layer.sources?.entries ?? []).map { ($0.key.value, $0.value) }
    return framework.sources.merging(own) { _, own in own }
  }

  /// The dates that a check looks at, and the one it asks about, if only one.
  private struct Period {
    let range: DateRange
    let inForce: DateRange?
    let only: CivilDate?
    let asOf: CivilDate

    init(_ document: PolicyDocument, _ question: Question) {
      inForce = document.inForce
      asOf = question.asOf
      switch question {
      case .whileInForce(let today):
        only = nil
        range = document.inForce ?? DateRange(on: today)
      case .on(let date):
        only = date
        // The dates around show since when something is wrong.
        let start = min(document.inForce?.first ?? date, date)
        let end = max(document.inForce?.last ?? date, date)
        range = DateRange(from: start, to: end) ?? DateRange(on: date)
      }
    }
  }

  private func findings(
    of rule: Rule, _ policy: Located<Value>, _ document: PolicyDocument, _ period: Period
  ) -> [Finding] {
    let asksToday = rule.parameters.contains("as_of")
    let range = asksToday ? DateRange(on: period.asOf) : period.range
    guard let asked = rule.requirement.inForce.intersection(range) else { return [] }
    var spells: [(violation: Violation, range: DateRange)] = []
    for piece in asked.split(at: changes(of: rule)) {
      let violations = Evaluation(
        rule: rule, policy: policy, school: document.schoolName, framework: framework,
        date: piece.first, asOf: period.asOf
      ).violations()
      for violation in violations {
        // The same fault on both sides of a change of law is one fault.
        let earlier = spells.firstIndex { spell in
          spell.violation == violation && spell.range.last?.adding(days: 1) == piece.first
        }
        if let earlier, let joined = DateRange(from: spells[earlier].range.first, to: piece.last) {
          spells[earlier].range = joined
        } else {
          spells.append((violation, piece))
        }
      }
    }
    return spells.filter { spell in period.only.map { spell.range.contains($0) } ?? true }
      .map { finding(rule, $0.violation, $0.range, period, dated: !asksToday) }
  }

  /// The dates on which what a rule compares with may change.
  private func changes(of rule: Rule) -> [CivilDate] {
    var dates = rule.parameters.flatMap { framework.parameters[$0] ?? [] }.map(\.range.first)
    if rule.parameters.contains("codes") {
      for meaning in framework.codes.meanings {
        dates.append(meaning.range.first)
        if let last = meaning.range.last { dates.append(last.adding(days: 1)) }
      }
    }
    return dates
  }

  private func finding(
    _ rule: Rule, _ violation: Violation, _ range: DateRange, _ period: Period, dated: Bool
  ) -> Finding {
    let requirement = rule.requirement
    let policyEnd = period.range.last
    let endsEarly = range.last.map { last in policyEnd.map { last < $0 } ?? true } ?? false
    let history = dated ? history(range, period, endsEarly: endsEarly) : ""
    let diagnostic = Diagnostic(
      requirement.id.value.text, requirement.severity, violation.message + history,
      at: violation.span, path: violation.path, help: violation.help)
    let parameters = rule.parameters.compactMap { framework.parameter($0, on: range.first) }
    let all = requirement.citations + parameters.flatMap(\.citations)
    let current = all.filter { citation in
      let inForce = rule.sources[citation.source.value.text]?.inForce?.range
      return inForce.map { $0.intersection(range) != nil } ?? true
    }
    let citations = (current.isEmpty ? all : current).map { citation in
      CitedSource(citation, rule.sources[citation.source.value.text])
    }
    return Finding(
      diagnostic, since: dated ? range.first : nil, until: dated && endsEarly ? range.last : nil,
      expected: violation.expected, found: violation.found, citations: citations.unique)
  }

  /// When the policy was right and when wrong, where that changed while it was in force.
  private func history(_ range: DateRange, _ period: Period, endsEarly: Bool) -> String {
    guard let inForce = period.inForce else { return "" }
    var sentence = ""
    if let end = inForce.last, range.first > end {
      sentence =
        " This has been so since \(range.first.written), after the policy's last day in "
        + "force, \(end.written)."
    } else if range.first > inForce.first {
      sentence =
        " The policy was in keeping when it came into force on \(inForce.first.written); "
        + "it has not been since \(range.first.written)"
      sentence += inForce.last.map { ", and it was to be in force until \($0.written)." } ?? "."
    }
    if endsEarly, let last = range.last {
      sentence += " This was so until \(last.written)."
    }
    return sentence
  }
}

extension Rule {
  /// The names of the parameters that the rule refers to.
  var parameters: [String] {
    (that + given + unless).flatMap(\.condition.relation.operands).compactMap { operand in
      if case .parameter(let name, _) = operand { return name }
      return nil
    }
  }
}

extension Array where Element: Equatable {
  /// The elements without repetitions, in their order.
  fileprivate var unique: [Element] {
    reduce(into: []) { unique, element in
      if !unique.contains(element) { unique.append(element) }
    }
  }
}
