import CivilTime
import Clauses
import Diagnostics
import Registers
import Statute
import TypedYAML

/// Codes that are right under conditions only.
extension PracticeCase {
  static let codeJudges: [Judge] = [
    Judge(.codeWithoutCause, needs: nil, .looksAt(.codes) { $0.withoutCause($1) }),
    Judge(.codeAtCompulsoryAge, needs: .pupils, .looksAt(.codes) { $0.atCompulsoryAge($1) }),
    Judge(.codeOutsideCompulsoryAge, needs: .pupils, .looksAt(.ages) { $0.outsideAge($1) }),
    Judge(.codeOutsideYears, needs: .pupils, .looksAt(.codes) { $0.outsideYears($1) }),
    Judge(.codeWithoutAction, needs: .actions, .looksAt(.codes) { $0.withoutAction($1) }),
    Judge(.codeWithoutLeave, needs: .leave, .looksAt(.codes) { $0.withoutLeave($1) }),
    Judge(.codeWithoutExclusion, needs: .exclusions, .looksAt(.codes) { $0.withoutExclusion($1) }),
    Judge(.codeWithLittleAttendance, needs: .pupils, .looksAt(.codes) { $0.littleAttendance($1) }),
    Judge(.attendedWhileExcluded, needs: .exclusions, .looksAt(.exclusions) { $0.excluded($1) }),
  ]

  /// A code that the calendar gives no cause for; without a list of causes, no session has one.
  func withoutCause(_ rule: PracticeRule) -> PracticeRules.Result {
    let causes: Set<CivilDate>?
    let what: String
    switch rule.draft.cause?.value {
    case .disrupted: (causes, what) = (calendar.disrupted, "names no disruption on this day")
    case .religiousObservance:
      (causes, what) = (calendar.religiousObservance, "names no day set apart on this date")
    case nil: (causes, what) = ([], "has a session like any other")
    }
    guard let causes else { return .init() }
    return .init(places(of: rule)) { place in
      guard !causes.contains(session(place).date) else { return nil }
      return divergence(rule, .misrecorded, at: place) {
        $0.words(
          expected: "a code for what happened",
          "The mark is `\($0.text)`\($0.meaning), but the calendar \(what).")
      }
    }
  }

  /// A code that is not for pupils of compulsory school age; the rule is asked of no other sessions.
  func atCompulsoryAge(_ rule: PracticeRule) -> PracticeRules.Result {
    if case .nothing = context.knownAge(of: record.pupil) { return .init() }
    return .init(places(of: rule)) { place in
      divergence(rule, .misrecorded, at: place) {
        $0.words(
          expected: "a code for what happened",
          "The mark is `\($0.text)`\($0.meaning), but the pupil is of compulsory school age.",
          besides: [$0.record.pupil.evidence])
      }
    }
  }

  /// A code that is only for pupils of compulsory school age, a run of dates at a time.
  func outsideAge(_ rule: PracticeRule) -> PracticeRules.Result {
    let (numbers, marks) = (context.numbers(of: rule.codes), record.marks.codes)
    let sessions = context.sessionsOutsideCompulsoryAge(of: record.pupil).filter { number in
      numbers.contains(marks[number])
        && rule.inForce.contains(calendar.sessions[number].date)
    }
    guard let first = sessions.first, let right = rule.draft.coded?.value else { return .init() }
    return PracticeRules.Result(
      cases: sessions.count,
      divergences: [
        divergence(rule, .misrecorded, calendar.sessions[first]) { [record, context] in
          let code = context.codes[Int(record.marks.code(of: first))]
          let many =
            sessions.count == 1 ? "" : " here and in \(sessions.count - 1) sessions after it"
          return Divergence.Words(
            expected: right.text, recorded: code?.text,
            "The mark\(many) is `\(code?.text ?? "")`, but the pupil is not of compulsory school age; the "
              + "code of such a pupil who is not required to attend is `\(right.text)`.",
            evidence: context.evidence(record, sessions) + [record.pupil.evidence].compactMap { $0 }
          )
        }
      ])
  }

  func outsideYears(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let year = record.pupil.yearGroup?.lowercased() else { return .init() }
    return .init(places(of: rule)) { place in
      guard !rule.words.contains(year) else { return nil }
      return divergence(rule, .misrecorded, at: place) {
        let years = (rule.draft.years ?? []).map(\.value.text)
        return $0.words(
          expected: "a code for what happened",
          "The mark is `\($0.text)`\($0.meaning), but the pupil is in year "
            + "\(year.uppercased()), not in \(Wording.list(years, "or")).",
          besides: [$0.record.pupil.evidence])
      }
    }
  }

  /// A code that an action allows until a date that its detail gives; sessions that lack the same
  /// action are one divergence.
  func withoutAction(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let kind = rule.draft.action?.value.text else { return .init() }
    let actions = record.actions.filter { $0.kind == kind }
    let places = places(of: rule)
    // By the last such action before the session, -1 for none.
    var uncovered: [Int: [Int]] = [:]
    for place in places {
      let date = session(place).date
      let isCovered = actions.contains { action in
        action.date <= date && action.until.map { $0 >= date } ?? false
      }
      guard !isCovered else { continue }
      let last = actions.lastIndex { $0.date <= date } ?? -1
      uncovered[last, default: []].append(place)
    }
    let divergences = uncovered.sorted { $0.key < $1.key }.map { last, places in
      let action = last < 0 ? nil : actions[last]
      let others = sessions(places.dropFirst())
      return divergence(
        rule, action?.until == nil ? .missing : .exceeded, at: places[0]
      ) { $0.words(with: others, without: kind, after: action) }
    }
    return PracticeRules.Result(cases: places.count, divergences: divergences)
  }

  /// Codes of leave in sessions for which nobody applied, a run at a time.
  func withoutLeave(_ rule: PracticeRule) -> PracticeRules.Result {
    withoutRow(rule, expected: "an application for leave", "no application covers it") { date in
      record.leave.contains { ($0.firstDay...$0.lastDay).contains(date) }
    }
  }

  /// Codes of an exclusion in sessions that none covers, a run at a time.
  func withoutExclusion(_ rule: PracticeRule) -> PracticeRules.Result {
    withoutRow(rule, expected: "an exclusion", "no exclusion covers it") { date in
      record.exclusions.contains { $0.covers(date) }
    }
  }

  private func withoutRow(
    _ rule: PracticeRule, expected: String, _ problem: String, isCovered: (CivilDate) -> Bool
  ) -> PracticeRules.Result {
    let places = places(of: rule)
    let runs = runs(of: places.filter { !isCovered(session($0).date) })
    return PracticeRules.Result(
      cases: places.count,
      divergences: runs.map { run in
        let others = sessions(run.dropFirst())
        return divergence(rule, .missing, at: run[0]) {
          let many = others.isEmpty ? "" : ", and \(others.count) after it,"
          return $0.words(
            expected: expected, "The mark\(many) is `\($0.text)`\($0.meaning), but \(problem).",
            besides: $0.rows(of: others))
        }
      })
  }

  /// Sessions next to each other with the same code, in order.
  private func runs(of places: [Int]) -> [[Int]] {
    var runs: [[Int]] = []
    for place in places {
      if let last = runs.last?.last, last + 1 == place,
        timeline.code(at: last) == timeline.code(at: place)
      {
        runs[runs.count - 1].append(place)
      } else {
        runs.append([place])
      }
    }
    return runs
  }

  /// A pupil of an age whose attendance in a year is too little for the code, once a school year.
  func littleAttendance(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let birth = record.pupil.dateOfBirth, let age = rule.draft.age?.value.count,
      let least = rule.draft.atLeast?.value.count
    else { return .init() }
    let from = birth.adding(months: age * 12)
    var years: Set<Int> = []
    var result = PracticeRules.Result()
    for place in places(of: rule) {
      let date = session(place).date
      let yearBefore = date.adding(months: -12)
      guard date >= from, context.firstDate <= yearBefore else { continue }
      result.cases += 1
      guard !years.contains(calendar.schoolYear[timeline.sessions[place]]) else { continue }
      // What a pupil attended before compulsory school age is attended too.
      let year = timelines.onRoll
      let attended = year.sessions.indices.count { other in
        let day = calendar.sessions[year.sessions[other]].date
        return day > yearBefore && day <= date && year.traits(at: other).contains(.attended)
      }
      guard attended < least else { continue }
      years.insert(calendar.schoolYear[timeline.sessions[place]])
      result.divergences.append(
        divergence(rule, .exceeded, at: place) {
          $0.words(
            expected: "\(least) sessions attended in the year before",
            "The mark is `\($0.text)`\($0.meaning), and the pupil attended \(attended) "
              + "sessions in the twelve months up to it, fewer than \(least).",
            besides: [$0.record.pupil.evidence])
        })
    }
    return result
  }

  /// Marks of attendance in the first school days of an exclusion.
  func excluded(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let most = rule.draft.atMost?.value.count else { return .init() }
    var result = PracticeRules.Result()
    for exclusion in record.exclusions {
      let days = calendar.schoolDays(from: exclusion.firstDay, atMost: most)
      for place in timeline.sessions.indices {
        let date = session(place).date
        guard days.contains(date), exclusion.covers(date), rule.inForce.contains(date) else {
          continue
        }
        result.cases += 1
        guard !timeline.traits(at: place).isDisjoint(with: [.presentOnTime, .late]) else {
          continue
        }
        result.divergences.append(
          divergence(rule, .misrecorded, at: place) {
            $0.words(
              expected: "E",
              "The mark is `\($0.text)`\($0.meaning), but the pupil was excluded from "
                + "\(exclusion.firstDay.written)"
                + (exclusion.lastDay.map { " to \($0.written)." } ?? "."),
              besides: [exclusion.evidence])
          })
      }
    }
    return result
  }
}

extension StandingMark {
  /// What is said of it and other sessions that lack the same action.
  fileprivate func words(
    with others: [Int], without kind: String, after action: Action?
  ) -> Divergence.Words {
    let name = Wording.plain(kind)
    let why =
      action.map { action in
        action.until.map {
          "the \(name) recorded on \(action.date.written) ended on \($0.written)"
        }
          ?? "the \(name) recorded on \(action.date.written) does not say when it ends"
      } ?? "no \(name) is recorded before it"
    return words(
      expected: "\(name) with its end",
      "\(Wording.count(others.count + 1, "session")) marked `\(text)`\(meaning) "
        + "from this one on: \(why).",
      besides: [action?.evidence] + rows(of: others))
  }
}

extension Action {
  /// The last date on which what was agreed holds; nil where the record does not say.
  var until: CivilDate? { detail["until"].flatMap { CivilDate($0) } }
}

extension SchoolCalendar {
  /// The first school days from a date on, at most so many.
  func schoolDays(from date: CivilDate, atMost count: Int) -> Set<CivilDate> {
    let before = date.adding(days: -1)
    return Set((0..<max(0, count)).compactMap { schoolDay($0 + 1, after: before) })
  }
}
