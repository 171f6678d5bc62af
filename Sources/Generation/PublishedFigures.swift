/// A kind of school with published figures.
package enum SchoolKind: String, Sendable, CaseIterable {
  case primary, secondary, special
}

/// The figures published by the Department for Education about attendance in England, 2024/25.
///
/// Source: Department for Education, “Pupil attendance in schools”, academic year 2024/25, year to
/// date at its end (national, daily data); contains public sector information licensed under the Open
/// Government Licence v3.0. Weekday shape: the same, week 37 of 2024. Pupils without absence and the
/// gaps between groups: “Pupil absence in schools in England: autumn term 2024/25”. Severe absence by
/// phase is not published for the year and is an estimate.
struct PublishedFigures: Sendable {
  let kind: SchoolKind
  /// Sessions with each code, in a million possible sessions.
  let shares: [(code: Mark, millionths: Int)]
  /// Pupils absent for a tenth and for half of their sessions, in ten thousand pupils.
  let persistent, severe: Int
  /// Pupils without any absence in the autumn term, in ten thousand; nil where not published.
  let withoutAbsence: Int?
  /// Absence on Mondays to Fridays against the week's, in hundredths; nil where not published.
  let weekdays: [Int]?
  /// Absence of pupils on free school meals against that of others, in hundredths, all schools
  /// together; nil where not published.
  let onMeals: Int?
  /// Sessions of holidays without leave in week 43 of 2024, the last before half-term, and in weeks
  /// 46 to 48, in a million possible sessions; nil where not published.
  let holidayWeeks: [Int]?
  /// Sessions of illness, of holidays without leave and of other absence without leave in the three
  /// terms, in a million possible sessions.
  let illness, holidays, other: [Int]
  /// Pupils with a session lost to disruption in the autumn term, in ten thousand.
  let disrupted: Int

  /// The codes that count as absence.
  static let absence: [Mark] = [
    "I", "M", "R", "S", "T", "E", "C", "C1", "C2", "J1", "G", "U", "O", "N",
  ]

  /// Sessions with a code, from 0 to 1 of the possible ones.
  func share(_ code: Mark) -> Double {
    Double(shares.first { $0.code == code }?.millionths ?? 0) / 1_000_000
  }

  /// Sessions of absence, from 0 to 1 of the possible ones.
  var overall: Double { PublishedFigures.absence.reduce(0) { $0 + share($1) } }

  static func of(_ kind: SchoolKind) -> PublishedFigures {
    switch kind {
    case .primary: primary
    case .secondary: secondary
    case .special: special
    }
  }

  static let primary = PublishedFigures(
    kind: .primary,
    shares: [
      ("L", 11_023), ("I", 28_581), ("M", 2_591), ("R", 1_021), ("S", 0), ("T", 149), ("E", 332),
      ("C", 3_226), ("C1", 32), ("C2", 1_298), ("J1", 172), ("B", 1_792), ("K", 132), ("P", 900),
      ("V", 7_581), ("W", 0), ("G", 5_643), ("U", 1_634), ("O", 7_287), ("N", 505),
    ],
    persistent: 1_350, severe: 100, withoutAbsence: 2_270, weekdays: [102, 95, 91, 96, 115],
    onMeals: 192,
    holidayWeeks: [8_600, 2_673], illness: [30_555, 31_333, 23_257],
    holidays: [5_216, 3_548, 8_377],
    other: [6_520, 7_293, 8_219], disrupted: 690)

  static let secondary = PublishedFigures(
    kind: .secondary,
    shares: [
      ("L", 28_568), ("I", 36_289), ("M", 3_715), ("R", 918), ("S", 999), ("T", 34), ("E", 3_125),
      ("C", 4_619), ("C1", 44), ("C2", 3_091), ("J1", 156), ("B", 3_137), ("K", 637), ("P", 1_520),
      ("V", 8_164), ("W", 3_081), ("G", 3_434), ("U", 2_958), ("O", 25_900), ("N", 662),
    ],
    persistent: 2_432, severe: 400, withoutAbsence: 1_960, weekdays: [94, 96, 96, 100, 114],
    onMeals: 192,
    holidayWeeks: [5_760, 1_467], illness: [37_186, 37_821, 33_263],
    holidays: [3_292, 2_021, 5_294],
    other: [22_222, 26_636, 30_030], disrupted: 3_100)

  static let special = PublishedFigures(
    kind: .special,
    shares: [
      ("L", 7_690), ("I", 51_218), ("M", 9_889), ("R", 771), ("S", 232), ("T", 78), ("E", 1_720),
      ("C", 16_741), ("C1", 70), ("C2", 14_276), ("J1", 95), ("B", 8_937), ("K", 1_096),
      ("P", 529), ("V", 4_989), ("W", 607), ("G", 4_087), ("U", 2_811), ("O", 26_097), ("N", 736),
    ],
    persistent: 3_580, severe: 550, withoutAbsence: nil, weekdays: nil, onMeals: nil,
    holidayWeeks: [5_420, 1_957], illness: [55_073, 55_102, 41_972],
    holidays: [3_750, 2_255, 6_556],
    other: [24_211, 26_745, 27_785], disrupted: 690)
}

/// The constants of the model, fitted so that a generated nation matches the published figures.
struct FittedFigures: Sendable {
  /// The log-normal distribution of pupils' propensity to be absent.
  let location, spread: Double
  /// At the propensities 2, 5, 10, 20, 40 and 80 %: the part of a pupil's spells that is without
  /// leave (code O).
  let unauthorised: [Double]
  /// The mean number of days of a spell.
  let spellDays: [Double]
  /// The factor by which draws exceed the target, because spells end with the week or overlap.
  let excess: [Double]
  /// The same factor for lateness.
  let lateExcess: Double

  static func of(_ kind: SchoolKind) -> FittedFigures {
    switch kind {
    case .primary:
      FittedFigures(
        location: -3.71, spread: 1.24, unauthorised: [0.05, 0.09, 0.15, 0.22, 0.3, 0.35],
        spellDays: [1.4, 1.6, 1.8, 2.4, 5, 12], excess: [0.84, 0.9, 1.46, 1.2, 1.18, 1.5],
        lateExcess: 1.21)
    case .secondary:
      FittedFigures(
        location: -3.45, spread: 1.45, unauthorised: [0.12, 0.2, 0.3, 0.39, 0.47, 0.5],
        spellDays: [1.9, 2, 2.1, 2.6, 5, 12], excess: [0.68, 0.8, 1.6, 1.26, 1.22, 1.58],
        lateExcess: 1.33)
    case .special:
      FittedFigures(
        location: -2.8, spread: 1.24, unauthorised: [0.12, 0.17, 0.22, 0.29, 0.36, 0.4],
        spellDays: [1.6, 1.8, 2.1, 3, 6, 12], excess: [0.8, 0.86, 1.3, 1.18, 1.22, 1.75],
        lateExcess: 1.3)
    }
  }

  /// A value interpolated between those at the listed propensities.
  static func value(_ values: [Double], at propensity: Double) -> Double {
    let places = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8]
    guard let upper = places.firstIndex(where: { $0 >= propensity }) else {
      return values[values.count - 1]
    }
    guard upper > 0 else { return values[0] }
    let part = (propensity - places[upper - 1]) / (places[upper] - places[upper - 1])
    return values[upper - 1] + part * (values[upper] - values[upper - 1])
  }
}
