import CivilTime
import Registers

/// Writes a school's year as the files of a register dataset.
struct DatasetFiles {
  let calendarYAML: String
  let calendar: SchoolCalendar
  let years: [PupilYear]

  func texts(actions: [ActionRow]) -> [(name: String, text: String)] {
    [
      ("register.yaml", manifest), ("pupils.csv", pupils), ("marks.csv", marks),
      ("amendments.csv", amendments), ("actions.csv", table(actions)),
    ]
  }

  private var manifest: String {
    """
    rollcall: register/v1

    # A fictional school: no pupil, teacher or place in these files exists. Made by
    # `rollcall generate`; what was planted in it stands in planted.csv.
    school: Hollybank Primary School
    \(calendarYAML)pupils: { file: pupils.csv }
    marks:
      file: marks.csv
      layout: long
      columns:
        pupil: Pupil
        date: Date
        session: Session
        code: Mark
        minutes_late: Minutes Late
      date_format: dd/MM/yyyy
    amendments: { file: amendments.csv }
    actions: { file: actions.csv }

    """
  }

  private var pupils: String {
    let header =
      "pupil,year_group,date_of_birth,joined,left,sen,fsm,social_worker,youth_offending_team\n"
    return header
      + years.map { year in
        let cells = [
          year.id, year.yearGroup == 0 ? "R" : String(year.yearGroup),
          year.dateOfBirth.description, year.joined?.description ?? "",
          year.left?.description ?? "", word(year.isSEN), word(year.isFSM),
          word(year.hasSocialWorker), "no",
        ]
        return cells.joined(separator: ",") + "\n"
      }.joined()
  }

  private func word(_ truth: Bool) -> String { truth ? "yes" : "no" }

  private var marks: String {
    let sessions = calendar.sessions
    var text = "Pupil,Date,Session,Mark,Minutes Late\n"
    for year in years {
      for (session, mark) in zip(sessions, year.marks) {
        guard let mark else { continue }
        let minutes = mark.minutesLate.map { String($0) } ?? ""
        text += "\(year.id),\(british(session.date)),\(session.half.abbreviation),"
        text += "\(mark.code),\(minutes)\n"
      }
    }
    return text
  }

  private var amendments: String {
    var rows: [(date: CivilDate, text: String)] = []
    for year in years {
      for (session, mark) in zip(calendar.sessions, year.marks) {
        guard let mark, let original = mark.amendedFrom, let date = mark.amendedOn else { continue }
        let cells = [
          year.id, session.date.description, session.half.abbreviation, original, mark.code,
          "parent replied", date.description, "A. Clerk", "attendance officer",
        ]
        rows.append((date, cells.joined(separator: ",")))
      }
    }
    let header = "pupil,date,session,original,amended,reason,amended_on,name,position\n"
    return header
      + rows.sorted { ($0.date, $0.text) < ($1.date, $1.text) }.map { $0.text + "\n" }.joined()
  }

  private func table(_ actions: [ActionRow]) -> String {
    "date,time,pupil,action,detail\n"
      + actions.map { row in
        "\(row.date),\(row.time),\(row.pupil),\(row.action),\(row.detail)\n"
      }.joined()
  }

  private func british(_ date: CivilDate) -> String {
    let parts = date.description.split(separator: "-")
    return "\(parts[2])/\(parts[1])/\(parts[0])"
  }
}
