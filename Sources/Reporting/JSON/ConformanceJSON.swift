import CivilTime
import Simulation

extension Conformance {
  var json: JSON {
    .object([
      ("overall", overall.map { .ratio($0.basisPoints, 10_000) } ?? .null),
      ("too_few", .truth(isTooLittle)), ("judged", .integer(judged)), ("met", .integer(met)),
      ("school_days", .integer(schoolDays)),
      ("kept", .integer(kept)), ("broken", .integer(broken)), ("dormant", .integer(dormant)),
      ("not_checked", .integer(notChecked)),
      ("months", .array(months.map(\.json))), ("pupils", .each(pupils, \.json)),
    ])
  }
}

extension Conformance.Month {
  fileprivate var json: JSON {
    let number = month < 10 ? "0\(month)" : String(month)
    return .object([
      ("month", .string("\(year)-\(number)")), ("judged", .integer(judged)), ("met", .integer(met)),
      ("adherence", .ratio(met, judged)), ("divergences", .integer(divergences)),
    ])
  }
}

extension Conformance.PupilShare {
  fileprivate var json: JSON {
    .object([
      ("pupil", .string(pupil)), ("judged", .integer(judged)), ("met", .integer(met)),
      ("adherence", .ratio(met, judged)), ("divergences", .integer(divergences)),
    ])
  }
}

extension Consistency.Comparison {
  /// Small counts are null unless they are asked for.
  func json(showsSmall: Bool) -> JSON {
    let isShown = showsSmall || !isSmall
    func count(_ number: Int) -> JSON { isShown ? .integer(number) : .null }
    return .object([
      ("clause", .string(clause)), ("attribute", .string(attribute)), ("group", .string(group)),
      ("suppressed", .truth(!isShown)), ("pupils", count(pupils)), ("kept", count(kept)),
      ("other_pupils", count(otherPupils)), ("other_kept", count(otherKept)),
      ("probability", isShown ? .probability(probability) : .null),
      ("more_than_chance", .truth(isMoreThanChance)),
    ])
  }
}

extension Counterfactual {
  /// The changed marks, and what would have followed; null where that was not worked out.
  func json(isListing: Bool) -> JSON {
    .object([
      ("marks", .integer(marks)), ("pupils", .integer(pupils)),
      ("shifts", isListing ? .each(shifts, \.json) : .null),
    ])
  }
}

extension Counterfactual.Shift {
  fileprivate var json: JSON {
    .object([
      ("pupil", .string(pupil)), ("clause", .string(clause)),
      ("recorded", .optional(recorded?.description)),
      ("corrected", .optional(corrected?.description)),
      ("evidence", .array(evidence.map(\.json))),
    ])
  }
}
