/// What the attendance module of a Common Transfer File says of one pupil.
///
/// Names and all else that the file holds of people are passed over.
struct TransferPupil {
  /// A string of marks with the day that it begins on.
  struct Run {
    var firstDay = ""
    var marks = ""
    var line = 0
    /// Whether the string was too long to keep.
    var isCut = false
  }

  /// A school year's attendance at one school.
  struct Year {
    let line: Int
    /// The texts of the elements about the year, such as `LEA` and `SessionsAttended`.
    var texts: [String: String] = [:]
    var runs: [Run] = []
    /// The school; nil where the file does not say.
    var school: SchoolNumber? { SchoolNumber(texts["LEA"] ?? "", texts["Estab"] ?? "") }
  }

  /// A time at one school.
  struct Attended {
    let line: Int
    /// The texts of the elements about it, such as `EntryDate`.
    var texts: [String: String] = [:]
    /// The school; nil where the file does not say.
    var school: SchoolNumber? { SchoolNumber(texts["LEA"] ?? "", texts["Estab"] ?? "") }
  }

  /// The line on which the pupil begins.
  let line: Int
  var number = ""
  var dateOfBirth = ""
  var years: [Year] = []
  var schools: [Attended] = []
}

/// Gathers the pupils of a Common Transfer File.
final class TransferFileFollower: XMLFollower {
  /// Enough for every day of thirty years.
  private static let textLimit = 1 << 15

  private(set) var pupils: [TransferPupil] = []
  /// The file's outermost element.
  private(set) var root: String?
  /// The school that wrote the file; nil where it does not say.
  var source: SchoolNumber? { SchoolNumber(header["LEA"] ?? "", header["Estab"] ?? "") }

  private var header: [String: String] = [:]
  private var path: [String] = []
  private var pupil: TransferPupil?
  private var year: TransferPupil.Year?
  private var school: TransferPupil.Attended?
  private var run: TransferPupil.Run?
  private var text: [UInt8] = []
  private var isCut = false

  func begin(_ name: String, line: Int) {
    if path.isEmpty { root = name }
    path.append(name)
    text.removeAll(keepingCapacity: true)
    isCut = false
    switch name {
    case "Pupil": pupil = TransferPupil(line: line)
    case "YearData": year = TransferPupil.Year(line: line)
    case "School" where path.dropLast().last == "SchoolHistory":
      school = TransferPupil.Attended(line: line)
    case "AttendSessions": run = TransferPupil.Run(line: line)
    case "AttendanceMarks": run?.line = line
    default: break
    }
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let element = path.last, TransferFileFollower.elements.contains(element) else { return }
    guard text.count + bytes.count <= TransferFileFollower.textLimit else {
      isCut = true
      return
    }
    text.append(contentsOf: bytes)
  }

  /// The elements whose text is read.
  private static let elements: Set<String> = [
    "UPN", "DOB", "AttendanceStartDate", "AttendanceMarks", "Year", "LEA", "Estab", "EntryDate",
    "LeavingDate", "SessionsPossible", "SessionsAttended", "SessionsAuthorised",
    "SessionsUnauthorised",
  ]

  func end() {
    let element = path.popLast() ?? ""
    let value = String(decoding: text, as: UTF8.self)
    text.removeAll(keepingCapacity: true)
    switch (path.last, element) {
    case ("Pupil", "UPN"): pupil?.number = PupilIdentifier.standard(trimmed(value))
    case ("Pupil", "DOB"): pupil?.dateOfBirth = trimmed(value)
    case ("SourceSchool", _): header[element] = trimmed(value)
    case ("YearData", _) where element != "AttendSessions": year?.texts[element] = trimmed(value)
    case ("School", _): school?.texts[element] = trimmed(value)
    case ("AttendSessions", "AttendanceStartDate"): run?.firstDay = trimmed(value)
    case ("AttendSessions", "AttendanceMarks"):
      run?.marks = value
      run?.isCut = isCut
    default: end(element)
    }
  }

  /// Takes what stands between the tags of an element of several parts.
  private func end(_ element: String) {
    switch element {
    case "AttendSessions":
      guard let run else { return }
      self.run = nil
      // Some files have the marks without an element for their year.
      if year == nil {
        pupil?.years.append(TransferPupil.Year(line: run.line, runs: [run]))
      } else {
        year?.runs.append(run)
      }
    case "YearData":
      if let year { pupil?.years.append(year) }
      year = nil
    case "School":
      if let school { pupil?.schools.append(school) }
      school = nil
    case "Pupil":
      if let pupil { pupils.append(pupil) }
      pupil = nil
    default: break
    }
  }
}
