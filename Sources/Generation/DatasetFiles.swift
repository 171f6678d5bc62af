import CivilTime
import Clauses
import Registers

/// Writes a school's year as the files of a register dataset.
struct DatasetFiles {
  let school: String
  let calendarYAML: String
  let calendar: SchoolCalendar
  let years: [PupilYear]
  let registers: [RegistersTaken.Row]

  func texts(actions rows: [ActionRow]) -> [(name: String, text: String)] {
    [
      ("register.yaml", manifest), ("pupils.csv", pupils), ("marks.csv", marks),
      ("amendments.csv", amendments), ("actions.csv", actions(rows)), ("leave.csv", leave),
      ("exclusions.csv", exclusions), ("registers.csv", registersTaken),
    ]
  }

  private var manifest: String {
    """
    rollcall: register/v1

    # A fictional school: no pupil, teacher or place in these files exists. Made by
    # `rollcall generate`; what was planted in it stands in planted.csv.
    school: \(school)
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
    leave: { file: leave.csv }
    exclusions: { file: exclusions.csv }
    registers_taken: { file: registers.csv }

    """
  }

  private var pupils: String {
    let header =
      "pupil,year_group,class,date_of_birth,joined,left,sen,fsm,social_worker,"
      + "youth_offending_team\n"
    return header
      + years.map { year in
        func word(_ group: PupilGroup) -> String { year.groups.contains(group) ? "yes" : "no" }
        let cells = [
          year.id, year.yearGroup == 0 ? "R" : String(year.yearGroup), year.classGroup,
          year.dateOfBirth.description, year.joined?.description ?? "",
          year.left?.description ?? "", word(.sen), word(.fsm), word(.socialWorker),
          word(.youthOffendingTeam),
        ]
        return cells.joined(separator: ",") + "\n"
      }.joined()
  }

  private var marks: String {
    let places = calendar.sessions.map { "\(british($0.date)),\($0.half.abbreviation)," }
    var text = "Pupil,Date,Session,Mark,Minutes Late\n"
    for year in years {
      for (session, mark) in year.marks.enumerated() where mark != .none {
        let minutes = year.minutesLate[session].map { String($0) } ?? ""
        text += "\(year.id),\(places[session])\(mark.text),\(minutes)\n"
      }
      for (session, code) in year.strays {
        text += "\(year.id),\(british(session.date)),\(session.half.abbreviation),\(code.text),\n"
      }
    }
    return text
  }

  private var amendments: String {
    let rows = years.flatMap { year in
      year.amendments.map { amendment in
        let session = calendar.sessions[amendment.session]
        let cells = [
          year.id, session.date.description, session.half.abbreviation, amendment.original.text,
          amendment.amended.text, amendment.reason, amendment.amendedOn.description,
          amendment.name, amendment.position,
        ]
        return (date: amendment.amendedOn, text: cells.joined(separator: ","))
      }
    }
    let header = "pupil,date,session,original,amended,reason,amended_on,name,position\n"
    return header
      + rows.sorted { ($0.date, $0.text) < ($1.date, $1.text) }.map { $0.text + "\n" }.joined()
  }

  private func actions(_ rows: [ActionRow]) -> String {
    "date,time,pupil,action,detail,amount,parent\n"
      + rows.sorted().map { row in
        "\(row.date),\(row.time),\(row.pupil),\(row.action),\(row.detailText),\(row.amount),"
          + "\(row.parent)\n"
      }.joined()
  }

  private var leave: String {
    let rows = years.flatMap { year in
      year.leave.map { request in
        let cells = [
          year.id, request.appliedOn.description, request.appliedBy,
          request.firstDay.description, request.lastDay.description, request.reason,
          request.decision, request.decidedOn?.description ?? "",
        ]
        return (date: request.appliedOn, text: cells.joined(separator: ","))
      }
    }
    let header =
      "pupil,applied_on,applied_by,first_day,last_day,reason,decision,decided_on\n"
    return header
      + rows.sorted { ($0.date, $0.text) < ($1.date, $1.text) }.map { $0.text + "\n" }.joined()
  }

  private var exclusions: String {
    "pupil,first_day,last_day,kind\n"
      + years.flatMap { year in
        year.exclusions.map { "\(year.id),\($0.firstDay),\($0.lastDay),suspension\n" }
      }.joined()
  }

  private var registersTaken: String {
    var text = "class,date,session,opened,closed\n"
    for row in registers {
      text += "\(row.classGroup),\(row.session.date),\(row.session.half.abbreviation),"
      text += "\(row.opened),\(row.closed)\n"
    }
    return text
  }

  private func british(_ date: CivilDate) -> String {
    let parts = date.description.split(separator: "-")
    return "\(parts[2])/\(parts[1])/\(parts[0])"
  }
}
