import CivilTime
import Clauses
import Diagnostics
import Registers
import Statute

/// The marks on days on which their pupils are not on roll: they count in nothing.
struct MarksOffRoll {
  /// How many there are, of how many pupils.
  private(set) var marks = 0
  /// How many marks there are in all, where any are off roll.
  private(set) var allMarks = 0
  private var pupils = 0
  /// Whether some come before the date of joining, and some after that of leaving.
  private var sides = Sides()
  /// The pupils of whom most marks are such, and their sides.
  private var ofMost = 0
  private var sidesOfMost = Sides()
  /// The file that says when those are on roll.
  private var source: String?
  private let file: String

  private struct Sides {
    var early = false
    var late = false

    /// The dates beside which the marks lie, such as "the date of leaving".
    func words(_ early: String, _ late: String) -> String {
      [self.early ? early : nil, self.late ? late : nil].compactMap { $0 }.joined(separator: " or ")
    }
  }

  init(_ dataset: Dataset, _ framework: Framework) {
    file = dataset.marksFile
    for record in dataset.pupils {
      let places = record.sessionsOffRoll(dataset.calendar, dataset.codeTable.codes, framework)
      guard let first = places.first, let last = places.last else { continue }
      let sessions = dataset.calendar.sessions
      let early = record.pupil.joined.map { sessions[first].date < $0 } ?? false
      let late = record.pupil.spells.contains { spell in
        spell.left.map { $0 < sessions[last].date } ?? false
      }
      marks += places.count
      pupils += 1
      sides.early = sides.early || early
      sides.late = sides.late || late
      guard record.isMostlyOffRoll(places) else { continue }
      ofMost += 1
      sidesOfMost.early = sidesOfMost.early || early
      sidesOfMost.late = sidesOfMost.late || late
      source = source ?? record.pupil.spells.compactMap(\.evidence).first?.file
    }
    guard marks > 0 else { return }
    allMarks = dataset.pupils.reduce(0) { $0 + $1.marks.codes.count { $0 > 1 } }
  }

  /// What is to be said of them, with the likely cause where they are most marks of some pupils; nil for none.
  var remark: Remark? {
    guard marks > 0 else { return nil }
    let isOne = marks == 1
    var sentence =
      "\(Wording.count(marks, "mark")) of \(Wording.count(pupils, "pupil")) \(isOne ? "is" : "are") "
      + "\(sides.words("before the date of joining", "after the date of leaving")), and "
      + "\(isOne ? "is" : "are") not counted."
    if ofMost > 0 {
      sentence +=
        " They are most of the marks of \(Wording.count(ofMost, "pupil")): check "
        + "\(sidesOfMost.words("the date of joining", "the date of leaving"))"
        + (source.map { " in \($0)" } ?? "")
        + " for a wrong year, and for day and month changed over."
    }
    return Remark(onFile: file, sentence, weight: .loss)
  }
}

extension PupilRecord {
  /// The sessions with a mark of the pupil's attendance on days on which the pupil is not on roll.
  func sessionsOffRoll(
    _ calendar: SchoolCalendar, _ codes: [MarkCode?], _ framework: Framework
  ) -> [Int] {
    guard let days = calendar.days,
      !pupil.spells.contains(where: { $0.contains(days.lowerBound) && $0.contains(days.upperBound) }
      )
    else { return [] }
    return marks.codes.indices.filter { number in
      guard marks.code(of: number) > 1, let code = codes[Int(marks.code(of: number))] else {
        return false
      }
      let date = calendar.sessions[number].date
      return !pupil.isOnRoll(date)
        && framework.codes.meaning(of: code, on: date)?.codeClass != .notCollected
    }
  }

  /// Whether so many marks off roll are one fault, of the dates on roll, and not one each.
  func isMostlyOffRoll(_ places: [Int]) -> Bool {
    places.count > 10 && places.count * 2 > marks.codes.count { $0 > 1 }
  }
}
