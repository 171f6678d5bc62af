import CivilTime
import Registers

/// Penalty notices and payments.
extension Recipe {
  static var notices: [Recipe] {
    [
      notice("penalty.parent-not-recorded", "missing") { row, _ in row.parent = "" },
      notice("penalty.amount", "misrecorded") { row, sums in row.amount = sums.former },
      Recipe("penalty.third-notice-issued", "exceeded") { year, grounds, random in
        guard let first = issue(&year, at: 10, grounds, &random) else { return nil }
        var last = first
        for weeks in [3, 6] {
          last = first
          last.date = grounds.calendar.schoolDay(weeks * 5, after: first.date) ?? first.date
          last.detail["absent_on"] = grounds.calendar.absence(before: last.date).description
          last.amount = weeks == 3 ? grounds.sums.second : ""
          year.actions.append(last)
        }
        return .date(last.date)
      },
      Recipe("penalty.same-absence-again", "misrecorded") { year, grounds, random in
        guard var again = issue(&year, at: 10, grounds, &random) else { return nil }
        again.date = grounds.calendar.schoolDay(15, after: again.date) ?? again.date
        again.amount = grounds.sums.second
        year.actions.append(again)
        return .date(again.date)
      },
      notice("penalty.authority-not-told", "missing") { row, _ in
        row.detail["issued_by"] = "school"
      },
      payment("penalty.paid-too-little", "misrecorded", on: 25) { $0.reduced },
      payment("penalty.paid-late", "late", on: 31) { $0.first },
      Recipe("penalty.improvement-period", "exceeded") { year, grounds, random in
        guard year.isOfCompulsoryAge, year.actions.isEmpty, year.joined == nil, year.left == nil
        else {
          return nil
        }
        let date = grounds.shape.days[random.between(10, grounds.shape.days.count - 60)].date
        var row = ActionRow(date: date, pupil: year.id, action: "notice_to_improve")
        for record in grounds.improvementRecords { row.detail[record] = "yes" }
        row.detail["period"] = "8 weeks"
        year.actions.append(row)
        return .date(date)
      },
    ]
  }

  /// A notice to one parent, preceded by support.
  private static func issue(
    _ year: inout PupilYear, at day: Int, _ grounds: Grounds, _ random: inout SeededRandom
  ) -> ActionRow? {
    guard year.isOfCompulsoryAge, year.actions.isEmpty, year.joined == nil, year.left == nil,
      !grounds.sums.first.isEmpty
    else { return nil }
    let place = random.between(day + 10, grounds.shape.days.count - 60)
    let date = grounds.shape.days[place].date
    let plan = ActionRow(
      date: grounds.shape.days[place - 5].date, pupil: year.id, action: "support_plan")
    let notice = ActionRow(
      date: date, pupil: year.id, action: "penalty_notice",
      detail: ["absent_on": grounds.calendar.absence(before: date).description],
      amount: grounds.sums.first,
      parent: "\(year.id)b")
    year.actions += [plan, notice]
    return notice
  }

  private static func notice(
    _ clause: String, _ kind: String, _ change: @escaping (inout ActionRow, PenaltySums) -> Void
  ) -> Recipe {
    Recipe(clause, kind) { year, grounds, random in
      guard var row = issue(&year, at: 10, grounds, &random) else { return nil }
      year.actions.removeLast()
      change(&row, grounds.sums)
      year.actions.append(row)
      return .date(row.date)
    }
  }

  private static func payment(
    _ clause: String, _ kind: String, on day: Int, _ sum: @escaping (PenaltySums) -> String
  ) -> Recipe {
    Recipe(clause, kind) { year, grounds, random in
      guard let row = issue(&year, at: 10, grounds, &random) else { return nil }
      let paid = ActionRow(
        date: row.date.adding(days: day - 1), pupil: year.id, action: "penalty_paid",
        amount: sum(grounds.sums), parent: row.parent)
      year.actions.append(paid)
      return .date(paid.date)
    }
  }
}
