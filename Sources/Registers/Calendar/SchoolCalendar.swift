package import CivilTime

/// Morning or afternoon: the two sessions of a school day.
package enum SessionHalf: UInt8, Sendable, Hashable, Comparable, CaseIterable, BitwiseCopyable {
  case morning, afternoon

  /// The session as registers write it.
  package var abbreviation: String { self == .morning ? "AM" : "PM" }

  package static func < (left: SessionHalf, right: SessionHalf) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A morning or an afternoon of a date.
package struct Session: Sendable, Hashable, Comparable, BitwiseCopyable {
  /// The date.
  package let date: CivilDate
  /// Morning or afternoon.
  package let half: SessionHalf

  /// Creates a session.
  package init(_ date: CivilDate, _ half: SessionHalf) {
    self.date = date
    self.half = half
  }

  package static func < (left: Session, right: Session) -> Bool {
    (left.date, left.half) < (right.date, right.half)
  }
}

/// The sessions of a school, numbered in order, with the periods that windows need.
///
/// All arrays that end in a session's period are indexed by session number. A class, because everything
/// looks at it and a copy would count each of its arrays' references.
package final class SchoolCalendar: Sendable {
  /// Every session in order; a session's number is its place here.
  package let sessions: [Session]
  /// The dates with at least one session, in order.
  package let schoolDays: [CivilDate]
  /// Which school day a session is on, as a place in `schoolDays`.
  package let schoolDay: [Int]
  /// Which Monday-to-Sunday week with sessions a session is in, counted from 0.
  package let schoolWeek: [Int]
  /// Which term, half term and school year a session is in, each counted from 0.
  package let term, halfTerm, schoolYear: [Int]
  /// The names of the terms.
  package let termNames: [String]

  /// The dates on which travel or the premises were disrupted; nil where that is not known.
  package let disrupted: Set<CivilDate>?
  /// The dates that a religious body sets apart; nil where that is not known.
  package let religiousObservance: Set<CivilDate>?

  private let firstDay: CivilDate
  /// From days since `firstDay` to the number of the day's first session, or -1.
  private let sessionOfDate: [Int]

  /// A run of dates with sessions.
  package struct Term: Sendable {
    /// The term's name.
    package let name: String
    /// The term's first and last dates.
    package let dates: DateRange
    /// The break in its middle, which cuts it into two half terms.
    package let halfTerm: DateRange?

    /// Creates a term.
    package init(name: String, dates: DateRange, halfTerm: DateRange?) {
      self.name = name
      self.dates = dates
      self.halfTerm = halfTerm
    }
  }

  /// Creates a calendar from terms in order.
  ///
  /// Mondays to Fridays in a term have two sessions, but for the half-term break and the dates
  /// that are closed, or open only in the morning or the afternoon.
  package init(
    terms: [Term], closed: Set<CivilDate> = [], morningOnly: Set<CivilDate> = [],
    afternoonOnly: Set<CivilDate> = [], disrupted: Set<CivilDate>? = nil,
    religiousObservance: Set<CivilDate>? = nil
  ) {
    self.disrupted = disrupted
    self.religiousObservance = religiousObservance
    var builder = Builder()
    for (index, term) in terms.enumerated() {
      guard let last = term.dates.last else { continue }
      builder.beginTerm(index, year: term.dates.first.schoolYearStart)
      var date = term.dates.first
      while date <= last {
        defer { date = date.adding(days: 1) }
        if term.halfTerm?.contains(date) ?? false {
          builder.sawBreak = true
          continue
        }
        guard !date.weekday.isWeekend, !closed.contains(date) else { continue }
        let halves = SessionHalf.allCases.filter { half in
          half == .morning ? !afternoonOnly.contains(date) : !morningOnly.contains(date)
        }
        builder.add(date, halves)
      }
    }
    sessions = builder.sessions
    schoolDays = builder.schoolDays
    schoolDay = builder.schoolDay
    schoolWeek = builder.schoolWeek
    (term, halfTerm, schoolYear) = (builder.term, builder.halfTerm, builder.schoolYear)
    termNames = terms.map(\.name)
    firstDay = builder.schoolDays.first ?? CivilDate(day: 0)
    let length = builder.schoolDays.last.map { $0.days(since: builder.schoolDays[0]) + 1 } ?? 0
    var sessionOfDate = Array(repeating: -1, count: length)
    for (index, session) in builder.sessions.enumerated().reversed() {
      sessionOfDate[session.date.days(since: firstDay)] = index
    }
    self.sessionOfDate = sessionOfDate
  }

  /// The number of a session; nil where the school has no such session.
  package func index(of session: Session) -> Int? {
    let offset = session.date.days(since: firstDay)
    guard sessionOfDate.indices.contains(offset), sessionOfDate[offset] >= 0 else { return nil }
    let first = sessionOfDate[offset]
    if sessions[first].half == session.half { return first }
    let next = first + 1
    guard next < sessions.count, sessions[next] == session else { return nil }
    return next
  }

  /// The sessions of a date: none, one or two.
  func sessions(on date: CivilDate) -> [Session] { sessions(from: date, to: date) }

  /// The sessions between two dates, both included.
  func sessions(from first: CivilDate, to last: CivilDate) -> [Session] {
    Array(sessions[indices(from: first, to: last)])
  }

  /// The numbers of the sessions between two dates, both included.
  func indices(from first: CivilDate, to last: CivilDate) -> Range<Int> {
    let start = sessions.partitioningIndex { $0.date >= first }
    return start..<max(start, sessions.partitioningIndex { $0.date > last })
  }

  /// The numbers of the last session before a date and of the first after it; nil where one is missing.
  func sessions(around date: CivilDate) -> (before: Int, after: Int)? {
    let before = sessions.partitioningIndex { $0.date >= date } - 1
    let after = sessions.partitioningIndex { $0.date > date }
    return before >= 0 && after < sessions.count ? (before, after) : nil
  }

  /// Whether the school has a session on a date.
  package func isSchoolDay(_ date: CivilDate) -> Bool {
    let offset = date.days(since: firstDay)
    return sessionOfDate.indices.contains(offset) && sessionOfDate[offset] >= 0
  }

  /// The Nth school day strictly after a date; the date itself for N = 0; nil past the calendar.
  package func schoolDay(_ count: Int, after date: CivilDate) -> CivilDate? {
    guard count > 0 else { return date }
    let index = schoolDays.partitioningIndex { $0 > date } + count - 1
    return index < schoolDays.count ? schoolDays[index] : nil
  }

  /// How many school days come after a date, up to and with another.
  package func schoolDays(after first: CivilDate, through last: CivilDate) -> Int {
    guard first < last else { return 0 }
    return schoolDays.partitioningIndex { $0 > last } - schoolDays.partitioningIndex { $0 > first }
  }
}

extension Array {
  /// The place of the first element that is in the second half of an ordered list, by bisection.
  fileprivate func partitioningIndex(_ isInSecondHalf: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isInSecondHalf(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Numbers sessions and their periods as dates are added in order.
private struct Builder {
  var sessions: [Session] = []
  var schoolDays: [CivilDate] = []
  var schoolDay: [Int] = []
  var schoolWeek: [Int] = []
  var term: [Int] = []
  var halfTerm: [Int] = []
  var schoolYear: [Int] = []
  /// Whether a half-term break has passed since the last session.
  var sawBreak = false

  private var monday: CivilDate?
  private var week = -1
  private var currentTerm = -1
  private var currentHalfTerm = -1
  private var currentYear = -1
  private var yearStart: CivilDate?

  mutating func beginTerm(_ index: Int, year: CivilDate) {
    currentTerm = index
    currentHalfTerm += 1
    sawBreak = false
    if yearStart != year {
      yearStart = year
      currentYear += 1
    }
  }

  mutating func add(_ date: CivilDate, _ halves: [SessionHalf]) {
    guard !halves.isEmpty else { return }
    if sawBreak {
      sawBreak = false
      currentHalfTerm += 1
    }
    if monday != date.monday {
      monday = date.monday
      week += 1
    }
    schoolDays.append(date)
    for half in halves {
      sessions.append(Session(date, half))
      schoolDay.append(schoolDays.count - 1)
      schoolWeek.append(week)
      term.append(currentTerm)
      halfTerm.append(currentHalfTerm)
      schoolYear.append(currentYear)
    }
  }
}
