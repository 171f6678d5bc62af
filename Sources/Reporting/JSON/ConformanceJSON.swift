import CivilTime
import Registers
import Simulation

extension Conformance: JSONRecord {
  static let noun = "Conformance"
  static let keys: [Key] = [
    Key("overall", "The share that was kept; null of too little.") {
      $0.overall.flatMap { Ratio($0.basisPoints, 10_000) }
    },
    Key("too_few", "Whether there is too little for an overall figure.", \.isTooLittle),
    Key("judged", "Obligations judged.", \.judged), Key("met", "Met in time.", \.met),
    Key("school_days", "School days of data.", \.schoolDays),
    Key("kept", "Clauses kept.", \.kept), Key("broken", "Clauses broken.", \.broken),
    Key("dormant", "Clauses without a case.", \.dormant),
    Key("not_checked", "Clauses that the data cannot show.", \.notChecked),
    Key("months", "By the month.", \.months), Key("pupils", "By the pupil.", \.pupils),
  ]
}

/// What is counted of some of the obligations.
private protocol ConformanceShare: JSONRecord {
  var judged: Int { get }
  var met: Int { get }
  var divergences: Int { get }
}

extension ConformanceShare {
  fileprivate static var shares: [Key] {
    [
      Key("judged", "Obligations judged.", \.judged), Key("met", "Met in time.", \.met),
      Key("adherence", "Met of those judged.") { Ratio($0.met, $0.judged) },
      Key("divergences", "Divergences.", \.divergences),
    ]
  }
}

extension Conformance.Month: ConformanceShare {
  static let noun = "A month"
  static let keys: [Key] =
    [Key("month", "As 2024-09.") { "\($0.year)-\($0.month < 10 ? "0" : "")\($0.month)" }]
    + shares
}

extension Conformance.PupilShare: ConformanceShare {
  static let noun = "A pupil"
  static let keys: [Key] = [Key("pupil", "The identifier.", \.pupil)] + shares
}

/// The counts of two groups, of which small ones are null unless they are asked for.
struct ShownComparison: JSONRecord {
  let comparison: Consistency.Comparison
  let isShown: Bool

  static let noun = "A comparison of two groups"
  static let keys: [Key] = [
    Key("clause", "The clause.", \.comparison.clause),
    Key("attribute", "What tells the groups apart.", \.comparison.attribute),
    Key("group", "The group.", \.comparison.group),
    Key("suppressed", "Whether small counts are hidden.") { !$0.isShown },
    Key("pupils", "Pupils in it.") { $0.isShown ? $0.comparison.pupils : nil },
    Key("kept", "Kept for them.") { $0.isShown ? $0.comparison.kept : nil },
    Key("other_pupils", "Other pupils.") { $0.isShown ? $0.comparison.otherPupils : nil },
    Key("other_kept", "Kept for the others.") { $0.isShown ? $0.comparison.otherKept : nil },
    Key("probability", "That chance alone differs as much.") {
      $0.isShown ? Ratio(probability: $0.comparison.probability) : nil
    },
    Key("more_than_chance", "Whether it is more than chance.", \.comparison.isMoreThanChance),
  ]
}

extension ReplayReport {
  /// The changed marks, and what would have followed.
  static let counterfactual: [Key] = [
    Key("marks", "Marks that would be others.", \.replay.counterfactual.marks),
    Key("pupils", "Pupils they belong to.", \.replay.counterfactual.pupils),
    Key(
      "shifts", "What would have changed; null with `--summary`, which does not work it out."
    ) { $0.replay.isListing ? $0.replay.counterfactual.shifts : nil },
  ]
}

extension Counterfactual.Shift: JSONRecord {
  static let noun = "An obligation that would have opened on another day"
  static let keys: [Key] = [
    Key("pupil", "The pupil.", \.pupil), Key("clause", "The clause.", \.clause),
    Key("recorded", "When it opened.", \.recorded),
    Key("corrected", "When it would have.", \.corrected),
    Key("evidence", "The rows.", \.evidence),
  ]
}
