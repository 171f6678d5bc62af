import CivilTime
import Clauses
import Registers

extension Replay.Measures {
  /// One pupil's; a pupil without a session between the data's dates is not counted.
  ///
  /// Marks are counted on roll, and rates on the sessions of compulsory school age.
  init(_ timelines: Timelines, _ context: ReplayContext) {
    let onRoll = timelines.onRoll
    let first = onRoll.firstPlace(in: context)
    let sessions = onRoll.sessions.count - first
    guard sessions > 0 else { return }
    pupils = 1
    (possibleOnRoll, attendedOnRoll) = (sessions, sessions)
    let isBoarder = onRoll.record.pupil.groups.contains(.boarder)
    for (place, traits) in onRoll.notable where place >= first {
      possibleOnRoll -= traits.contains(.possible) ? 0 : 1
      attendedOnRoll -= traits.contains(.attended) ? 0 : 1
      late += traits.contains(.late) ? 1 : 0
      lateAfterClose += traits.contains(.lateAfterClose) ? 1 : 0
      // No mark is missing of a boarder, of whom no register of attendance is kept.
      missing += traits.contains(.missing) && !(isBoarder && onRoll.isBlank(place)) ? 1 : 0
    }
    countRates(timelines.ofCompulsoryAge, context)
    guard timelines.differ else { return }
    outsideAge = Replay.OutsideAge(
      ofPupilWith: onRoll.count(in: context), inside: timelines.ofCompulsoryAge.count(in: context))
  }

  private mutating func countRates(_ timeline: Timeline, _ context: ReplayContext) {
    let first = timeline.firstPlace(in: context)
    let sessions = timeline.sessions.count - first
    (possible, attended) = (sessions, sessions)
    for (place, traits) in timeline.notable where place >= first {
      possible -= traits.contains(.possible) ? 0 : 1
      attended -= traits.contains(.attended) ? 0 : 1
      authorised += traits.contains(.authorised) ? 1 : 0
      unauthorised += traits.contains(.unauthorised) ? 1 : 0
    }
    guard possible > 0 else { return }
    for band in context.bands {
      let order = band.percentage.order(of: authorised + unauthorised, outOf: possible)
      guard order != .less else { continue }
      if band.isSevere { severelyAbsent = 1 } else { persistentlyAbsent = 1 }
    }
  }

  static func += (left: inout Self, right: Self) {
    left.pupils += right.pupils
    left.possible += right.possible
    left.attended += right.attended
    left.authorised += right.authorised
    left.unauthorised += right.unauthorised
    left.late += right.late
    left.lateAfterClose += right.lateAfterClose
    left.missing += right.missing
    left.persistentlyAbsent += right.persistentlyAbsent
    left.severelyAbsent += right.severelyAbsent
    left.possibleOnRoll += right.possibleOnRoll
    left.attendedOnRoll += right.attendedOnRoll
    left.outsideAge += right.outsideAge
  }
}

extension Replay.OutsideAge {
  /// One pupil's, of so many sessions on roll and so many of compulsory school age.
  fileprivate init(ofPupilWith onRoll: Int, inside: Int) {
    sessions = onRoll - inside
    guard sessions > 0 else { return }
    (throughout, partly) = inside > 0 ? (0, 1) : (1, 0)
  }

  fileprivate static func += (left: inout Self, right: Self) {
    left.throughout += right.throughout
    left.partly += right.partly
    left.sessions += right.sessions
  }
}
