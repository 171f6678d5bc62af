public import CivilTime
import Clauses
import Diagnostics
public import PolicyModel
import Statute
import TypedYAML

/// A waiver that bears on a finding.
public struct AppliedWaiver: Sendable, Hashable {
  /// What a waiver does to a finding.
  public enum Effect: String, Sendable, Hashable {
    /// The finding is accepted and no longer counts.
    case waived
    /// The finding rests on the law, which nobody can waive: it still counts, as an accepted risk.
    case acceptedRisk = "accepted_risk"
  }

  /// What it does.
  public let effect: Effect
  /// Why the finding is accepted.
  public let reason: String
  /// Who accepted it.
  public let approvedBy: String
  /// The last date on which it is accepted.
  public let until: CivilDate
}

// Waivers: a finding accepted for a time, by someone, for a reason.
extension Checker {
  /// Marks what a policy waives, and finds waivers that have expired or that waive nothing.
  func waived(
    _ findings: [Finding], _ document: PolicyDocument, _ period: Period
  ) -> [Finding] {
    var findings = findings
    for waiver in document.own.waivers ?? [] {
      guard let rule = waiver.rule, let until = waiver.until, let reason = waiver.reason,
        let approvedBy = waiver.approvedBy
      else { continue }
      let concerned = findings.indices.filter { findings[$0].diagnostic.rule == rule.value.text }
      if until.value < period.asOf {
        findings += [expired(rule, until, stillFound: !concerned.isEmpty, period)].compactMap { $0 }
        continue
      }
      if concerned.isEmpty {
        findings += [unused(rule, document, period)].compactMap { $0 }
      }
      for index in concerned {
        findings[index].waiver = AppliedWaiver(
          effect: findings[index].citations.contains(where: \.isLaw) ? .acceptedRisk : .waived,
          reason: reason.value.text, approvedBy: approvedBy.value.text, until: until.value)
      }
    }
    return findings
  }

  private func expired(
    _ rule: Located<Name>, _ until: Located<CivilDate>, stillFound: Bool, _ period: Period
  ) -> Finding? {
    finding(
      .waiverExpired, period,
      "The waiver of `\(rule.value.text)` ended on \(until.value.written). "
        + (stillFound
          ? "What it waived is still found, and counts again."
          : "What it waived is no longer found."),
      at: until.span, path: "waivers",
      help: stillFound
        ? "Put right what it waived, or have it approved anew." : "Remove the waiver.")
  }

  private func unused(
    _ rule: Located<Name>, _ document: PolicyDocument, _ period: Period
  ) -> Finding? {
    let known = knownRules(with: document.layers)
    if let retired = framework.retired.first(where: { $0.id?.value.text == rule.value.text }) {
      let instead = (retired.replacedBy ?? []).map { "`\($0.value.text)`" }
      return finding(
        .waiverUnused, period,
        "`\(rule.value.text)` is no longer asked, so this waives nothing.", at: rule.span,
        path: "waivers",
        help: instead.isEmpty
          ? "Remove the waiver." : "Name \(Wording.list(instead, "or")) instead, or remove it.")
    }
    guard known.contains(rule.value.text) else {
      return finding(
        .waiverUnknown, period, "No rule is called `\(rule.value.text)`, so this waives nothing.",
        at: rule.span, path: "waivers",
        help: Wording.suggestion(for: rule.value.text, among: known.sorted())
          .map { "Did you mean `\($0)`?" } ?? "`rollcall rules` lists the names.")
    }
    return finding(
      .waiverUnused, period,
      "The policy waives `\(rule.value.text)`, and nothing of that kind is found in it.",
      at: rule.span, path: "waivers", help: "Remove the waiver.")
  }

  /// The rules that a check of a policy that follows these layers may find broken.
  public func knownRules(with layers: [Layer]) -> Set<String> {
    let own = layers.flatMap { $0.requirements ?? [] }.map(\.id.value.text)
    return Set(
      framework.requirements.map(\.id.value.text) + framework.structure.map(\.id) + own)
  }
}
