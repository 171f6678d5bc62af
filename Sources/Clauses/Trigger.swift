package import CivilTime
package import Diagnostics
package import TypedYAML

/// The sessions that a trigger counts (semantics, "Triggers").
package enum Measure: Sendable, Hashable {
  case absence, authorisedAbsence, unauthorisedAbsence
  case illness, unexplainedAbsence, late, lateAfterClose
  /// Any of the listed codes.
  case codes([MarkCode])
}

/// The number of sessions, or the share of possible ones, at which a trigger fires.
package struct Threshold: Scalar {
  /// The number to compare with.
  package enum Amount: Sendable, Hashable {
    case sessions(Int)
    case percent(Percentage)
  }

  /// Whether the count must exceed the threshold.
  package let isExclusive: Bool
  /// The number to compare with; a day is two sessions.
  package let amount: Amount
  /// The threshold as it was written.
  package let value: Value

  package static let scalarForm = ScalarForm(
    "a number of sessions or days, or a percentage",
    examples: ["10 sessions", "4 days", "10 %", "more than 10 %"],
    pattern: "^more than \(some(true))$|^(?:at least )?\(some(false))$")

  /// A regular expression of the amount, without anchors; an amount of zero is allowed only after
  /// `more than`.
  private static func some(_ allowsNothing: Bool) -> String {
    let least = allowsNothing ? "" : "(?=[0-9.]*[1-9])"
    return least
      + "(?:\(Percentage.upTo100)|[0-9]{1,9} +\(UnitOfCount.pattern([.sessions, .days])) *)"
  }

  package static func suggestions(for text: String) -> [Suggestion] {
    if let count = LooseText(text).onlyNumber, (1...999).contains(count) {
      return [.sessions, .days].map { Suggestion(Quantity(count, $0).written) }
    }
    return Comparator.suggestions(for: text) { number in
      if let count = LooseText(number).onlyNumber { return Quantity(count, .sessions).written }
      if let percentage = Percentage.meant(by: number) { return percentage.written }
      guard let quantity = Quantity.meant(by: number) else { return nil }
      let counted = quantity.unit == .schoolDays ? Quantity(quantity.count, .days) : quantity
      return [.sessions, .days].contains(counted.unit) ? counted.written : nil
    }.filter { (try? Threshold(scalar: $0.text)) != nil }
  }

  package init(scalar text: String) throws(ScalarProblem) {
    value = Value(form: text)
    let (comparator, number): (Comparator, Value) =
      if case .bound(let comparator, let inner) = value { (comparator, inner) } else {
        (.atLeast, value)
      }
    guard comparator == .atLeast || comparator == .moreThan else {
      throw ScalarProblem("A trigger waits for `at least` or `more than` a number.")
    }
    isExclusive = comparator == .moreThan
    switch number {
    case .percentage(let percentage): amount = .percent(percentage)
    case .quantity(let quantity) where quantity.unit == .sessions:
      amount = .sessions(quantity.count)
    case .quantity(let quantity) where quantity.unit == .days:
      amount = .sessions(quantity.count * 2)
    case .quantity(let quantity) where quantity.unit == .schoolDays:
      throw ScalarProblem("Absence counts in sessions or days: `\(quantity.count) days`.")
    default: throw ScalarProblem()
    }
    guard !isReachedByNothing else { throw ScalarProblem("It must be more than nothing.") }
  }

  /// Whether it was written in days, each of which is two sessions.
  package var isInDays: Bool {
    if case .quantity(let quantity) = value.bare { quantity.unit == .days } else { false }
  }

  private var isReachedByNothing: Bool {
    guard !isExclusive else { return false }
    return switch amount {
    case .sessions(let sessions): sessions == 0
    case .percent(let percentage): percentage.basisPoints == 0
    }
  }

  /// Whether a count out of the possible sessions reaches the threshold.
  package func isReached(by count: Int, outOf possible: Int) -> Bool {
    let order =
      switch amount {
      case .sessions(let sessions): Order(count, sessions)
      case .percent(let percentage): percentage.order(of: count, outOf: possible)
      }
    return order == .greater || (order == .equal && !isExclusive)
  }
}

/// The sessions among which a trigger counts, at a session s.
package enum Window: Scalar {
  /// s's school week and those before it, across terms and school years.
  case schoolWeeks(Int)
  /// The school days ending with s's.
  case schoolDays(Int)
  /// The calendar days ending with s's date.
  case days(Int)
  /// From the period's first session up to s.
  case halfTerm, term, schoolYear
  /// The unbroken run of counted sessions ending at s.
  case consecutive

  private static let periods: [String: Window] = [
    "half_term": .halfTerm, "term": .term, "school_year": .schoolYear, "consecutive": .consecutive,
  ]

  /// The parameter that holds the greatest length of a period, by the period's word.
  package static func length(_ period: String) -> String { "longest.\(period)" }

  /// The parameters that hold the greatest lengths of periods.
  package static let longestPeriods = ["half_term", "term", "school_year"].map { length($0) }

  package static let scalarForm = ScalarForm(
    "a window of sessions",
    examples: [
      "10 school_weeks", "12 weeks", "20 school_days", "term", "school_year", "consecutive",
    ],
    pattern:
      "^(?: *0{0,4}(?:[1-9][0-9]{0,3}|10000) +\(UnitOfCount.pattern(units)) *"
      + "|half_term|term|school_year|consecutive)$")

  private static let units: [UnitOfCount] = [.schoolWeeks, .schoolDays, .weeks, .days]
  private static let lengths = 1...10_000

  package static func suggestions(for text: String) -> [Suggestion] {
    let words = Suggestion.key(text).split(separator: "_").filter { !fillers.contains(String($0)) }
    if let period = names[words.joined(separator: "_")] { return [Suggestion(period)] }
    guard let quantity = Quantity.meant(by: text) else { return [] }
    let meant = quantity.unit == .years && quantity.count == 1 ? nil : quantity
    guard let meant else { return [Suggestion("school_year")] }
    return (try? Window(scalar: meant.written)) == nil ? [] : [Suggestion(meant.written)]
  }

  private static let fillers: Set<String> = [
    "a", "an", "the", "any", "each", "every", "per", "in", "one", "rolling", "single", "this",
    "current", "period", "of",
  ]
  private static let names: [String: String] = [
    "half_term": "half_term", "halfterm": "half_term", "ht": "half_term", "term": "term",
    "school_year": "school_year", "academic_year": "school_year", "year": "school_year",
    "schoolyear": "school_year", "row": "consecutive", "consecutive": "consecutive",
    "consecutive_days": "consecutive", "consecutively": "consecutive", "succession": "consecutive",
    "run": "consecutive", "unbroken": "consecutive", "continuous": "consecutive",
  ]

  package init(scalar text: String) throws(ScalarProblem) {
    if let period = Window.periods[text] {
      self = period
      return
    }
    guard let quantity = Quantity(text), Window.lengths.contains(quantity.count) else {
      throw ScalarProblem()
    }
    switch quantity.unit {
    case .schoolWeeks: self = .schoolWeeks(quantity.count)
    case .schoolDays: self = .schoolDays(quantity.count)
    case .weeks: self = .days(quantity.count * 7)
    case .days: self = .days(quantity.count)
    default: throw ScalarProblem()
    }
  }

  package var value: Value {
    switch self {
    case .schoolWeeks(let count): .quantity(Quantity(count, .schoolWeeks))
    case .schoolDays(let count): .quantity(Quantity(count, .schoolDays))
    case .days(let count) where count % 7 == 0: .quantity(Quantity(count / 7, .weeks))
    case .days(let count): .quantity(Quantity(count, .days))
    case .halfTerm: .word("half_term")
    case .term: .word("term")
    case .schoolYear: .word("school_year")
    case .consecutive: .word("consecutive")
    }
  }
}

/// A count with the threshold at which it opens an obligation.
package struct Trigger: Sendable, Hashable {
  /// The sessions that are counted.
  package let measure: Measure
  /// The count that is needed.
  package let threshold: Threshold
  /// The sessions among which they are counted.
  package let window: Window
  /// The number of possible sessions below which a percentage does not fire.
  package let after: Int
  /// Whether an action that discharges the trigger restarts the count.
  package let recount: Bool

  /// The value of `after` where a file gives none.
  package static let usualAfter = 20
}

/// A single happening that opens an obligation each time it occurs.
package enum Event: Sendable, Hashable {
  /// One of the codes is recorded at the end of a session's day.
  case mark([MarkCode])
  case leaveApplication, pupilJoins, pupilLeaves
  /// An action of a kind, with this detail, is recorded.
  case action(String, detail: [String: String])

  /// The events that have a name of their own in files.
  enum Word: String, Vocabulary {
    case leaveApplication = "leave_application"
    case pupilJoins = "pupil_joins"
    case pupilLeaves = "pupil_leaves"
    static let noun = "an event"
  }
}

/// The occasion of an obligation: a count that reaches its threshold, or an event.
package struct Occasion: RefinedRecord, Hashable {
  /// The kind of occasion.
  package enum Kind: Sendable, Hashable {
    case count(Trigger)
    case event(Event)
  }

  /// The keys of an occasion.
  package struct Draft: Record {
    var absence, authorisedAbsence, unauthorisedAbsence: Located<Threshold>?
    var illness, unexplainedAbsence, late, lateAfterClose, count: Located<Threshold>?
    var code, mark: [Located<MarkCode>]?
    var window: Located<Window>?
    var after: Located<Sessions>?
    var recount: Located<Truth>?
    var event: Located<Event.Word>?
    var action: Located<Name>?
    var detail: NamedValues<Located<Prose>>?
    package let span: SourceSpan

    package static let title = "an occasion"
    package static let fields: [Field<Draft>] = [
      Field("absence", { $1(&$0.absence) }, "Sessions of authorised or unauthorised absence."),
      Field("authorised_absence", { $1(&$0.authorisedAbsence) }, "Sessions of authorised absence."),
      Field(
        "unauthorised_absence", { $1(&$0.unauthorisedAbsence) }, "Sessions of unauthorised absence."
      ),
      Field("illness", { $1(&$0.illness) }, "Sessions absent through illness."),
      Field(
        "unexplained_absence", { $1(&$0.unexplainedAbsence) },
        "Sessions for which no reason stood at the end of the day, until one is recorded."),
      Field(
        "late", { $1(&$0.late) }, "Sessions attended after the register opened, before it closed."),
      Field(
        "late_after_close", { $1(&$0.lateAfterClose) },
        "Sessions attended after the register closed."),
      Field("code", { $1(&$0.code) }, "Sessions with any of these codes; `count` says how many."),
      Field("count", { $1(&$0.count) }, "How many sessions with one of the codes under `code`."),
      Field(
        "in", { $1(&$0.window) }, "The sessions among which is counted; left out, an unbroken run."),
      Field(
        "after", { $1(&$0.after) }, "The possible sessions that a percentage needs before it fires."
      ),
      Field(
        "recount", { $1(&$0.recount) },
        "Whether the count starts afresh after a discharging action."),
      Field("mark", { $1(&$0.mark) }, "Each session with one of these codes, by itself."),
      Field(
        "event", { $1(&$0.event) }, "Something that happens once, such as an application for leave."
      ),
      Field(
        "action", { $1(&$0.action) }, words: .actions,
        "Each recorded action of this kind, by itself."),
      Field("detail", { $1(&$0.detail) }, "With `action`: what its detail must say besides."),
    ]

    package static var alternatives: [[String]] {
      [
        "absence", "authorised_absence", "unauthorised_absence", "illness", "unexplained_absence",
        "late", "late_after_close", "mark", "event", "action",
      ].map { [$0] } + [["code", "count"]]
    }

    package static var dependencies: [KeyDependency] {
      [
        KeyDependency(
          of: [
            "absence", "authorised_absence", "unauthorised_absence", "illness",
            "unexplained_absence",
            "late", "late_after_close", "count",
          ], matching: "%$", needs: "in", otherThan: "consecutive")
      ]
    }

    package static func spelled(_ text: String) -> String? { OccasionPhrase(text)?.written }

    package static func help(for text: String) -> String? {
      if let group = spelled(text) { return "It is a group of keys: write `\(group)`." }
      let meant = ["absence", "unauthorised_absence"].compactMap {
        OccasionPhrase(text, counting: $0)?.written
      }
      return meant.isEmpty
        ? nil : "Say of what: \(Wording.list(meant.map { "`\($0)`" }, "or")), for example."
    }

    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The kind of occasion.
  package let kind: Kind

  package static func == (left: Occasion, right: Occasion) -> Bool { left.kind == right.kind }

  package func hash(into hasher: inout Hasher) { hasher.combine(kind) }

  package init?(_ draft: Draft, _ reading: inout Reading) {
    self.draft = draft
    if let alone = draft.codeOrCountAlone {
      reading.report(
        .occasion,
        "`code` and `count` belong together: one says which sessions are counted, "
          + "the other how many.", at: alone, path: reading.path,
        help: "Give both, as in `{ code: [U], count: 5 sessions, in: term }`.")
      return nil
    }
    let kinds = draft.kinds
    guard kinds.count == 1, let only = kinds.first else {
      // An unreadable part is reported already, and may contain the name in question.
      let isUnread = reading.diagnostics.contains { $0.path.hasPrefix("\(reading.path).") }
      guard !kinds.isEmpty || !isUnread else { return nil }
      reading.report(
        .occasion,
        kinds.isEmpty
          ? "This occasion never arises: it names nothing to count and no event."
          : "This occasion names \(kinds.count) things to wait for; it must be one.",
        at: draft.span, path: reading.path,
        help: "Write one of them, as in `{ absence: 4 days, in: school_year }`.")
      return nil
    }
    if case .count(let trigger) = only, case .percent = trigger.threshold.amount,
      trigger.window == .consecutive
    {
      reading.report(
        .occasion, "A percentage needs a window; a run has no share of itself.",
        at: draft.span, path: reading.path, help: "Add `in: school_year`, for example.")
      return nil
    }
    kind = only
  }
}

extension Occasion.Draft {
  /// The place of `code` without `count`, or of `count` without `code`.
  fileprivate var codeOrCountAlone: SourceSpan? {
    code == nil ? count?.span : count == nil ? code?.first?.span : nil
  }

  /// The occasions that the keys describe; a valid occasion has exactly one.
  fileprivate var kinds: [Occasion.Kind] {
    let counts: [(Measure, Located<Threshold>?)] = [
      (.absence, absence), (.authorisedAbsence, authorisedAbsence),
      (.unauthorisedAbsence, unauthorisedAbsence), (.illness, illness),
      (.unexplainedAbsence, unexplainedAbsence), (.late, late), (.lateAfterClose, lateAfterClose),
      (.codes((code ?? []).map(\.value)), code == nil ? nil : count),
    ]
    var kinds: [Occasion.Kind] = counts.compactMap { measure, threshold in
      threshold.map { .count(trigger(measure, $0.value)) }
    }
    if let mark { kinds.append(.event(.mark(mark.map(\.value)))) }
    switch event?.value {
    case .leaveApplication: kinds.append(.event(.leaveApplication))
    case .pupilJoins: kinds.append(.event(.pupilJoins))
    case .pupilLeaves: kinds.append(.event(.pupilLeaves))
    case nil: break
    }
    if let action {
      kinds.append(.event(.action(action.value.text, detail: detail?.texts ?? [:])))
    }
    return kinds
  }

  private func trigger(_ measure: Measure, _ threshold: Threshold) -> Trigger {
    Trigger(
      measure: measure, threshold: threshold, window: window?.value ?? .consecutive,
      after: after?.value.count ?? Trigger.usualAfter, recount: recount?.value.isTrue ?? false)
  }
}

extension Occasion {
  /// The occasion with its action renamed.
  func renamingAction(_ renamed: (Located<Name>) -> Located<Name>) -> Occasion {
    guard let action = draft.action else { return self }
    var (draft, reading) = (draft, Reading())
    draft.action = renamed(action)
    return Occasion(draft, &reading) ?? self
  }
}
