import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers

/// A school's record as the rules look at it that are about more than one pupil.
struct SchoolCase {
  static let judges: [Judge] = [
    Judge(.registerNotTaken, needs: .registersTaken, .ofSchool { $0.notTaken($1) }),
    Judge(.registerTakenLate, needs: .registersTaken, .ofSchool { $0.late($1, isOpening: true) }),
    Judge(.registerClosedLate, needs: .registersTaken, .ofSchool { $0.late($1, isOpening: false) }),
    Judge(.leaveDecidedDifferently, needs: .leave, .ofSchool { $0.decidedDifferently($1) }),
  ]

  let context: ReplayContext

  private var dataset: Dataset { context.dataset }
  private var policy: Policy? { context.policy }

  // MARK: Registers

  /// Sessions in which a class had a pupil to mark, and no register of it is recorded.
  func notTaken(_ rule: PracticeRule) -> PracticeRules.Result {
    let pupils = Swift.Dictionary(grouping: dataset.pupils) { $0.pupil.classGroup }
    var result = PracticeRules.Result()
    for (group, registers) in dataset.registersTaken.sorted(by: { $0.key < $1.key }) {
      let pupils = (pupils[group] ?? []).filter { $0.pupil.isConcerned(by: rule.concerned) }
      let taken = Set(registers.compactMap { dataset.calendar.index(of: $0.session) })
      for number in sessions(with: pupils) {
        let session = dataset.calendar.sessions[number]
        guard rule.inForce.contains(session.date) else { continue }
        result.cases += 1
        guard !taken.contains(number) else { continue }
        result.divergences.append(
          Divergence(
            .rule(rule, context), .missing, pupil: nil, group: group, session.date,
            half: session.half
          ) {
            Divergence.Words(
              expected: "a register", "The register of class \(group) is not recorded as taken.",
              evidence: pupils.compactMap { context.evidence($0, number) })
          })
      }
    }
    return result
  }

  /// The numbers of the sessions within the data in which any of some pupils is on roll.
  private func sessions(with pupils: [PupilRecord]) -> [Int] {
    var hasPupil = Array(repeating: false, count: dataset.calendar.sessions.count)
    for record in pupils {
      for number in context.sessionRange(of: record.pupil, .all)
      where number >= context.firstSession {
        guard
          record.pupil.spells.count == 1
            || record.pupil.isOnRoll(dataset.calendar.sessions[number].date)
        else { continue }
        hasPupil[number] = true
      }
    }
    return hasPupil.indices.filter { hasPupil[$0] }
  }

  /// Registers that were opened after they should have been closed, or were closed after.
  func late(_ rule: PracticeRule, isOpening: Bool) -> PracticeRules.Result {
    var result = PracticeRules.Result()
    let pupils =
      context.hasTimesByGroup
      ? Swift.Dictionary(grouping: dataset.pupils) { $0.pupil.classGroup } : [:]
    for (group, taken) in dataset.takings where rule.inForce.contains(taken.session.date) {
      guard
        case .times(let times) = context.times(
          ofClass: group, pupils[group] ?? [], in: taken.session)
      else { continue }
      guard let time = isOpening ? taken.opened : taken.closed else { continue }
      result.cases += 1
      // One that was opened too late is that, and not closed too late as well.
      guard time > times.closes, isOpening || taken.opened.map({ $0 <= times.closes }) ?? true
      else { continue }
      result.divergences.append(
        Divergence(
          .rule(rule, context), isOpening ? .late : .exceeded,
          pupil: nil, group: group, taken.session.date, half: taken.session.half
        ) {
          let verb = isOpening ? "opened" : "closed"
          return Divergence.Words(
            expected: "\(verb) by \(times.closes)", recorded: "\(verb) at \(time)",
            "The \(taken.session.half.name) register of class \(group) was \(verb) at "
              + "\(time); the policy closes it at \(times.closes).",
            at: times.clause, evidence: [taken.evidence])
        })
    }
    return result
  }

  // MARK: Leave

  /// Requests for the same reason and the same length, of which some were granted and some refused.
  func decidedDifferently(_ rule: PracticeRule) -> PracticeRules.Result {
    var alike: [Request.Key: [Request]] = [:]
    for record in dataset.pupils {
      for request in record.leave where request.outcome != nil {
        let days = dataset.calendar.schoolDays.count {
          (request.firstDay...request.lastDay).contains($0)
        }
        guard !request.reasonWord.isEmpty, days > 0, rule.inForce.contains(request.firstDay) else {
          continue
        }
        let key = Request.Key(reason: request.reasonWord, days: days)
        alike[key, default: []].append(Request(pupil: record.pupil.id, request: request))
      }
    }
    let groups = alike.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
    return .init(groups) { key, requests in
      let granted = requests.count { $0.request.outcome == .granted }
      guard granted > 0, granted < requests.count, let last = requests.max(by: Request.precedes)
      else { return nil }
      return Divergence(
        .rule(rule, context), .inconsistent, pupil: last.pupil, last.request.firstDay
      ) {
        Divergence.Words(
          expected: "one answer to like requests",
          recorded: "\(granted) granted, \(requests.count - granted) refused",
          "Of \(requests.count) requests for \(Wording.count(key.days, "school day")) of leave for "
            + "\(Wording.plain(key.reason)), \(granted) "
            + "\(granted == 1 ? "was" : "were") granted and \(requests.count - granted) refused. "
            + "Each is considered by itself; the reasons should show in the record.",
          at: policy?.leave?.considered?.span,
          evidence: requests.map(\.request.evidence).sorted { $0.line < $1.line })
      }
    }
  }

  private struct Request {
    let pupil: String
    let request: LeaveRequest

    struct Key: Hashable, Comparable {
      let reason: String
      let days: Int

      static func < (left: Key, right: Key) -> Bool {
        (left.reason, left.days) < (right.reason, right.days)
      }
    }

    /// The order of decisions, and on one date of the pupils; a request without the date of its decision is as
    /// old as its application.
    static func precedes(_ left: Request, _ right: Request) -> Bool {
      let (decided, other) = (
        left.request.decidedOn ?? left.request.appliedOn,
        right.request.decidedOn ?? right.request.appliedOn
      )
      return (decided, left.pupil, left.request.firstDay)
        < (other, right.pupil, right.request.firstDay)
    }
  }
}
