public import CivilTime
import Clauses
public import Diagnostics
public import PolicyModel
public import Statute
import TypedYAML

/// Checks policies and layers against a framework, and against each other.
public struct Checker: Sendable {
  /// The framework's requirements, ready to be asked.
  public let rules: [Rule]
  let law: Law
  /// The paths of the framework's orders of strictness, in their order.
  let strictnessPaths: [BoundPath]

  /// The framework.
  public var framework: Framework { law.framework }
  /// What tells which of two values asks for more.
  public var yardstick: Yardstick { law.yardstick }

  /// Prepares a framework's requirements; those that name unknown paths are left out and reported.
  public static func prepare(_ framework: Framework) -> (checker: Checker, problems: [Diagnostic]) {
    var reading = Reading()
    let law = Law(framework)
    let rules = framework.requirements.compactMap { requirement in
      Rule(requirement, of: law, framework.bibliography, &reading)
    }
    let paths =
      framework.isBuiltIn
      ? []
      : framework.strictness.map(\.path) + framework.halfDays + framework.touches.compactMap(\.path)
    for path in paths {
      let steps = path.value.text.pathSteps
      guard case .failure(let unknown) = Policy.form.form(at: steps[...]) else { continue }
      reading.report(.unknownPath(path, unknown))
    }
    if !framework.isBuiltIn {
      let lexicon = Lexicon(framework)
      (framework.requirements + framework.coming).flatMap { lexicon.unknownWords(in: $0) }
        .forEach { reading.report($0) }
    }
    let strictness = framework.strictness.map { BoundPath($0.path.value.text) }
    return (
      Checker(rules: rules, law: law, strictnessPaths: strictness), reading.diagnostics
    )
  }

  /// What a policy falls short of, in any order; what it waives is marked, not left out.
  ///
  /// With dates, it is asked as if it were in force on those.
  public func findings(
    for document: PolicyDocument, _ question: Question, during dates: DateRange? = nil,
    _ prepared: PreparedLayers = PreparedLayers()
  ) -> [Finding] {
    let period = Period(dates ?? document.inForce, question)
    let layers = document.layers.map { self.prepared($0, prepared) }
    let values = PolicyValues(document, layers, framework)
    let inquiry = Inquiry(
      law: law, name: document.schoolName, editions: values.editions(period), period: period)
    let school = document.effectiveSchool
    func binds(_ rule: Rule) -> Bool {
      rule.requirement.addressee == .policy
        && rule.requirement.scope.binds(school?.type?.value, school?.phase?.value)
    }
    var found = rules.filter(binds).flatMap { inquiry.findings(of: $0) }
    for (layer, prepared) in zip(document.layers, layers) {
      found += prepared.problems.map { Finding($0) }
      let dates = layer.inForce?.range
      found += prepared.rules.filter(binds).flatMap { inquiry.findings(of: $0, within: dates) }
    }
    found += findings(about: values.uses, period)
    found += findings(about: [document.own.actions], period)
    found += loosened(document, layers, values, period)
    found += brokenAgreements(of: document, layers, values, period)
    found += contradictions(in: document, period)
    return waived(found, document, period)
  }

  /// How many rules a check of this policy asks.
  public func ruleCount(for document: PolicyDocument) -> Int {
    rules.count { $0.requirement.addressee == .policy }
      + document.layers.reduce(0) { $0 + ($1.requirements ?? []).count }
  }

  /// A finding of a rule that is judged by its name; nil where it does not bind on the dates.
  func finding(
    _ rule: StructureRule, _ period: Period, _ message: String, at span: SourceSpan, path: String,
    related: [Diagnostic.Related] = [], help: String? = nil, since: CivilDate? = nil,
    expected: String? = nil, found: String? = nil, citing citations: [Citation] = []
  ) -> Finding? {
    guard let standing = framework.structure.first(where: { $0.id == rule.rawValue }) else {
      return nil
    }
    let date = period.only ?? period.range.first
    let dates = period.only.map { DateRange(on: $0) } ?? period.range
    guard standing.inForce.intersection(dates) != nil || standing.inForce.contains(date) else {
      return nil
    }
    return Finding(
      Diagnostic(
        rule.rawValue, standing.severity, message, at: span, path: path, related: related,
        help: help),
      since: since, until: nil, expected: expected, found: found,
      citations: framework.bibliography.cited(standing.citations + citations, during: dates))
  }

  /// The names of the rules about how files stand to each other that the checker knows.
  public static var structureRules: [String] { StructureRule.allCases.map(\.rawValue) }
}

/// The rules about how files stand to each other.
enum StructureRule: String, CaseIterable {
  case loosened = "layer.loosened"
  case agreementBroken = "agreement.broken"
  case agreementUntold = "agreement.untold"
  case membersDiffer = "agreement.members-differ"
  case tooEarlyForAnother = "promise.too-early-for-another"
  case forbiddenByAnother = "promise.forbidden-by-another"
  case memberUnread = "cluster.member-unread"
  case memberDoesNotFollow = "cluster.member-does-not-follow"
  case waiverExpired = "waiver.expired"
  case waiverUnused = "waiver.unused"
  case waiverUnknown = "waiver.unknown-rule"
  case wordUnknown = "word.unknown"
  case wordOutdated = "word.outdated"
  case wordElsewhere = "word.elsewhere"
  case actionKnown = "action.known-already"
}
