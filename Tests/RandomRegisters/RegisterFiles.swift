import CivilTime
import Diagnostics
import Registers
import Statute
import TestSupport

extension String {
  /// A table with its rows below the heading in another order.
  func shufflingRows(_ seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var lines = split(separator: "\n").map { String($0) }
    let heading = lines.removeFirst()
    lines.shuffle(using: &random)
    return ([heading] + lines).map { $0 + "\n" }.joined()
  }
}

extension RandomRegister {
  /// The register as the engine's reader takes it.
  ///
  /// With a seed, the rows of the other tables are in another order, which has no effect.
  func dataset(shuffled seed: UInt64? = nil) -> Outcome<Dataset> {
    func rows(_ table: String) -> String { seed.map { table.shufflingRows($0) } ?? table }
    let files = [
      "pupils.csv": rows(pupilsTable), "marks.csv": marksTable,
      "amendments.csv": rows(amendmentsTable), "actions.csv": rows(actionsTable),
    ]
    return Dataset.read(SourceFile(path: "register.yaml", text: manifest)) { name in
      files[name].map { DataFile(name: name, bytes: Array($0.utf8)) }
    }
  }

  /// The duties as a framework's file.
  var dutiesYAML: String {
    var text = "rollcall: framework/v1\nduties:\n"
    for (number, duty) in duties.enumerated() {
      text += "  - id: duty-\(number)\n    when: \(when(duty.trigger))\n    do: \(duty.action)\n"
      if let within = within(duty.deadline) { text += "    within: \(within)\n" }
      if let minute = duty.byMinute { text += "    by: \(time(minute))\n" }
      if let stage = duty.detail["stage"] { text += "    detail: { stage: \(stage) }\n" }
      if let day = duty.countingFrom { text += "    counting_from: \(date(day))\n" }
      let words = [
        duty.isForBoarders.map { $0 ? "boarder" : "day_pupil" },
        duty.isForCompulsoryAge ? "compulsory_school_age" : nil,
        duty.isForMainSchool ? "main_registration" : nil,
      ].compactMap { $0 }
      if !words.isEmpty { text += "    for: [\(words.joined(separator: ", "))]\n" }
      let from = duty.from ?? -30_000
      let to = duty.to.map { ", to: \(date($0))" } ?? ""
      text += "    in_force: { from: \(date(from))\(to) }\n"
      text += "    cite: [{ source: rollcall, where: a test }]\n"
    }
    return text
  }

  private func when(_ trigger: ReferenceTrigger) -> String {
    let amount =
      switch trigger.threshold {
      case .sessions(let count): "\(count) sessions"
      case .percentHundredths(let share):
        "\(share / 100).\(share % 100 < 10 ? "0" : "")\(share % 100) %"
      }
    let threshold = (trigger.isExclusive ? "more than " : "") + amount
    let counted =
      switch trigger.measure {
      case .absence: "absence: \(threshold)"
      case .authorised: "authorised_absence: \(threshold)"
      case .unauthorised: "unauthorised_absence: \(threshold)"
      case .illness: "illness: \(threshold)"
      case .unexplained: "unexplained_absence: \(threshold)"
      case .late: "late: \(threshold)"
      case .lateAfterClose: "late_after_close: \(threshold)"
      case .codes(let codes):
        "code: [\(codes.sorted().joined(separator: ", "))], count: \(threshold)"
      }
    let window =
      switch trigger.window {
      case .schoolWeeks(let count): "\(count) school_weeks"
      case .schoolDays(let count): "\(count) school_days"
      case .days(let count): "\(count) days"
      case .halfTerm: "half_term"
      case .term: "term"
      case .schoolYear: "school_year"
      case .consecutive: "consecutive"
      }
    return "{ \(counted), in: \(window), after: \(trigger.after) sessions, recount: "
      + "\(trigger.recount) }"
  }

  private func within(_ deadline: ReferenceDeadline?) -> String? {
    switch deadline {
    case nil: nil
    case .sameDay: "same_day"
    case .schoolDays(let count): "\(count) school_days"
    case .workingDays(let count): "\(count) working_days"
    case .days(let count): "\(count) days"
    }
  }

  // MARK: Tables

  private var manifest: String {
    let terms = school.terms.map { term in
      let half = term.breakFirst.flatMap { first in
        term.breakLast.map { ", half_term: { from: \(date(first)), to: \(date($0)) }" }
      }
      return "    - { from: \(date(term.first)), to: \(date(term.last))\(half ?? "") }\n"
    }
    func dates(_ key: String, _ days: Set<Int>) -> String {
      guard !days.isEmpty else { return "" }
      return "  \(key): [\(days.sorted().map { date($0) }.joined(separator: ", "))]\n"
    }
    return "rollcall: register/v1\ncalendar:\n  terms:\n" + terms.joined()
      + dates("closed", school.closed) + dates("morning_only", school.morningOnly)
      + "pupils: { file: pupils.csv }\nmarks: { file: marks.csv }\n"
      + "amendments: { file: amendments.csv }\nactions: { file: actions.csv }\n"
  }

  private var pupilsTable: String {
    "pupil,date_of_birth,joined,left,boarder,registration\n"
      + pupils.map { entry in
        let birth = entry.birth?.description ?? ""
        let (joined, left) = (entry.pupil.joined, entry.pupil.left)
        let traits =
          "\(entry.pupil.isBoarder ? "yes" : "no"),\(entry.pupil.isSubsidiary ? "subsidiary" : "main")\n"
        let first =
          "\(entry.id),\(birth),\(joined.map { date($0) } ?? ""),\(left.map { date($0) } ?? ""),"
          + traits
        let second =
          entry.pupil.returned.map { "\(entry.id),\(birth),\(date($0)),,\(traits)" } ?? ""
        return first + second
      }.joined()
  }

  private var marksTable: String {
    var text = "pupil,date,session,code\n"
    for entry in pupils {
      for (slot, code) in entry.pupil.marks.sorted(by: { $0.key < $1.key }) {
        text += "\(entry.id),\(date(slot.day)),\(half(slot)),\(code)\n"
      }
    }
    return text
  }

  private var amendmentsTable: String {
    var text = "pupil,date,session,original,amended,amended_on\n"
    for entry in pupils {
      for change in entry.pupil.amendments {
        text += "\(entry.id),\(date(change.slot.day)),\(half(change.slot)),"
        text += "\(change.original ?? ""),\(change.amended ?? ""),\(date(change.on))\n"
      }
    }
    return text
  }

  private var actionsTable: String {
    var text = "pupil,date,time,action,detail\n"
    for entry in pupils {
      for action in entry.pupil.actions {
        let detail = action.detail.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
        text += "\(entry.id),\(date(action.day)),\(action.minute.map { time($0) } ?? ""),"
        text += "\(action.kind),\(detail)\n"
      }
    }
    return text
  }

  private func half(_ slot: ReferenceSlot) -> String { slot.half == 0 ? "AM" : "PM" }
  private func date(_ day: Int) -> String { CivilDate(day: Int32(day)).description }

  private func time(_ minute: Int) -> String {
    "\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
  }
}
