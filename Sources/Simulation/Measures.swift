import CivilTime
import Registers

extension Replay.Measures {
  /// One pupil's; a pupil without a session between the data's dates is not counted.
  init(_ timeline: Timeline, _ context: ReplayContext) {
    let first = timeline.firstPlace(in: context)
    let sessions = timeline.sessions.count - first
    guard sessions > 0 else { return }
    pupils = 1
    (possible, attended) = (sessions, sessions)
    for (place, traits) in timeline.notable where place >= first {
      possible -= traits.contains(.possible) ? 0 : 1
      attended -= traits.contains(.attended) ? 0 : 1
      authorised += traits.contains(.authorised) ? 1 : 0
      unauthorised += traits.contains(.unauthorised) ? 1 : 0
      late += traits.contains(.late) ? 1 : 0
      lateAfterClose += traits.contains(.lateAfterClose) ? 1 : 0
      missing += traits.contains(.missing) ? 1 : 0
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
  }
}
