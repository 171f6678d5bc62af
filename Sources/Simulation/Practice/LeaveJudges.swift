import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute
import TypedYAML

/// Requests for leave, what was decided, and how the absence was marked.
extension PracticeCase {
  static let leaveJudges: [Judge] = [
    Judge(.leaveGrantedFor, needs: .leave, .looksAt(.leave) { $0.grantedFor($1) }),
    Judge(.leaveGrantedAfterwards, needs: .leave, .looksAt(.leave) { $0.grantedAfterwards($1) }),
    Judge(.leaveApplicant, needs: .leave, .looksAt(.leave) { $0.wrongApplicant($1) }),
    Judge(.leaveNotice, needs: .leave, .looksAt(.leave) { $0.shortNotice($1) }),
    Judge(.leaveLimit, needs: .leave, .looksAt(.leave) { $0.beyondLimit($1) }),
    Judge(.leaveRefusedCode, needs: .leave, .looksAt(.leave) { $0.refusedCode($1) }),
  ]

  func grantedFor(_ rule: PracticeRule) -> PracticeRules.Result {
    granted(rule, where: { rule.words.contains($0.reasonWord) }) { request in
      { [self] in
        (
          "leave for exceptional circumstances",
          "Leave was granted for \(request.reason ?? "a reason not recorded"), which guidance does not "
            + "consider exceptional.", policy?.leave?.holidays?.span
        )
      }
    }
  }

  func grantedAfterwards(_ rule: PracticeRule) -> PracticeRules.Result {
    granted(rule) { request in
      guard request.appliedOn > request.firstDay else { return nil }
      return { [self] in
        (
          "an application in advance",
          "Leave from \(request.firstDay.written) was granted, but applied for on "
            + "\(request.appliedOn.written), after it had begun.",
          policy?.leave?.retrospective?.span
        )
      }
    }
  }

  func wrongApplicant(_ rule: PracticeRule) -> PracticeRules.Result {
    granted(rule, where: { $0.appliedBy != nil }) { request in
      guard let applicant = request.appliedBy.map(word), !rule.words.contains(applicant) else {
        return nil
      }
      return { [self] in
        (
          "an application by a parent with whom the pupil normally lives",
          "Leave was granted on the application of \(Wording.plain(applicant)).",
          policy?.leave?.appliedBy?.span
        )
      }
    }
  }

  func shortNotice(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let notice = policy?.leave?.notice, let length = Deadline(notice.value) else {
      return .init()
    }
    let isNoticeNeeded: (LeaveRequest) -> Bool = { request in
      request.appliedOn <= request.firstDay && !rule.words.contains(request.reasonWord)
    }
    return granted(rule, where: isNoticeNeeded) { request in
      // Notice that runs past the end of the calendar is too short for any day in it.
      let earliest = context.dueDates.date(length, after: request.appliedOn)
      guard let last = calendar.schoolDays.last, request.firstDay < earliest ?? last.adding(days: 1)
      else { return nil }
      return {
        (
          "\(Value.quantity(notice.value).words)' notice",
          "Leave from \(request.firstDay.written) was granted, but applied for on "
            + "\(request.appliedOn.written); with \(Value.quantity(notice.value).words)' notice it "
            + "begins \(earliest.map { "on \($0.written)" } ?? "after the calendar's end") at the "
            + "earliest.",
          notice.span
        )
      }
    }
  }

  /// The request whose grant passes the most that the policy grants in a school year.
  func beyondLimit(_ rule: PracticeRule) -> PracticeRules.Result {
    guard let limit = policy?.leave?.limit, let most = limit.value.sessions else {
      return .init()
    }
    var result = PracticeRules.Result()
    var granted: [Int: (sessions: Int, rows: [Evidence])] = [:]
    let requests = record.leave.sorted(by: LeaveRequest.beginsBefore)
    for request in requests
    where request.outcome == .granted && rule.inForce.contains(request.firstDay)
      && isLimited(request)
    {
      let asked = calendar.sessionNumbers(from: request.firstDay, to: request.lastDay)
      guard let first = asked.first else { continue }
      result.cases += 1
      let year = calendar.schoolYear[first]
      let before = granted[year] ?? (0, [])
      let now = (sessions: before.sessions + asked.count, rows: before.rows + [request.evidence])
      granted[year] = now
      guard now.sessions > most, before.sessions <= most else { continue }
      result.divergences.append(
        divergence(rule, .exceeded, on: request.firstDay) {
          let sessions = Wording.count(now.sessions, "session")
          return Divergence.Words(
            expected: "at most \(Wording.count(most, "session"))", recorded: sessions,
            "With this request \(sessions) of leave are granted in the school year; the policy grants at "
              + "most \(most).",
            at: limit.span, evidence: now.rows)
        })
    }
    return result
  }

  /// Whether the policy's limit is for such a request: for every one, unless it names some grounds.
  private func isLimited(_ request: LeaveRequest) -> Bool {
    guard let limited = policy?.leave?.limitFor else { return true }
    func ground(_ word: String) -> String {
      switch context.framework.vocabulary(.grounds)?.standing(of: word) {
      case .known(let known)?, .alias(let known)?: known
      case .unknown?, nil: word
      }
    }
    let grounds = Set(limited.map { ground($0.value.text) })
    return request.reason.map { grounds.contains(ground($0)) } ?? false
  }

  /// Absences for which leave was refused, under another code than theirs.
  func refusedCode(_ rule: PracticeRule) -> PracticeRules.Result {
    var result = PracticeRules.Result()
    for request in record.leave where request.outcome == .refused {
      guard let code = refusedCode(rule, request) else { continue }
      let right = Set([code] + rule.leaving)
      let absent = timeline.sessions.indices.filter { place in
        let date = session(place).date
        return (request.firstDay...request.lastDay).contains(date) && rule.inForce.contains(date)
          && place >= firstPlace && !timeline.traits(at: place).isDisjoint(with: .absent)
      }
      result.cases += absent.count
      let wrong = absent.filter { place in mark(place).map { !right.contains($0) } ?? false }
      let byCode = Swift.Dictionary(grouping: wrong) { timeline.code(at: $0) }
      for places in byCode.values.sorted(by: { $0[0] < $1[0] }) {
        result.divergences.append(divergence(rule, places, code, request))
      }
    }
    return result
  }

  private func divergence(
    _ rule: PracticeRule, _ places: [Int], _ code: MarkCode, _ request: LeaveRequest
  ) -> Divergence {
    let sessions = sessions(places)
    return divergence(
      rule, .misrecorded, at: places[0],
      corrections: sessions.map { .init(session: $0, code: code) }
    ) {
      $0.words(
        expected: code.text,
        "Leave \(request.daysWritten) was refused; "
          + "\(Wording.count(sessions.count, "session")) in it "
          + "\(sessions.count == 1 ? "is" : "are") marked `\($0.text)`, not `\(code.text)`.",
        clause: $0.context.policy?.leave?.refusedCoded?.span,
        besides: $0.rows(of: Array(sessions.dropFirst())) + [request.evidence])
    }
  }

  /// The right code after a refusal: what the policy says, or else the rule.
  private func refusedCode(_ rule: PracticeRule, _ request: LeaveRequest) -> MarkCode? {
    let own = policy?.leave?.refusedCoded
    return rule.words.contains(request.reasonWord)
      ? own?.holiday?.value ?? rule.draft.coded?.value
      : own?.other?.value ?? rule.draft.otherwise?.value
  }

  private var firstPlace: Int {
    timeline.firstPlace(in: context)
  }

  // MARK: Granted requests

  private typealias Problem = @Sendable () -> (expected: String, String, clause: SourceSpan?)

  /// Asks of each granted request, on the date of its first day.
  private func granted(
    _ rule: PracticeRule, where isCase: (LeaveRequest) -> Bool = { _ in true },
    _ problem: (LeaveRequest) -> Problem?
  ) -> PracticeRules.Result {
    let requests = record.leave.filter {
      $0.outcome == .granted && rule.inForce.contains($0.firstDay) && isCase($0)
    }
    return .init(requests) { request in
      problem(request).map { problem in
        divergence(rule, .unwarranted, on: request.firstDay) {
          let (expected, message, clause) = problem()
          return Divergence.Words(
            expected: expected,
            recorded: "granted" + (request.decidedOn.map { " on \($0.written)" } ?? ""), message,
            at: clause, evidence: [request.evidence])
        }
      }
    }
  }
}

extension LeaveRequest {
  /// Its days: `on 9 September 2024`, or from one to another.
  var daysWritten: String {
    firstDay == lastDay
      ? "on \(firstDay.written)" : "from \(firstDay.written) to \(lastDay.written)"
  }

  /// The reason as one word in small letters, to be compared with a rule's.
  var reasonWord: String { word(reason ?? "") }
}

/// A text as a word of a vocabulary: small letters, and underscores for spaces.
private func word(_ text: String) -> String {
  text.lowercased().split(whereSeparator: { $0 == " " || $0 == "_" }).joined(separator: "_")
}

extension QuantityBound {
  /// The most sessions, where it counts sessions or days of two.
  fileprivate var sessions: Int? {
    let most = comparator == .lessThan ? quantity.count - 1 : quantity.count
    return switch quantity.unit {
    case .sessions: most
    case .days, .schoolDays: most * 2
    default: nil
    }
  }
}

extension SchoolCalendar {
  /// The numbers of the sessions between two dates, both included.
  func sessionNumbers(from first: CivilDate, to last: CivilDate) -> [Int] {
    sessions.indices.filter { (first...last).contains(sessions[$0].date) }
  }
}
