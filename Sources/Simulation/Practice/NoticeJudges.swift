import CivilTime
import Clauses
import Diagnostics
import Registers
import Statute
import TypedYAML

/// Penalty notices, counted per parent and child, and what was paid (semantics, "Penalty notices").
extension PracticeCase {
  static let noticeJudges: [Judge] = [
    Judge(.noticeParent, needs: .actions, .looksAt(.actions) { $0.noticeParent($1) }),
    Judge(.noticeAmount, needs: .actions, .looksAt(.actions) { $0.noticeAmount($1) }),
    Judge(.noticeCount, needs: .actions, .looksAt(.actions) { $0.noticeCount($1) }),
    Judge(.noticeAbsence, needs: .actions, .looksAt(.actions) { $0.noticeAbsence($1) }),
    Judge(.noticeWithoutAction, needs: .actions, .looksAt(.actions) { $0.noticeWithoutAction($1) }),
    Judge(.paymentAmount, needs: .actions, .looksAt(.actions) { $0.paymentAmount($1) }),
    Judge(.paymentDate, needs: .actions, .looksAt(.actions) { $0.paymentDate($1) }),
    Judge(.improvementPeriod, needs: .actions, .looksAt(.actions) { $0.improvementPeriod($1) }),
  ]

  func noticeParent(_ rule: PracticeRule) -> PracticeRules.Result {
    let notices = actions(Notice.kind, rule)
    return .init(notices) { notice in
      guard notice.parent == nil else { return nil }
      return divergence(rule, .missing, on: notice.date) {
        Divergence.Words(
          expected: "the parent",
          "A penalty notice is recorded on \(notice.date.written), but not to which parent.",
          evidence: [notice.evidence])
      }
    }
  }

  /// A notice for another sum than that of the date of the absence.
  func noticeAmount(_ rule: PracticeRule) -> PracticeRules.Result {
    let notices = notices(rule).filter { $0.action.amount != nil }
    return .init(notices) { notice in
      let right = amounts(notice)
      guard let amount = notice.action.amount, !right.isEmpty, !right.contains(amount) else {
        return nil
      }
      return divergence(rule, .misrecorded, on: notice.action.date) {
        let sums = Wording.list(right.map(\.description), "or")
        return Divergence.Words(
          expected: sums, recorded: amount.description,
          "The \(notice.ordinalWord) penalty notice to this parent, for absence on "
            + "\(notice.absence.written), is for \(amount); the sum is \(sums).",
          evidence: [notice.action.evidence])
      }
    }
  }

  /// More notices than there may be to one parent in the period.
  func noticeCount(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let most = rule.draft.atMost?.value.count else { return .init() }
    let notices = notices(rule)
    return .init(notices) { notice in
      guard notice.ordinal > most else { return nil }
      return divergence(rule, .exceeded, on: notice.action.date) { [self] in
        Divergence.Words(
          expected: "at most \(Wording.count(most, "notice"))",
          recorded: "the \(notice.ordinalWord) notice",
          "This is the \(notice.ordinalWord) penalty notice to the same parent for the same child "
            + "within \(period(on: notice.absence)?.words ?? "the period"); after \(most) none may be "
            + "issued.",
          evidence: notice.earlier.map(\.evidence) + [notice.action.evidence])
      }
    }
  }

  /// A notice for which no absence is left that an earlier one to the same parent does not rest on.
  ///
  /// Where the record says when the absence was, that decides. Else each earlier notice is taken to rest on the
  /// sessions of the threshold; one below it may rest on fewer, so what is left over is not judged.
  func noticeAbsence(_ rule: PracticeRule) -> PracticeRules.Result {
    let notices = notices(rule).filter { $0.ordinal > 1 }
    return .init(notices) { notice in
      sameAbsence(notice).map { why in
        divergence(rule, .misrecorded, on: notice.action.date) {
          Divergence.Words(
            expected: "absence of its own", recorded: "the absence of an earlier notice",
            "This is the \(notice.ordinalWord) penalty notice to this parent, and \(why())",
            evidence: notice.earlier.map(\.evidence) + [notice.action.evidence])
        }
      }
    }
  }

  /// Why a notice rests on the same absence as an earlier one, as the end of a sentence; nil where it need not.
  private func sameAbsence(_ notice: Notice) -> (@Sendable () -> String)? {
    if let own = recordedAbsence(of: notice.action) {
      if notice.earlier.contains(where: { recordedAbsence(of: $0) == own }) {
        return { "its absence, on \(own.written), is that of an earlier one." }
      }
      if notice.earlier.allSatisfy({ $0.date < own }) { return nil }
    }
    guard let needed = quantity("penalty.threshold.sessions", notice.absence)?.count,
      let first = notice.earlier.first, first.date >= context.firstDate
    else { return nil }
    let sessions = timeline.notable.count { place, traits in
      traits.contains(.unauthorised) && session(place).date <= notice.action.date
        && period(on: session(place).date) != nil
    }
    let used = needed * notice.earlier.count
    guard sessions <= used else { return nil }
    return {
      "up to it the register has \(Wording.count(sessions, "session")) of unauthorised absence: no more "
        + "than the \(used) on which \(notice.earlier.count == 1 ? "the one" : "those") before it "
        + "\(notice.earlier.count == 1 ? "rests" : "rest"). An absence is not used for two notices."
    }
  }

  /// A notice that a school issued itself, of which the authority was not told beforehand.
  func noticeWithoutAction(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let kind = rule.draft.action?.value.text else { return .init() }
    let notices = actions(Notice.kind, rule).filter { $0.detail["issued_by"] == "school" }
    return .init(notices) { notice in
      // What was said before an earlier notice to the same parent was said of that one.
      let earlier = notices.last { $0.date < notice.date && $0.parent == notice.parent }?.date
      let isKept = record.actions.contains { action in
        action.kind == kind && action.date <= notice.date
          && earlier.map { action.date > $0 } ?? true
      }
      guard !isKept else { return nil }
      return divergence(rule, .missing, on: notice.date) {
        Divergence.Words(
          expected: Wording.plain(kind),
          "The school issued this penalty notice itself, and it is not recorded that the authority was "
            + "told beforehand.",
          evidence: [notice.evidence])
      }
    }
  }

  func paymentAmount(_ rule: PracticeRule) -> PracticeRules.Result {
    payments(rule) { notice, payment, day in
      guard let due = due(notice, onDay: day), let amount = payment.amount, amount < due.amount
      else { return nil }
      return (
        .misrecorded,
        {
          (
            due.amount.description, amount.description,
            "\(amount) is recorded as paid on day \(day) after the notice was received; \(due.amount) "
              + "is due by day \(due.lastDay)."
          )
        }
      )
    }
  }

  func paymentDate(_ rule: PracticeRule) -> PracticeRules.Result {
    payments(rule) { notice, payment, day in
      guard due(notice, onDay: day) == nil, let last = due(notice, onDay: 1)?.finalDay else {
        return nil
      }
      return (
        .late,
        {
          (
            "paid by day \(last)", "paid on day \(day)",
            "The notice of \(notice.action.date.written) was paid on \(payment.date.written), day "
              + "\(day) after it was received; its last day was day \(last)."
          )
        }
      )
    }
  }

  /// A notice to improve whose period is shorter or longer than it may be.
  func improvementPeriod(_ rule: PracticeRule) -> PracticeRules.Result {
    let kind = "notice_to_improve"
    let notices = actions(kind, rule).filter { $0.detail["period"] != nil }
    return .init(notices) { notice in
      guard let text = notice.detail["period"], let period = Quantity(text),
        let shortest = quantity("notice_to_improve.shortest", notice.date),
        let longest = quantity("notice_to_improve.longest", notice.date),
        period.compared(to: shortest) == .less || period.compared(to: longest) == .greater
      else { return nil }
      return divergence(rule, .exceeded, on: notice.date) {
        let limits = "\(Value.quantity(shortest).words) to \(Value.quantity(longest).words)"
        return Divergence.Words(
          expected: limits, recorded: text,
          "The notice to improve gives \(Value.quantity(period).words); the period is \(limits).",
          evidence: [notice.evidence])
      }
    }
  }

  // MARK: Notices

  /// A notice to one parent, with its place among those that count.
  private struct Notice {
    static let kind = "penalty_notice"
    let action: Action
    /// The date of the absence; the notice's own where the record does not say.
    let absence: CivilDate
    /// 1 for the first within the period, and so on; withdrawn notices count for nothing.
    let ordinal: Int
    /// Those before it in the period.
    let earlier: [Action]

    var ordinalWord: String {
      let words = ["first", "second", "third", "fourth", "fifth"]
      return ordinal <= words.count ? words[ordinal - 1] : "\(ordinal)th"
    }
  }

  private func actions(_ kind: String, _ rule: PracticeRule) -> [Action] {
    record.actions.filter { $0.kind == kind && rule.inForce.contains($0.date) }
  }

  /// The notices whose parent is known and which were not withdrawn, in the order of their dates.
  private func notices(_ rule: PracticeRule) -> [Notice] {
    let standing = record.actions.filter {
      $0.kind == Notice.kind && $0.parent != nil && !isWithdrawn($0)
    }
    return standing.enumerated().compactMap { index, action in
      let absence = absence(of: action)
      guard rule.inForce.contains(absence) else { return nil }
      // Three years ending with the date; notices for absence before the National Framework never
      // count.
      let start = period(on: absence).map { action.date.adding(months: -12 * $0.count) }
      let earlier = standing[..<index].filter { other in
        other.parent == action.parent && period(on: self.absence(of: other)) != nil
          && start.map { other.date > $0 } ?? false
      }
      return Notice(
        action: action, absence: absence, ordinal: earlier.count + 1, earlier: Array(earlier))
    }
  }

  /// Whether a notice was withdrawn, by its own record or by one that follows it.
  private func isWithdrawn(_ notice: Action) -> Bool {
    if let own = notice.detail["withdrawn"], !["no", "n", "false"].contains(own.lowercased()) {
      return true
    }
    let later = record.actions.filter { $0.parent == notice.parent && $0.date >= notice.date }
    let next = later.first { $0.kind == Notice.kind && $0.date > notice.date }?.date
    return later.contains { action in
      action.kind == "penalty_notice_withdrawn" && next.map { action.date < $0 } ?? true
    }
  }

  private func absence(of action: Action) -> CivilDate {
    recordedAbsence(of: action) ?? action.date
  }

  /// The date of the absence where the record says it.
  private func recordedAbsence(of action: Action) -> CivilDate? {
    action.detail["absent_on"].flatMap { CivilDate($0) }
  }

  /// The years within which notices count together; nil before there were any such.
  private func period(on date: CivilDate) -> Quantity? { quantity("penalty.period", date) }

  /// The sums that a notice may be for; empty where none is known.
  private func amounts(_ notice: Notice) -> [Money] {
    switch notice.ordinal {
    case 1:
      ["penalty.first.full", "penalty.first.reduced"].compactMap { money($0, notice.absence) }
    case 2: [money("penalty.second.full", notice.absence)].compactMap { $0 }
    default: []
    }
  }

  // MARK: Payments

  private typealias Problem = (
    Divergence.Kind, words: @Sendable () -> (expected: String, recorded: String, String)
  )

  /// Asks of each payment with the notice that it pays: the first to the same parent not yet paid.
  private func payments(
    _ rule: PracticeRule, _ problem: (Notice, Action, Int) -> Problem?
  ) -> PracticeRules.Result {
    var open = notices(rule)
    var result = PracticeRules.Result()
    for payment in record.actions where payment.kind == "penalty_paid" {
      guard
        let index = open.firstIndex(where: {
          $0.action.parent == payment.parent && $0.action.date <= payment.date
        })
      else { continue }
      let notice = open.remove(at: index)
      result.cases += 1
      // The day of receipt is day 1.
      let day = payment.date.days(since: notice.action.date) + 1
      guard let (kind, words) = problem(notice, payment, day) else { continue }
      result.divergences.append(
        divergence(rule, kind, on: payment.date) {
          let (expected, recorded, message) = words()
          return Divergence.Words(
            expected: expected, recorded: recorded, message,
            evidence: [notice.action.evidence, payment.evidence])
        })
    }
    return result
  }

  /// What is due on a day after receipt; nil once the last day has passed.
  private func due(
    _ notice: Notice, onDay day: Int
  ) -> (amount: Money, lastDay: Int, finalDay: Int)? {
    let steps: [(amount: String, within: String)] =
      notice.ordinal == 1
      ? [
        ("penalty.first.reduced", "penalty.first.reduced_within"),
        ("penalty.first.full", "penalty.first.full_within"),
      ] : [("penalty.second.full", "penalty.second.within")]
    let sums = steps.compactMap { step -> (amount: Money, lastDay: Int)? in
      guard let amount = money(step.amount, notice.absence),
        let within = quantity(step.within, notice.absence)
      else { return nil }
      return (amount, within.count)
    }
    guard let final = sums.last?.lastDay, let next = sums.first(where: { day <= $0.lastDay }) else {
      return nil
    }
    return (next.amount, next.lastDay, final)
  }

  private func money(_ name: String, _ date: CivilDate) -> Money? {
    context.framework.money(name, on: date)
  }

  private func quantity(_ name: String, _ date: CivilDate) -> Quantity? {
    context.framework.quantity(name, on: date)
  }
}

extension PracticeRules {
  /// The kinds of action that rules judge by themselves, whether or not a clause asks for them.
  static let judgedActions: Set<String> = [
    "penalty_notice", "penalty_notice_withdrawn", "penalty_paid", "notice_to_improve",
  ]
}

extension Quantity {
  fileprivate var words: String { Value.quantity(self).words }
}
