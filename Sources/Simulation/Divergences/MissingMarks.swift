import CivilTime
import Clauses
import Diagnostics
import Registers

/// The sessions without a mark, over all pupils.
struct MissingMarks: Sendable {
  /// How many pupils lack a mark, by the session's number.
  private(set) var counts: [Int]
  /// By the session's number, more than 1 where any pupil has a mark.
  private var signs: [UInt8]

  init(sessions: Int) {
    counts = Array(repeating: 0, count: sessions)
    signs = Array(repeating: 0, count: sessions)
  }

  /// Notes the sessions in which a pupil has a mark.
  mutating func note(_ record: PupilRecord) {
    // Codes of marks are numbers from 2 on; 1 is a blank.
    signs.withUnsafeMutableBufferPointer { signs in
      record.marks.codes.withUnsafeBufferPointer { codes in
        for session in 0..<min(signs.count, codes.count) { signs[session] |= codes[session] }
      }
    }
  }

  /// Notes the sessions in which a pupil was found to lack one.
  mutating func note(_ divergences: [Divergence], _ calendar: SchoolCalendar) {
    for divergence in divergences {
      guard let half = divergence.half,
        let session = calendar.index(of: Session(divergence.date, half))
      else { continue }
      counts[session] += 1
    }
  }

  static func += (left: inout MissingMarks, right: MissingMarks) {
    for session in left.counts.indices {
      left.counts[session] += right.counts[session]
      left.signs[session] |= right.signs[session]
    }
  }

  /// Missing marks of one divergence.
  struct Gathered {
    let sessions: [Int]
    let divergence: Divergence
  }

  /// What is said once: all of them where no pupil is marked present, or else each run of sessions in which
  /// no pupil has a mark.
  func gathered(
    _ rule: PracticeRule, _ measures: Replay.Measures, _ context: ReplayContext
  ) -> [Gathered] {
    let all = counts.indices.filter { counts[$0] > 0 }
    let isWithoutPresence =
      measures.attendedOnRoll <= measures.late && measures.missing > measures.possibleOnRoll
    if isWithoutPresence, all.reduce(0, { $0 + counts[$1] }) > 1 {
      return [Gathered(all, rule, context, withoutPresence(all))]
    }
    return runs(of: all.filter { signs[$0] <= 1 }).flatMap { run in
      // A single pupil without a mark is not a day without school, but is for a week or longer.
      run.count >= 10 ? [run] : runs(of: run.filter { counts[$0] > 1 })
    }.map { Gathered($0, rule, context, silence($0, context)) }
  }

  /// The numbers in runs without a gap.
  private func runs(of sessions: [Int]) -> [[Int]] {
    sessions.reduce(into: []) { runs, session in
      if runs.last?.last == session - 1 {
        runs[runs.count - 1].append(session)
      } else {
        runs.append([session])
      }
    }
  }

  private func withoutPresence(_ sessions: [Int]) -> String {
    let count = sessions.reduce(0) { $0 + counts[$1] }
    return
      "\(Wording.count(count, "mark")) \(count == 1 ? "is" : "are") missing, and no pupil has a mark for "
      + "present in any session. The export seems to hold absences only, or to keep presence in another "
      + "column: export every mark, and name its column as `code`. The figures are of the marks that are there."
  }

  private func silence(_ sessions: [Int], _ context: ReplayContext) -> String {
    let calendar = context.dataset.calendar
    let held = sessions.map { calendar.sessions[$0] }
    guard let first = held.first, let last = held.last else { return "" }
    let days = Set(held.map(\.date)).count
    let isEnd = last.date == context.lastDate
    let cause =
      if held.count == 1, calendar.sessions.count(where: { $0.date == first.date }) > 1 {
        "If the school was closed then, list \(first.date.description) under "
          + "`\(first.half == .morning ? "afternoon_only" : "morning_only")`"
      } else {
        "If the school was closed, list \(days == 1 ? "the date" : "the dates") under `closed`"
      }
    return "No pupil has a mark \(when(held)). \(cause) in the calendar of `register.yaml`"
      + (isEnd ? ", and if the register was exported before then, leave out its rows; " : "; ")
      + "or else the register was not taken, or not exported."
  }

  private func when(_ sessions: [Session]) -> String {
    guard let first = sessions.first, let last = sessions.last else { return "" }
    if sessions.count == 1 { return "in this session" }
    if first.date == last.date { return "on \(first.date.written)" }
    return
      "in the \(sessions.count) sessions of \(CivilDate.written(from: first.date, to: last.date))"
  }
}

extension MissingMarks.Gathered {
  fileprivate init(
    _ sessions: [Int], _ rule: PracticeRule, _ context: ReplayContext, _ message: String
  ) {
    let first = context.dataset.calendar.sessions[sessions[0]]
    self.sessions = sessions
    divergence = Divergence(
      .rule(rule, context), .missing, pupil: nil, first.date,
      half: sessions.count == 1 ? first.half : nil
    ) {
      Divergence.Words(
        expected: sessions.count == 1 ? "marks" : "marks in \(sessions.count) sessions", message)
    }
  }
}
