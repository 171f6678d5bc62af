import CivilTime
import Clauses
import Diagnostics
import Registers
import Simulation
import TypedYAML

/// One test with its replay, by which each expectation is judged.
struct Trial {
  typealias Event = Replay.Raised
  typealias Failure = PolicyTestRun.Failure

  let test: PolicyTestSuite.Case
  let replay: Replay
  let events: [Event]

  init(_ test: PolicyTestSuite.Case) {
    self.test = test
    replay = test.simulator.replay(test.dataset, listsObligations: true)
    events = replay.obligations
  }

  /// The result of the test.
  var result: PolicyTestRun.Result {
    PolicyTestRun.Result(
      name: test.name.map(\.text), expectations: test.expectations.count,
      failures: test.expectations.compactMap { failure($0) } + surprises,
      exercised: exercised)
  }

  private func failure(_ expectation: Expectation) -> Failure? {
    switch expectation.claim {
    case .opens(let opening): failure(expectation, opening)
    case .neverOpens: failureOfSilence(expectation)
    case .differs(let difference): failure(expectation, difference)
    case .agrees(let difference): failureOfAgreement(expectation, difference)
    case .measures(let name, let count): failure(expectation, name, count)
    }
  }

  // MARK: Obligations

  private func failure(_ expectation: Expectation, _ opening: Expectation.Opening) -> Failure? {
    let all = events(expectation)
    guard !all.contains(where: { opening.isMet(by: $0.obligation) }) else { return nil }
    // An obligation opened on the expected date is the nearest; its first difference is shown.
    let near = all.filter { opening.date == $0.obligation.opened.date }
    let isDue = near.contains { opening.due == nil || opening.due == $0.obligation.due }
    let draft = expectation.draft
    let wrong: SourceSpan? =
      near.isEmpty ? draft.fires?.span : isDue ? draft.outcome?.span : draft.due?.span
    return Failure(
      expectation, at: wrong ?? draft.outcome?.span ?? draft.due?.span,
      expected: "opens\(expectation.forWhom)\(opening.words)",
      found: found(near.isEmpty ? all : near, expectation, as: opening))
  }

  private func failureOfSilence(_ expectation: Expectation) -> Failure? {
    let all = events(expectation)
    guard !all.isEmpty else { return nil }
    return Failure(
      expectation, at: expectation.draft.fires?.span,
      expected: "never opens\(expectation.forWhom)",
      found: found(all, expectation, as: Expectation.Opening(date: nil, due: nil, outcome: nil)))
  }

  /// The obligations of an expectation's clause and pupil.
  private func events(_ expectation: Expectation) -> [Event] {
    events.filter { event in
      event.clause.name == expectation.subject && expectation.concerns(event.pupil.id)
    }
  }

  /// Obligations in words, with the properties that the expectation gives.
  private func found(
    _ events: [Event], _ expectation: Expectation, as opening: Expectation.Opening
  ) -> String {
    guard !events.isEmpty else {
      let isAllowed = test.clauses.contains {
        $0.name == expectation.subject && $0.duty.binding == .may
      }
      return "never opens\(expectation.forWhom)"
        + (isAllowed ? ": it only allows something, and nothing follows from that" : "")
    }
    let each = events.map { event in
      (expectation.pupil == nil ? " for \(event.pupil.id)" : "")
        + opening.words(of: event.obligation)
    }
    return "opens\(expectation.pupil == nil ? "" : expectation.forWhom)\(Trial.list(each))"
  }

  // MARK: Divergences and measures

  private func failure(
    _ expectation: Expectation, _ difference: Expectation.Difference
  ) -> Failure? {
    let all = divergences(expectation)
    guard !all.contains(where: { difference.isMet(by: $0) }) else { return nil }
    let isOfKind = all.contains { $0.kind == difference.kind }
    let draft = expectation.draft
    let place = isOfKind ? draft.on?.span ?? draft.session?.span : nil
    return Failure(
      expectation, at: place ?? draft.diverges?.span,
      expected: "differs\(expectation.forWhom)\(difference.words): "
        + (difference.kind?.rawValue ?? ""),
      found: unchecked(expectation) ?? found(all, expectation))
  }

  private func failureOfAgreement(
    _ expectation: Expectation, _ difference: Expectation.Difference
  ) -> Failure? {
    let unwanted = divergences(expectation).filter { difference.isMet(by: $0) }
    guard let found = unchecked(expectation) ?? unwanted.first.map(\.account) else { return nil }
    return Failure(
      expectation, at: expectation.draft.diverges?.span,
      expected: "differs nowhere\(expectation.forWhom)\(difference.words)", found: found)
  }

  /// The divergences from an expectation's clause, for its pupil.
  private func divergences(_ expectation: Expectation) -> [Divergence] {
    replay.divergences.filter { $0.isFrom(expectation.subject) && expectation.concerns($0.pupil) }
  }

  /// The reason why a clause was not checked; nil where it was.
  private func unchecked(_ expectation: Expectation) -> String? {
    let name = expectation.subject
    let isUnchecked =
      replay.clauses.contains { $0.clause.name == name && !$0.isChecked }
      || replay.practice.contains { $0.rule.id == name && !$0.isChecked }
    return isUnchecked
      ? "is not checked: the register of the test lacks what would show it"
      : nil
  }

  private func found(_ divergences: [Divergence], _ expectation: Expectation) -> String {
    guard !divergences.isEmpty else {
      return "differs nowhere\(expectation.forWhom)"
    }
    return "differs\(Trial.list(divergences.map { "\($0.place): \($0.kind.rawValue)" }))"
  }

  private func failure(
    _ expectation: Expectation, _ name: MeasureName, _ count: Int
  ) -> Failure? {
    let actual = name.count(in: replay.measures)
    guard actual != count else { return nil }
    let words = Wording.plain(name.rawValue)
    return Failure(
      expectation, at: expectation.draft.count?.span,
      expected: "\(words) is \(Wording.grouped(count))",
      found: "\(words) is \(Wording.grouped(actual))")
  }

  // MARK: Unexpected results

  /// The results that an exhaustive test does not expect: other divergences, and other openings of
  /// the clauses that it expects to open.
  private var surprises: [Failure] {
    guard let span = test.exhaustive else { return [] }
    // Alike ones are reported once, because a forgotten week would be ten failures.
    var alike: [(first: Divergence, count: Int)] = []
    for divergence in replay.divergences
    where !test.expectations.contains(where: { $0.mentions(divergence) }) {
      let place = alike.firstIndex { $0.first.isAlike(divergence) } ?? alike.count
      if place == alike.count { alike.append((divergence, 0)) }
      alike[place].count += 1
    }
    let divergences = alike.map { first, count in
      Failure(
        span: span, clause: first.clause, pupil: first.pupil,
        expected: "differs nowhere that the test does not say",
        found: first.account + (count > 1 ? " There are \(count - 1) more like it." : ""))
    }
    let openings = events.filter { event in
      let own = test.expectations.filter { $0.expectsOpening(of: event.clause.name, event.pupil) }
      return !own.isEmpty && !own.contains { $0.mentions(event.obligation) }
    }.map { event in
      Failure(
        span: span, clause: event.clause.name, pupil: event.pupil.id,
        expected: "opens on no date that the test does not say",
        found: "opens for \(event.pupil.id) on \(event.obligation.opened.date.written)")
    }
    return divergences + openings
  }

  /// The clauses that raised an obligation or have a divergence, and those without obligations that
  /// had a case and were expected to agree.
  private var exercised: Set<String> {
    let agreed = test.expectations.compactMap { expectation -> String? in
      guard case .agrees = expectation.claim, hadCase(expectation.subject) else { return nil }
      return expectation.subject
    }
    return Set(events.map(\.clause.name)).union(agreed)
      .union(replay.divergences.flatMap { [$0.clause] + $0.alsoAgainst })
      .subtracting(test.changedClauses)
  }

  /// Whether a rule about practice had a case, or a permission an action of its kind.
  private func hadCase(_ name: String) -> Bool {
    if let rule = replay.practice.first(where: { $0.rule.id == name }) { return rule.cases > 0 }
    return test.clauses.contains { clause in
      clause.name == name && clause.duty.binding == .may
        && test.dataset.pupils.contains { pupil in
          pupil.actions.contains { $0.kind == clause.duty.action.text }
        }
    }
  }

  /// A list, truncated after `limit` items.
  private static func list(_ items: [String], limit: Int = 6) -> String {
    items.count <= limit
      ? items.joined(separator: ";")
      : items.prefix(limit).joined(separator: ";") + "; and \(items.count - limit) more"
  }
}

extension PolicyTestRun.Failure {
  /// Creates a failure of an expectation, at the given words or at the expectation.
  fileprivate init(
    _ expectation: Expectation, at span: SourceSpan?, expected: String, found: String
  ) {
    self.span = span ?? expectation.span
    (clause, pupil) = (expectation.clause?.value.text, expectation.pupil?.value.text)
    (self.expected, self.found) = (expected, found)
  }
}
