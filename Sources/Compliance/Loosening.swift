import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

// A lower layer may tighten what it inherits and never loosen it.
extension Checker {
  /// One of the files that speak for a school, the school's own first.
  private struct Voice {
    let name: String
    let values: Located<Value>
    let inForce: DateRange?
  }

  /// Where a policy, or a layer it follows, asks for less than one above it.
  func loosened(_ document: PolicyDocument, _ period: Period) -> [Finding] {
    let own = Voice(
      name: document.schoolName, values: document.own.erased, inForce: document.inForce)
    let layers = document.layers.compactMap { layer -> Voice? in
      guard let common = layer.common else { return nil }
      if let range = layer.inForce?.range {
        let dates = period.only.map { DateRange(on: $0) } ?? period.range
        guard range.intersection(dates) != nil else { return nil }
      }
      return Voice(
        name: layer.name?.value.text ?? "the layer", values: common.erased,
        inForce: layer.inForce?.range)
    }
    var findings: [Finding] = []
    var voices = ([own] + layers)[...]
    while let lower = voices.popFirst() {
      for strictness in framework.strictness {
        findings += loosened(strictness, lower, above: Array(voices), period)
      }
    }
    return findings
  }

  private func loosened(
    _ strictness: Strictness, _ lower: Voice, above: [Voice], _ period: Period
  ) -> [Finding] {
    let steps = strictness.path.value.text.split(separator: ".").map(String.init)
    return lower.values.values(at: steps[...]).compactMap { path, value in
      let upper = above.lazy.compactMap { voice in
        voice.values.values(at: steps[...]).first { $0.path == path }.map { (voice, $0.value) }
      }.first
      guard let (voice, inherited) = upper,
        strictness.loosens(value.value, inherited.value)
      else { return nil }
      return finding(
        .loosened, period,
        "\(lower.name) says \(value.value.words) under `\(path)`; \(voice.name), which it "
          + "follows, says \(inherited.value.words), which is stricter. What is inherited may be "
          + "made stricter, and never looser.",
        at: value.span, path: path,
        related: [.init("\(voice.name) says \(inherited.value.words) here.", at: inherited.span)],
        help: "Leave the key out to inherit it, write something at least as strict, or ask "
          + "\(voice.name) to change what it says.",
        since: [period.range.first, voice.inForce?.first].compactMap { $0 }.max(),
        expected: inherited.value.words, found: value.value.words)
    }
  }
}
