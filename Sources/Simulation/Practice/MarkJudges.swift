import CivilTime
import Clauses
import Diagnostics
import Registers
import Statute

/// Marks that are missing, mean nothing, or stand where none can stand.
extension PracticeCase {
  static let markJudges: [Judge] = [
    Judge(.markMissing, needs: nil, .looksAt(.sessions) { $0.missing($1) }),
    Judge(.codeUnknown, needs: nil, .looksAt(.sessions) { $0.meaningless($1, areRetired: false) }),
    Judge(.codeRetired, needs: nil, .looksAt(.sessions) { $0.meaningless($1, areRetired: true) }),
    Judge(.markWithoutSession, needs: nil, .looksAt(.sessions) { $0.strays($1) }),
    Judge(.markOffRoll, needs: .pupils, .looksAt(.sessions) { $0.offRoll($1) }),
    Judge(.markEnteredLate, needs: nil, .looksAt(.entries) { $0.enteredLate($1) }),
  ]

  func missing(_ rule: PracticeRule) -> PracticeRules.Result {
    PracticeRules.Result(
      cases: timeline.count(in: context),
      divergences: marks.missing.filter {
        mark($0) == nil && rule.inForce.contains(session($0).date)
      }.map { place in
        divergence(rule, .missing, at: place) {
          $0.words(expected: "a mark", "The register has no mark for this session.")
        }
      })
  }

  /// Codes that mean nothing on their date: of the past, or of no table at all.
  func meaningless(_ rule: PracticeRule, areRetired: Bool) -> PracticeRules.Result {
    PracticeRules.Result(
      cases: timeline.count(in: context),
      divergences: marks.missing.compactMap { place in
        guard let mark = mark(place), rule.inForce.contains(session(place).date),
          !rule.leaving.contains(mark), areRetired == (standingMark(place).retired != nil)
        else { return nil }
        return divergence(rule, .misrecorded, at: place) { $0.wordsWithoutMeaning }
      })
  }

  /// Marks where the school has no session; closures may be marked as such.
  ///
  /// What lies before the calendar's first day or after its last is said of the file as a whole.
  func strays(_ rule: PracticeRule) -> PracticeRules.Result {
    let strays = record.marks.strays.filter { stray in
      let meaning = context.framework.codes.meaning(of: stray.code, on: stray.session.date)
      return meaning?.codeClass != .notCollected && rule.inForce.contains(stray.session.date)
        && calendar.days?.contains(stray.session.date) ?? false
    }
    return .init(strays) { stray in
      divergence(rule, .misrecorded, stray.session) {
        Divergence.Words(
          expected: "no mark", recorded: stray.code.text,
          "The register has a mark, but the calendar has no session here.",
          evidence: [stray.evidence])
      }
    }
  }

  /// Marks entered long after their sessions; the entry of one that was changed on that day is the change's.
  func enteredLate(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let most = rule.draft.atMost?.value.count else { return .init() }
    let entries = marks.enteredLater.compactMap { place -> (place: Int, date: CivilDate)? in
      let session = session(place)
      guard mark(place) != nil, rule.inForce.contains(session.date),
        let days = record.marks.daysToEntry(in: timeline.sessions[place]),
        case let date = session.date.adding(days: days),
        !record.amendments.contains(where: { $0.session == session && $0.amendedOn == date })
      else { return nil }
      return (place, date)
    }
    return .init(entries) { place, date in
      let days = calendar.schoolDays(after: session(place).date, through: date)
      guard days > most else { return nil }
      return divergence(rule, .late, at: place) {
        $0.words(
          expected: "a mark entered within \(Wording.count(most, "school day"))",
          "The mark was entered on \(date.written), \(days) school days after the session, and no change "
            + "to it on that day is recorded.")
      }
    }
  }

  /// Marks before a pupil joined or after a pupil left; one divergence where they are most of the pupil's.
  func offRoll(_ rule: PracticeRule) -> PracticeRules.Result {
    guard record.pupil.spells.contains(where: { $0.joined != nil || $0.left != nil }) else {
      return .init()
    }
    let places = record.sessionsOffRoll(calendar, context.codes, context.framework).filter {
      rule.inForce.contains(calendar.sessions[$0].date)
    }
    if record.isMostlyOffRoll(places), let first = places.first, let last = places.last {
      return PracticeRules.Result(
        cases: 1,
        divergences: [
          offRoll(rule, first) { [calendar] in
            let dates = CivilDate.written(
              from: calendar.sessions[first].date, to: calendar.sessions[last].date)
            return
              "The register has \(Wording.count(places.count, "mark")), \(dates), on which the pupil is "
              + "not on roll. They are most of the pupil's marks, so the dates of joining and leaving may "
              + "be wrong."
          }
        ])
    }
    return PracticeRules.Result(
      cases: 1,
      divergences: places.map { place in
        offRoll(rule, place) {
          "The register has a mark, but the pupil is not on roll on this date."
        }
      })
  }

  private func offRoll(
    _ rule: PracticeRule, _ place: Int, _ message: @escaping @Sendable () -> String
  ) -> Divergence {
    divergence(rule, .misrecorded, calendar.sessions[place]) { [record, context] in
      Divergence.Words(
        expected: "no mark", recorded: context.codes[Int(record.marks.code(of: place))]?.text,
        message(), evidence: [context.evidence(record, place)].compactMap { $0 })
    }
  }
}
