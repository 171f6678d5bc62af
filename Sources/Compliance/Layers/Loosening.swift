import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

// A lower layer may tighten what it inherits and never loosen it.
extension Checker {
  /// One of the files with values for a school, the school's own first.
  private struct Voice {
    let name: String
    let inForce: DateRange?
    /// The values at the path of each order of strictness; nil for the school's own file, where
    /// most are not needed.
    let said: [[Found]]?
    /// All values; nil for the school's own file.
    let values: Located<Value>?
  }

  /// The findings where a policy, or one of its layers, is looser than one above it.
  func loosened(
    _ document: PolicyDocument, _ layers: [PreparedLayer], _ values: PolicyValues,
    _ school: BoundSchool, _ period: Period
  ) -> [Finding] {
    let own = Voice(
      name: document.schoolName, inForce: period.inForce, said: nil, values: nil)
    let upper = zip(document.layers, layers).compactMap { layer, prepared -> Voice? in
      guard prepared.common != nil else { return nil }
      if let range = layer.inForce?.range {
        let dates = period.only.map { DateRange(on: $0) } ?? period.range
        guard range.intersection(dates) != nil else { return nil }
      }
      return Voice(
        name: layer.name?.value.text ?? "the layer", inForce: layer.inForce?.range,
        said: prepared.strictness, values: prepared.common)
    }
    guard !upper.isEmpty else { return [] }
    let voices = [own] + upper
    return framework.strictness.enumerated().flatMap { index, strictness -> [Finding] in
      // The value of the nearest voice above at each path, from the top down.
      var above: [String: (voice: Voice, value: Located<Value>)] = [:]
      var findings: [Finding] = []
      for lower in voices.reversed() {
        guard !above.isEmpty || lower.said != nil else { break }
        let said = lower.said?[index] ?? strictnessPaths[index].values(from: values.own)
        findings = loosened(strictness, lower, said, above: above, school, period) + findings
        for found in said { above[found.path] = (lower, found.value) }
      }
      return findings
    }
  }

  private func loosened(
    _ strictness: Strictness, _ lower: Voice, _ said: [Found],
    above: [String: (voice: Voice, value: Located<Value>)], _ school: BoundSchool,
    _ period: Period
  ) -> [Finding] {
    said.compactMap { path, value in
      guard let (voice, inherited) = above[path] ?? above[path.withoutGroups],
        isLoosened(strictness, value.value, inherited.value, at: path)
      else { return nil }
      let fault = fault(in: voice, at: path, school, period)
      let rest =
        fault.map { " But `\($0)` finds fault with what \(voice.name) says." } ?? ""
      return finding(
        .loosened, period,
        "\(lower.name) says \(value.value.words) under `\(path)`; \(voice.name), which it "
          + "follows, says \(inherited.value.words), which is stricter. What is inherited may be "
          + "made stricter, and never looser.\(rest)",
        at: value.span, path: path, as: fault == nil ? nil : .note,
        related: [.init("\(voice.name) says \(inherited.value.words) here.", at: inherited.span)],
        help: fault == nil
          ? "Leave the key out to inherit it, write something at least as strict, or ask "
            + "\(voice.name) to change what it says."
          : "Ask \(voice.name) to change what it says; until then the policy need not follow it here.",
        since: [period.range.first, voice.inForce?.first].compactMap { $0 }.max(),
        expected: inherited.value.words, found: value.value.words)
    }
  }

  /// The national rule that an inherited value itself breaks at a path; nil where it breaks none.
  private func fault(
    in voice: Voice, at path: String, _ school: BoundSchool, _ period: Period
  ) -> String? {
    guard let values = voice.values else { return nil }
    let inquiry = Inquiry(
      law: law, name: voice.name,
      editions: [Edition(range: period.range, values: AskedValues(values))], period: period,
      document: .extract)
    return rules.lazy.filter { $0.isAsked(of: school) && $0.looks(at: path.pathSteps) }
      .flatMap { inquiry.findings(of: $0) }
      .first { $0.diagnostic.path == path && $0.diagnostic.severity != .note }?.diagnostic.rule
  }

  private func isLoosened(
    _ strictness: Strictness, _ lower: Value, _ upper: Value, at path: String
  ) -> Bool {
    let steps = path.pathSteps
    return strictness.loosens(
      yardstick.normal(lower, at: steps), yardstick.normal(upper, at: steps))
  }
}
