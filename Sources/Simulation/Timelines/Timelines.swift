import Clauses
import Registers

/// One pupil's year on roll, and what of it is of compulsory school age.
///
/// The register is about every pupil on roll; rates, thresholds and penalties are about compulsory school age.
struct Timelines: Sendable {
  /// The pupil's sessions on roll.
  let onRoll: Timeline
  /// Those of them on which the pupil is of compulsory school age; for most pupils the same.
  let ofCompulsoryAge: Timeline

  init(_ record: PupilRecord, _ plan: ReplayPlan) {
    let (pupil, context) = (record.pupil, plan.context)
    let all = context.sessionRange(of: pupil, .all)
    onRoll = Timeline(record, all, within: nil, plan)
    guard let dates = context.compulsoryDates(of: pupil),
      case let range = context.sessionRange(of: pupil, .compulsory), range != all
    else {
      ofCompulsoryAge = onRoll
      return
    }
    ofCompulsoryAge = Timeline(record, range, within: dates, plan)
  }

  /// The pupil with all that the dataset holds of them.
  var record: PupilRecord { onRoll.record }

  /// Whether some of the pupil's sessions are not of compulsory school age.
  var differ: Bool { onRoll !== ofCompulsoryAge }

  subscript(ages: Ages) -> Timeline { ages == .all ? onRoll : ofCompulsoryAge }
}

extension Pupil {
  /// Whether a clause or a rule is for the pupil.
  func isConcerned(by scope: PupilScope) -> Bool {
    scope.holds(groups: groups, isMainHere: registration == .main)
  }
}
