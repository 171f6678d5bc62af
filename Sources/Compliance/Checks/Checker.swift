package import CivilTime
import Clauses
package import Diagnostics
package import PolicyModel
package import Statute
import TypedYAML

/// Checks policies and layers against a framework, and against each other.
package struct Checker: Sendable {
  /// The framework's requirements, bound to the keys of files.
  package let rules: [Rule]
  let law: Law
  /// The paths of the framework's orders of strictness, in their order.
  let strictnessPaths: [BoundPath]

  /// The framework.
  package var framework: Framework { law.framework }
  /// The order of strictness between values.
  package var yardstick: Yardstick { law.yardstick }

  /// Prepares a framework's requirements; those that name unknown paths are left out and reported.
  package static func prepare(_ framework: Framework) -> (checker: Checker, problems: [Diagnostic])
  {
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

  /// The findings for a policy, in any order; waived ones are marked, not left out.
  ///
  /// With `dates`, it is judged as if in force on them. In an extract, omissions are ignored.
  package func findings(
    for document: PolicyDocument, _ question: Question, during dates: DateRange? = nil,
    isExtract: Bool = false, _ prepared: PreparedLayers = PreparedLayers()
  ) -> [Finding] {
    let period = Period(dates ?? document.inForce(asOf: question.asOf), question)
    let layers = document.layers.map { self.prepared($0, prepared) }
    let values = PolicyValues(document, layers, framework, asOf: question.asOf)
    let inquiry = Inquiry(
      law: law, name: document.schoolName, editions: values.editions(period), period: period,
      document: isExtract ? .extract : nil)
    let school = boundSchool(of: document, asOf: question.asOf)
    var found = rules.filter { $0.isAsked(of: school) }.flatMap { inquiry.findings(of: $0) }
    for (layer, prepared) in zip(document.layers, layers) {
      found += prepared.problems.map { Finding($0) }
      let asking = (name: layer.name?.value.text ?? "the layer", dates: layer.inForce?.range)
      found += prepared.rules.filter { $0.isAskedByLayer(of: school) }.flatMap {
        inquiry.findings(of: $0, by: asking)
      }
    }
    found += findings(
      about: telling(values.uses, school.otherNation),
      beside: document.effectiveSchool(asOf: question.asOf),
      otherNation: school.otherNation, period)
    found += findings(about: [document.own.actions], period)
    found += endedLayers(document, period)
    found += loosened(document, layers, values, school, period)
    found += brokenAgreements(
      of: document, layers, values, isExtract: isExtract, period)
    found += contradictions(in: document, school, period)
    return waived(found, document, period) { rule in
      (school.otherNation == nil || !framework.ruleNames.contains(rule))
        && !(isExtract && isLeftToWholePolicies(rule, document))
    }
  }

  /// The names of the framework's rules that apply to a policy.
  package func rulesAsked(of document: PolicyDocument, _ question: Question) -> Set<String> {
    let period = Period(document.inForce(asOf: question.asOf), question)
    let layers = document.layers.map { prepared($0) }
    let values = PolicyValues(document, layers, framework, asOf: question.asOf)
    let inquiry = Inquiry(
      law: law, name: document.schoolName, editions: values.editions(period), period: period)
    let school = boundSchool(of: document, asOf: question.asOf)
    return Set(
      rules.filter { $0.isAsked(of: school) && inquiry.isAsked($0) }.map(
        \.requirement.id.value.text)
    )
  }

  /// The school of a policy, by which the scope of rules is decided.
  func boundSchool(of document: PolicyDocument, asOf date: CivilDate) -> BoundSchool {
    let school = document.effectiveSchool(asOf: date)
    return BoundSchool(
      type: school?.type?.value, phase: school?.phase?.value,
      otherNation: otherNation(of: document, asOf: date))
  }

  /// The nation whose law binds the school of a policy, where it is not the framework's; the
  /// framework then does not apply.
  package func otherNation(of document: PolicyDocument, asOf date: CivilDate) -> String? {
    framework.otherNation(by: document.wordsOfNation(asOf: date))
  }

  /// The words to report: in another nation, the word that names the nation, and actions, because
  /// the school's own duties are still judged.
  func telling(_ uses: [WordUse], _ otherNation: String?) -> [WordUse] {
    guard otherNation != nil else { return uses }
    let deciding = [VocabularyName.nations, .localAuthorities, .legislation].lazy.compactMap {
      name in
      uses.first { $0.name == name && framework.elsewhere($0.word, insteadOf: name) != nil }
    }.first
    return uses.filter { $0.name == .actions || $0.span == deciding?.span }
  }

  /// The layers of the policy that no longer apply.
  private func endedLayers(_ document: PolicyDocument, _ period: Period) -> [Finding] {
    document.endedLayers(asOf: period.asOf).compactMap { layer, named, last in
      let name = layer.name.map { " (\($0.value.text))" } ?? ""
      let path = layer.span.file.split(separator: "/").last.map(String.init) ?? layer.span.file
      return finding(
        .layerEnded, period,
        "The policy follows `\(path)`\(name), which stopped applying on \(last.written): nothing is "
          + "inherited from it\(period.inForce == nil ? "" : " since").",
        at: named, path: "follows",
        related: layer.inForce?.draft.to.map { [.init("Its last day stands here.", at: $0.span)] }
          ?? [],
        help: "Follow the file that took its place, or give it a later end.",
        since: last.adding(days: 1), found: last.written)
    }
  }

  /// The number of rules that a check of this policy applies.
  package func ruleCount(for document: PolicyDocument, asOf date: CivilDate) -> Int {
    let isElsewhere = otherNation(of: document, asOf: date) != nil
    return (isElsewhere ? 0 : rules.count { $0.requirement.addressee == .policy })
      + document.layers.reduce(0) { $0 + ($1.requirements ?? []).count }
  }

  /// The number of rules that bind the school and do not apply to an extract.
  func countLeftToWholePolicies(for document: PolicyDocument, asOf date: CivilDate) -> Int {
    let school = boundSchool(of: document, asOf: date)
    return rules.count { $0.isAsked(of: school) && $0.complainsOfAbsence }
      + document.layers.flatMap { $0.requirements ?? [] }.count {
        school.isBound(by: $0.scope) && $0.that.contains(where: \.relation.complainsOfAbsence)
      }
  }

  /// Whether a rule may find an omission, so that it does not apply to an extract.
  private func isLeftToWholePolicies(_ name: String, _ document: PolicyDocument) -> Bool {
    let all = rules.map(\.requirement) + document.layers.flatMap { $0.requirements ?? [] }
    return all.contains {
      $0.id.value.text == name && $0.that.contains(where: \.relation.complainsOfAbsence)
    }
  }

  /// A finding of a rule implemented in Swift; nil where the rule does not bind on the dates.
  func finding(
    _ rule: StructureRule, _ period: Period, _ message: String, at span: SourceSpan, path: String,
    as severity: Severity? = nil, related: [Diagnostic.Related] = [], help: String? = nil,
    since: CivilDate? = nil, expected: String? = nil, found: String? = nil,
    citing citations: [Citation] = []
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
        ofRule: rule.rawValue, severity ?? standing.severity, message, at: span, path: path,
        related: related, help: help),
      since: since, until: nil, expected: expected, found: found,
      citations: framework.bibliography.cited(standing.citations + citations, during: dates))
  }

  /// The names of the rules implemented in Swift about relations between files.
  package static var structureRules: [String] { StructureRule.allCases.map(\.rawValue) }
}

/// A rule implemented in Swift about relations between files.
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
  case layerEnded = "layer.ended"
  case wordUnknown = "word.unknown"
  case wordOutdated = "word.outdated"
  case wordOtherName = "word.other-name"
  case wordElsewhere = "word.elsewhere"
  case nationElsewhere = "nation.elsewhere"
  case actionKnown = "action.known-already"
}
