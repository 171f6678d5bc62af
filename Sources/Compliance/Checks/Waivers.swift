package import CivilTime
import Clauses
import Diagnostics
package import PolicyModel
import Statute
import TypedYAML

/// A waiver with its effect on a finding.
package struct AppliedWaiver: Sendable, Hashable {
  /// The effect of a waiver on a finding.
  package enum Effect: String, Sendable, Hashable, CaseIterable {
    /// The finding is accepted and no longer counts.
    case waived
    /// The finding rests on the law, which cannot be waived: it still counts, as an accepted risk.
    case acceptedRisk = "accepted_risk"
  }

  /// The effect.
  package let effect: Effect
  /// The reason for the acceptance.
  package let reason: String
  /// The person or body that accepted it.
  package let approvedBy: String
  /// The last date on which it is accepted.
  package let until: CivilDate

  /// The waiver with the effect of an accepted risk, for findings that rest on the law.
  fileprivate var accepted: AppliedWaiver {
    AppliedWaiver(effect: .acceptedRisk, reason: reason, approvedBy: approvedBy, until: until)
  }
}

// Waivers: a finding accepted until a date, by a named person or body, for a reason.
extension Checker {
  /// Marks the findings that a policy waives, and finds waivers that have expired or are unused.
  func waived(
    _ findings: [Finding], _ document: PolicyDocument, _ period: Period,
    isAsked: (String) -> Bool
  ) -> [Finding] {
    let waivers = document.own.waivers ?? []
    guard !waivers.isEmpty else { return findings }
    var findings = findings
    var places: [String: [Int]] = [:]
    for index in findings.indices {
      places[findings[index].diagnostic.rule, default: []].append(index)
    }
    var names = NearWords(knownRules(with: document.layers).sorted())
    // The last waiver of a rule applies.
    var applied: [String: AppliedWaiver] = [:]
    for waiver in waivers {
      guard let rule = waiver.rule, let until = waiver.until, let reason = waiver.reason,
        let approvedBy = waiver.approvedBy
      else { continue }
      let isFound = places[rule.value.text] != nil
      if until.value < period.asOf {
        findings += [expired(rule, until, stillFound: isFound, period)].compactMap { $0 }
      } else if isFound {
        applied[rule.value.text] = AppliedWaiver(
          effect: .waived, reason: reason.value.text, approvedBy: approvedBy.value.text,
          until: until.value)
      } else if isAsked(rule.value.text) {
        findings += [unused(rule, &names, period)].compactMap { $0 }
      }
    }
    for (rule, waiver) in applied {
      for index in places[rule] ?? [] {
        let isOfLaw = findings[index].citations.contains(where: \.isLaw)
        findings[index].waiver = isOfLaw ? waiver.accepted : waiver
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
    _ rule: Located<Name>, _ known: inout NearWords, _ period: Period
  ) -> Finding? {
    if let retired = framework.retired.first(where: { $0.id?.value.text == rule.value.text }) {
      let instead = (retired.replacedBy ?? []).map { "`\($0.value.text)`" }
      return finding(
        .waiverUnused, period,
        "`\(rule.value.text)` is no longer asked, so this waives nothing.", at: rule.span,
        path: "waivers",
        help: instead.isEmpty
          ? "Remove the waiver." : "Name \(Wording.list(instead, "or")) instead, or remove it.")
    }
    guard known.holds(rule.value.text) else {
      return finding(
        .waiverUnknown, period, "No rule is called `\(rule.value.text)`, so this waives nothing.",
        at: rule.span, path: "waivers",
        help: known.suggestion(for: rule.value.text)
          .map { "Did you mean `\($0)`?" } ?? "`rollcall rules` lists the names.")
    }
    return finding(
      .waiverUnused, period,
      "The policy waives `\(rule.value.text)`, and nothing of that kind is found in it.",
      at: rule.span, path: "waivers", help: "Remove the waiver.")
  }

  /// The rules of which a check of a policy with these layers may report findings.
  package func knownRules(with layers: [Layer]) -> Set<String> {
    let own = layers.flatMap { $0.requirements ?? [] }.map(\.id.value.text)
    return Set(
      framework.requirements.map(\.id.value.text) + framework.structure.map(\.id) + own)
  }
}
