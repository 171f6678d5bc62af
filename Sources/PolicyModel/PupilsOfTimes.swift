package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// The pupils and the days to which an entry of times applies.
package struct PupilsOfTimes: Record {
  package var years: OneOrMore<Located<SchoolYear>>?
  package var keyStage: OneOrMore<Located<KeyStage>>?
  package var site, classGroup: OneOrMore<Located<Prose>>?
  package var weekdays: OneOrMore<Located<SchoolWeekday>>?
  package let span: SourceSpan

  package static let title = "the pupils and the days that times are for"
  package static let fields: [Field<PupilsOfTimes>] = [
    Field("years", { $1(&$0.years) }, "The year groups."),
    Field("key_stage", { $1(&$0.keyStage) }, "The key stage, or a list of them."),
    Field("site", { $1(&$0.site) }, "The site, as the pupils' table names it, or a list of them."),
    Field(
      "class", { $1(&$0.classGroup) },
      "The class or form, as the pupils' table names it, or a list of them."),
    Field(
      "weekdays", { $1(&$0.weekdays) },
      "The days of the week; on those, the entry goes before the ones that name none."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// A year group.
package struct SchoolYear: Scalar {
  /// The year in the form of registers: `R`, `7`.
  let text: String

  package static let scalarForm = ScalarForm(
    "a year group", examples: ["R", "1", "7"],
    pattern: "^(?:R|N[12]?|E[12]|[1-9]|1[0-4])$", numbers: 1...14)

  package init(scalar text: String) throws(ScalarProblem) {
    guard YearGroup.standard(text) == text else { throw ScalarProblem() }
    self.text = text
  }

  package static func suggestions(for text: String) -> [Suggestion] {
    YearGroup.standard(text).map { [Suggestion($0)] } ?? []
  }

  package var value: Value { .word(text) }
}

/// A key stage.
package struct KeyStage: Scalar {
  let text: String
  static let earlyYears = "early_years"

  package static let scalarForm = ScalarForm(
    "a key stage", examples: ["1", "early_years"], pattern: "^(?:[1-5]|early_years)$",
    numbers: 1...5)

  package init(scalar text: String) throws(ScalarProblem) {
    guard text == KeyStage.earlyYears || (text.utf8.count == 1 && "12345".contains(text)) else {
      throw ScalarProblem()
    }
    self.text = text
  }

  package static func suggestions(for text: String) -> [Suggestion] {
    let word = text.lowercased().filter { !$0.isWhitespace && !"-_".contains($0) }
    if ["eyfs", "earlyyears", "foundation", "foundationstage"].contains(word) {
      return [Suggestion(KeyStage.earlyYears)]
    }
    guard let digit = word.last, "12345".contains(digit),
      ["ks", "keystage"].contains(String(word.dropLast()))
    else { return [] }
    return [Suggestion(String(digit))]
  }

  package var value: Value { .word(text) }
}

/// A weekday from Monday to Friday.
package enum SchoolWeekday: String, Vocabulary {
  case monday, tuesday, wednesday, thursday, friday
  package static let noun = "a day of the school week"
  package static var otherNames: [OtherNames<SchoolWeekday>] {
    [
      OtherNames(.monday, called: "mon", "mondays"),
      OtherNames(.tuesday, called: "tue", "tues", "tuesdays"),
      OtherNames(.wednesday, called: "wed", "weds", "wednesdays"),
      OtherNames(.thursday, called: "thu", "thur", "thurs", "thursdays"),
      OtherNames(.friday, called: "fri", "fridays"),
    ]
  }

  /// The word of a day; nil at the weekend.
  package static func word(of day: Weekday) -> String? {
    allCases.indices.contains(day.rawValue) ? allCases[day.rawValue].rawValue : nil
  }
}

/// A scope of pupils and days, as sets to compare with a pupil and with each other.
package struct Narrowing: Sendable, Hashable {
  /// The years, sites, classes and weekdays; nil for all.
  package let years, sites, classes, weekdays: Set<String>?
  /// The scope in words, such as `years R and 1 on Fridays`.
  package let words: String

  /// The years of each key stage, by the stage.
  package typealias YearsOfKeyStages = [String: [String]]

  /// Reads the value of `for`; nil means all pupils, on every day.
  package init(_ whom: Value?, _ stages: YearsOfKeyStages) {
    guard case .record(let group)? = whom else {
      (years, sites, classes, weekdays, words) = (nil, nil, nil, nil, "all other pupils")
      return
    }
    func texts(_ key: String) -> [String]? {
      group[key]?.value.items.map { item in
        switch item {
        case .word(let text), .text(let text), .unlisted(let text): text
        default: item.words
        }
      }
    }
    let stage = texts("key_stage")
    let named = (texts("years") ?? []) + (stage ?? []).flatMap { stages[$0] ?? [] }
    years = texts("years") == nil && stage == nil ? nil : Set(named)
    sites = texts("site").map { Set($0.map { $0.lowercased() }) }
    classes = texts("class").map { Set($0.map { $0.lowercased() }) }
    weekdays = texts("weekdays").map(Set.init)
    words = Narrowing.words(
      [
        Narrowing.words(texts("years"), "year", "years"),
        Narrowing.words(ofStages: stage),
        Narrowing.words(texts("class"), "class", "classes"),
        Narrowing.words(texts("site"), "the site", "the sites"),
      ], texts("weekdays"))
  }

  private static func words(_ texts: [String]?, _ one: String, _ many: String) -> String? {
    texts.map { "\($0.count == 1 ? one : many) \(Wording.list($0))" }
  }

  /// Key stages in words, such as `early years and key stage 1`.
  private static func words(ofStages stages: [String]?) -> String? {
    guard let stages else { return nil }
    let numbered = stages.filter { $0 != KeyStage.earlyYears }
    let early = numbered.count < stages.count ? Wording.plain(KeyStage.earlyYears) : nil
    let others = numbered.isEmpty ? nil : words(numbered, "key stage", "key stages")
    return Wording.list([early, others].compactMap { $0 })
  }

  /// Days of the week in words, such as `Thursdays and Fridays`.
  package static func words(ofWeekdays weekdays: Set<String>) -> String {
    let days = SchoolWeekday.allCases.map(\.rawValue).filter { weekdays.contains($0) }
    return Wording.list(days.map { Wording.sentence($0) + "s" })
  }

  private static func words(_ pupils: [String?], _ weekdays: [String]?) -> String {
    let whom = pupils.compactMap { $0 }.joined(separator: ", ")
    let days = weekdays.map { words(ofWeekdays: Set($0)) }
    switch (whom.isEmpty, days) {
    case (true, nil): return "all other pupils"
    case (true, let days?): return days
    case (false, nil): return whom
    case (false, let days?): return "\(whom) on \(days)"
    }
  }

  /// Whether it applies to the pupils whom no other entry names.
  package var isForAllOthers: Bool {
    years == nil && sites == nil && classes == nil && weekdays == nil
  }

  /// Whether it applies to all pupils on some days.
  package var isForDaysAlone: Bool {
    years == nil && sites == nil && classes == nil && weekdays != nil
  }

  /// Whether it applies to a pupil on a day; nil where the pupil's data does not decide.
  package func holds(for place: PupilPlace) -> Bool? {
    var isKnown = true
    for (named, own) in [
      (years, place.year), (sites, place.site?.lowercased()),
      (classes, place.classGroup?.lowercased()), (weekdays, place.weekday),
    ] {
      guard let named else { continue }
      guard let own else {
        isKnown = false
        continue
      }
      if !named.contains(own) { return false }
    }
    return isKnown ? true : nil
  }

  /// Whether both may apply to one pupil on some day.
  package func meets(_ other: Self) -> Bool {
    [
      (years, other.years), (sites, other.sites), (classes, other.classes),
      (weekdays, other.weekdays),
    ].allSatisfy { left, right in
      guard let left, let right else { return true }
      return !left.isDisjoint(with: right)
    }
  }

  /// Whether it takes precedence over another for the same pupil: one for weekdays over one for
  /// every day, and any over one for all others.
  package func goesBefore(_ other: Self) -> Bool { rank < other.rank }

  private var rank: Int { weekdays != nil ? 0 : isForAllOthers ? 2 : 1 }
}

/// The known properties of a pupil on a day that decide which times apply.
package struct PupilPlace: Sendable, Hashable {
  package var year, site, classGroup, weekday: String?

  /// Creates a place; nil for an unknown property.
  package init(
    year: String? = nil, site: String? = nil, classGroup: String? = nil, weekday: String? = nil
  ) {
    (self.year, self.site) = (year, site)
    (self.classGroup, self.weekday) = (classGroup, weekday)
  }
}
