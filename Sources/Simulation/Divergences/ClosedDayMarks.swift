import CivilTime
import Clauses
import Diagnostics
import Registers

/// The marks on days without a session, over all pupils.
struct ClosedDayMarks: Sendable {
  /// The marks on one date.
  fileprivate struct Day {
    var marks = 0
    var pupils = 0
    /// The marks of pupils who have many such marks.
    var marksOfMany = 0
    /// The halves of the day that are marked.
    var halves: Set<SessionHalf> = []
  }

  private var days: [CivilDate: Day] = [:]

  /// Whether a pupil's marks on closed days are too many to be single slips.
  static func areMany(_ marks: Int) -> Bool { marks > 4 }

  /// Notes the marks of a pupil.
  mutating func note(_ divergences: [Divergence]) {
    let areMany = ClosedDayMarks.areMany(divergences.count)
    for (date, marks) in Dictionary(grouping: divergences, by: \.date) {
      days[date, default: Day()].add(
        Day(
          marks: marks.count, pupils: 1, marksOfMany: areMany ? marks.count : 0,
          halves: Set(marks.compactMap(\.half))))
    }
  }

  static func += (left: inout ClosedDayMarks, right: ClosedDayMarks) {
    for (date, day) in right.days { left.days[date, default: Day()].add(day) }
  }

  /// Marks that are told together.
  struct Gathered {
    var divergences: [Divergence] = []
    /// How many marks they are of, by date.
    var counts: [(date: CivilDate, count: Int)] = []
    /// The dates of which every mark is among them; of others only those of pupils with many.
    var wholeDays: Set<CivilDate> = []
  }

  /// The marks on dates on which a quarter of the pupils are marked, and those of pupils who have many: one
  /// divergence for each run of dates without a school day between them.
  func gathered(_ rule: PracticeRule, pupils: Int, _ context: ReplayContext) -> Gathered {
    var result = Gathered()
    for (date, day) in days.sorted(by: { $0.key < $1.key }) {
      let isWhole = day.pupils > 1 && day.pupils * 4 >= pupils
      let count = isWhole ? day.marks : day.marksOfMany
      guard count > 0 else { continue }
      if isWhole { result.wholeDays.insert(date) }
      result.counts.append((date, count))
    }
    let calendar = context.dataset.calendar
    var runs: [[(date: CivilDate, count: Int)]] = []
    for entry in result.counts {
      if let last = runs.last?.last?.date,
        calendar.schoolDays(after: last, through: entry.date) == 0
      {
        runs[runs.count - 1].append(entry)
      } else {
        runs.append([entry])
      }
    }
    result.divergences = runs.compactMap { divergence(rule, $0, context) }
    return result
  }

  private func divergence(
    _ rule: PracticeRule, _ run: [(date: CivilDate, count: Int)], _ context: ReplayContext
  ) -> Divergence? {
    guard let first = run.first?.date, let last = run.last?.date else { return nil }
    let count = run.reduce(0) { $0 + $1.count }
    var closed = ClosedDays()
    for date in run.map(\.date) {
      for half in days[date]?.halves ?? [] {
        closed.note(Session(date, half), context.dataset.calendar)
      }
    }
    return Divergence(.rule(rule, context), .misrecorded, pupil: nil, first) { [closed] in
      let marks = Wording.count(count, "mark")
      return Divergence.Words(
        expected: "no mark", recorded: marks,
        "\(marks), \(CivilDate.written(from: first, to: last)), \(count == 1 ? "is" : "are") "
          + "\(closed.place(marks: count)), and \(count == 1 ? "counts" : "count") in no figure. If the "
          + "school was open then, \(closed.advice); or else these marks are wrong.")
    }
  }
}

extension ClosedDayMarks.Day {
  fileprivate mutating func add(_ other: Self) {
    marks += other.marks
    pupils += other.pupils
    marksOfMany += other.marksOfMany
    halves.formUnion(other.halves)
  }
}
