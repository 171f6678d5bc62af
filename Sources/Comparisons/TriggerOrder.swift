import CivilTime
import Clauses
import Compliance
import Diagnostics
import Simulation
import Statute
import TypedYAML

/// Compares two triggers by the sessions at which their counts reach their thresholds.
///
/// A trigger is the stricter where, on every register, its threshold is reached at every session at
/// which the other opens an obligation, and where it restarts with each period with which the other
/// does: the action was then called for earlier, or is now.
struct TriggerOrder {
  private let new, old: Trigger
  private let newForm, oldForm: TriggerForm

  init(_ new: Trigger, _ old: Trigger, _ codes: CodeTable) {
    (self.new, self.old) = (new, old)
    (newForm, oldForm) = (TriggerForm(new, codes), TriggerForm(old, codes))
  }

  /// The respects in which the new trigger differs; none where no register can distinguish the two.
  var respects: [Respect] {
    guard newForm != oldForm else { return [] }
    let found = measure + amount + window
    return found + recount(besides: !found.isEmpty) + shares(found.count)
  }

  private var measure: [Respect] {
    guard newForm.measure != oldForm.measure else { return [] }
    let (now, was) = (new.measure.words, old.measure.words)
    if newForm.measure.holds(oldForm.measure) {
      return [
        Respect(.stricter, "It counts \(now), which holds all that counts as \(was), and more.")
      ]
    }
    if oldForm.measure.holds(newForm.measure) {
      return [Respect(.looser, "It counts \(now) alone, which is a part of \(was).")]
    }
    return [
      Respect(.incomparable, "It counts \(now) rather than \(was): neither holds the other.")
    ]
  }

  private var amount: [Respect] {
    let (now, was) = (new.threshold.value, old.threshold.value)
    switch (newForm.amount, oldForm.amount) {
    case (.sessions(let count), .sessions(let other)):
      return [sooner(Order(count, other), now, was)].compactMap { $0 }
    case (
      .share(let share, let isExclusive, let after),
      .share(let other, let otherIsExclusive, let otherAfter)
    ):
      let order = Order(
        share.basisPoints * 2 + (isExclusive ? 1 : 0),
        other.basisPoints * 2 + (otherIsExclusive ? 1 : 0))
      let waits =
        after == otherAfter
        ? nil
        : Respect(
          after < otherAfter ? .stricter : .looser,
          "It may be reached from \(Wording.count(after, "possible session")) on rather than "
            + "\(otherAfter).")
      return [sooner(order, now, was), waits].compactMap { $0 }
    default: return [Respect(.incomparable, now.whyNoOrder(with: was))]
    }
  }

  private func sooner(_ order: Order, _ now: Value, _ was: Value) -> Respect? {
    switch order {
    case .equal: nil
    case .less:
      Respect(.stricter, "It is reached sooner: at \(now.words) rather than \(was.words).")
    case .greater:
      Respect(
        .looser, "It is reached later, if at all: at \(now.words) rather than \(was.words).")
    }
  }

  private var window: [Respect] {
    let (now, was) = (newForm.window, oldForm.window)
    guard now != was, !newForm.isShare || !oldForm.isShare else { return [] }
    if let rank = now.periodRank, let other = was.periodRank {
      return rank < other
        ? [
          Respect(
            .looser,
            "Only what falls in one \(now.noun) adds up, so it is reached later, if at all."),
          Respect(
            .stricter,
            "The count begins anew in each \(now.noun), so it may be reached again in the next."),
        ]
        : [
          Respect(
            .stricter, "What falls in the whole \(now.noun) adds up, so it is reached no later."),
          Respect(
            .looser,
            "The count no longer begins anew in each \(was.noun), so it is reached again less often."
          ),
        ]
    }
    if now.holds(was) {
      return [
        Respect(
          .stricter,
          "It looks as far back or further: \(now.noun) rather than \(was.noun).")
      ]
    }
    if was.holds(now) {
      return [
        Respect(
          .looser,
          "It looks less far back, or as far: \(now.noun) rather than \(was.noun).")
      ]
    }
    return [
      Respect(
        .incomparable,
        now == .consecutive || was == .consecutive
          ? "A run in a row ends with the first session that does not count, and other sessions do not "
            + "end a window: neither is always reached first."
          : "Sessions may fall into \(now.noun) and not into \(was.noun), and the other way round.")
    ]
  }

  /// The order of occasions depends on the time of the action, where an action restarts the count.
  private func recount(besides: Bool) -> [Respect] {
    if newForm.recounts != oldForm.recounts {
      return [
        Respect(
          .incomparable,
          newForm.recounts
            ? "The count now starts afresh after each action that answers it."
            : "The count no longer starts afresh after an action that answers it.")
      ]
    }
    guard newForm.recounts, besides else { return [] }
    return [
      Respect(
        .incomparable,
        "Because the count starts afresh after an action, which is reached first depends on when the "
          + "action is taken.")
    ]
  }

  /// Shares of different windows are incomparable.
  private func shares(_ others: Int) -> [Respect] {
    guard newForm.isShare, oldForm.isShare, newForm.window != oldForm.window else { return [] }
    return [
      Respect(
        .incomparable,
        "It is a share of the possible sessions in \(newForm.window.noun) rather than in "
          + "\(oldForm.window.noun); which is reached first depends on when the absence falls.")
    ]
  }
}
