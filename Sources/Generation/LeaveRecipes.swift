import CivilTime
import Registers

/// Requests for leave that should have had another decision or mark.
extension Recipe {
  static var leave: [Recipe] {
    [
      granted("leave.holiday-granted", "unwarranted", reason: "family_holiday") { _, _, _ in true },
      granted("leave.granted-after-the-fact", "unwarranted") { request, days, grounds in
        guard days.upperBound < grounds.shape.days.count else { return false }
        request.appliedOn = grounds.shape.days[days.upperBound].date
        request.decidedOn = request.appliedOn
        return true
      },
      granted("leave.applied-by-another", "unwarranted") { request, _, _ in
        request.appliedBy = "grandparent"
        return true
      },
      granted("leave.short-notice", "unwarranted") { request, days, grounds in
        // The calendar has room for the required notice.
        guard grounds.leave.isNoticeStated, grounds.leave.notice > 3,
          days.upperBound + grounds.leave.notice < grounds.shape.days.count
        else { return false }
        request.appliedOn = grounds.shape.days[days.lowerBound - 2].date
        request.decidedOn = request.appliedOn
        return true
      },
      Recipe("leave.beyond-limit", "exceeded") { year, grounds, random in
        guard grounds.leave.limit < 40 else { return nil }
        return grant(
          &year, days: grounds.leave.limit / 2 + 1, reason: "family event", grounds, &random
        ) { _, _, _ in true }
      },
      Recipe("leave.refused-miscoded", "misrecorded") { year, grounds, random in
        guard year.leave.isEmpty,
          let days = grounds.days(1, in: &year, from: grounds.leave.notice + 6, &random),
          let request = grounds.leave.request(
            [grounds.shape.days[days.lowerBound].date], reason: "holiday", isGranted: false,
            grounds.calendar)
        else { return nil }
        year.leave.append(request)
        grounds.mark(&year, days, "C")
        return .session(grounds.session(.morning, of: days.lowerBound))
      },
    ]
  }

  private typealias Change = (inout PupilYear.Leave, Range<Int>, Grounds) -> Bool

  private static func granted(
    _ clause: String, _ kind: String, reason: String = "family event", _ change: @escaping Change
  ) -> Recipe {
    Recipe(clause, kind) { year, grounds, random in
      grant(&year, days: 1, reason: reason, grounds, &random, change)
    }
  }

  /// Leave that is granted and marked, with one change that makes it wrong.
  private static func grant(
    _ year: inout PupilYear, days count: Int, reason: String, _ grounds: Grounds,
    _ random: inout SeededRandom, _ change: Change
  ) -> Place? {
    // One request a pupil, so that no other rule adds several up.
    guard year.leave.isEmpty,
      let days = grounds.days(count, in: &year, from: grounds.leave.notice + 6, &random),
      var request = grounds.leave.request(
        days.map { grounds.shape.days[$0].date }, reason: reason, grounds.calendar),
      change(&request, days, grounds)
    else { return nil }
    year.leave.append(request)
    grounds.mark(&year, days, "C")
    return .date(request.firstDay)
  }
}
