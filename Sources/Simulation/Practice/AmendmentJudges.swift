import CivilTime
import Clauses
import Diagnostics
import Registers

/// Changes to marks, and what has to be recorded of them.
extension PracticeCase {
  static let amendmentJudges: [Judge] = [
    Judge(.amendedOtherwise, needs: .amendments, .looksAt(.changes) { $0.amendedOtherwise($1) }),
    Judge(.amendmentIncomplete, needs: .amendments, .looksAt(.changes) { $0.incomplete($1) }),
    Judge(.overwrittenWithoutReason, needs: .amendments, .looksAt(.changes) { $0.overwritten($1) }),
  ]

  /// A mark that is neither the entry before the first change nor the one after the last.
  func amendedOtherwise(_ rule: PracticeRule) -> PracticeRules.Result {
    var result = PracticeRules.Result()
    var bySession: [Session: [Amendment]] = [:]
    for amendment in record.amendments where amendment.amendedOn <= context.lastDate {
      bySession[amendment.session, default: []].append(amendment)
    }
    for (session, amendments) in bySession.sorted(by: { $0.key < $1.key }) {
      guard let number = calendar.index(of: session), rule.inForce.contains(session.date),
        record.marks.line(of: number) != nil
      else { continue }
      result.cases += 1
      let mark = context.codes[Int(record.marks.code(of: number))]
      let amended = AmendedMark(amendments, entered: mark)
      guard let last = amended.days.last, mark != last.amended, mark != amended.original else {
        continue
      }
      result.divergences.append(
        divergence(rule, .misrecorded, session) { [self] in
          let (now, then) = (mark?.text ?? "blank", last.amended?.text ?? "blank")
          return Divergence.Words(
            expected: then, recorded: now,
            "The register has `\(now)`, but the mark was last changed to `\(then)` on "
              + "\(last.date.written), and the change since is not recorded.",
            evidence: [context.evidence(record, number)].compactMap { $0 }
              + amendments.map(\.evidence))
        })
    }
    return result
  }

  /// Changes that do not say why, or by whom.
  func incomplete(_ rule: PracticeRule) -> PracticeRules.Result {
    amendments(rule) { amendment in
      // An overwritten mark without its reason has a rule of its own.
      let isOverwritten = amendment.original.map { rule.codes.contains($0) } ?? false
      return amendment.missing.filter { $0 != .reason || !isOverwritten }
    }
  }

  /// An absence without a reason that became another mark, and nobody wrote down why.
  func overwritten(_ rule: PracticeRule) -> PracticeRules.Result {
    amendments(rule) { amendment in
      guard let original = amendment.original, rule.codes.contains(original) else { return nil }
      return amendment.missing.filter { $0 == .reason }
    }
  }

  /// The changes of which something is missing; nil where the rule is not about a change.
  private func amendments(
    _ rule: PracticeRule, missing: (Amendment) -> [Amendment.Item]?
  ) -> PracticeRules.Result {
    let cases = record.amendments.filter { rule.inForce.contains($0.amendedOn) }
      .compactMap { amendment in missing(amendment).map { (amendment, $0) } }
    return .init(cases) { amendment, items in
      guard !items.isEmpty else { return nil }
      return divergence(rule, .missing, amendment.session) {
        let (before, after) = (
          amendment.original?.text ?? "blank", amendment.amended?.text ?? "blank"
        )
        let missing = Wording.list(items.map { "the \($0.rawValue)" })
        return Divergence.Words(
          expected: missing,
          "The mark was changed from `\(before)` to `\(after)` on \(amendment.amendedOn.written); "
            + "\(missing) \(items.count == 1 ? "is" : "are") not recorded.",
          evidence: [amendment.evidence])
      }
    }
  }
}
