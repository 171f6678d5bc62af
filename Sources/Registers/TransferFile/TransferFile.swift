/// What the attendance module of a Common Transfer File says of one pupil.
///
/// Names and all else that the file holds of people are passed over.
struct TransferPupil: Sendable {
  /// A string of marks with the day that it begins on.
  struct Run: Sendable {
    var firstDay = ""
    var marks: [UInt8] = []
    var line = 0
    /// Whether the string was too long to keep.
    var isCut = false
  }

  /// A school year's attendance at one school.
  struct Year: Sendable {
    let line: Int
    /// The texts of the elements about the year, such as `LEA` and `SessionsAttended`.
    var texts = TransferTexts()
    var runs: [Run] = []
  }

  /// A time at one school.
  struct Attended: Sendable {
    let line: Int
    /// The texts of the elements about it, such as `EntryDate`.
    var texts = TransferTexts()
  }

  /// The line on which the pupil begins.
  let line: Int
  var number = ""
  var dateOfBirth = ""
  var years: [Year] = []
  var schools: [Attended] = []
}

/// The elements of a Common Transfer File that are followed.
enum TransferElement: String, CaseIterable {
  case pupil = "Pupil"
  case yearData = "YearData"
  case schoolHistory = "SchoolHistory"
  case school = "School"
  case sourceSchool = "SourceSchool"
  case attendSessions = "AttendSessions"
  case marks = "AttendanceMarks"
  case firstDay = "AttendanceStartDate"
  case number = "UPN"
  case dateOfBirth = "DOB"
  case year = "Year"
  case authority = "LEA"
  case establishment = "Estab"
  case entry = "EntryDate"
  case leaving = "LeavingDate"
  case possible = "SessionsPossible"
  case attended = "SessionsAttended"
  case authorised = "SessionsAuthorised"
  case unauthorised = "SessionsUnauthorised"

  private static let names = allCases.map { (element: $0, name: Array($0.rawValue.utf8)) }

  /// The element of a name; nil for any other.
  init?(_ name: UnsafeBufferPointer<UInt8>) {
    let found = TransferElement.names.first {
      $0.name.count == name.count && name.elementsEqual($0.name)
    }
    guard let found else { return nil }
    self = found.element
  }
}

/// The texts of the elements about one thing.
struct TransferTexts: Sendable {
  private var texts: [(element: TransferElement, text: String)] = []

  /// The last text of an element; blank where there is none.
  subscript(element: TransferElement) -> String {
    get { texts.last { $0.element == element }?.text ?? "" }
    set { texts.append((element, newValue)) }
  }

  /// The school; nil where they do not say.
  var school: SchoolNumber? { SchoolNumber(self[.authority], self[.establishment]) }
}

/// Gathers the pupils of a Common Transfer File.
final class TransferFileFollower: XMLFollower {
  /// Enough for every day of thirty years.
  private static let textLimit = 1 << 15

  /// The pupils that have not been taken.
  private var pupils: [TransferPupil] = []
  /// The file's outermost element.
  private(set) var root: String?
  /// What the header says of the school that wrote the file.
  private(set) var header = TransferTexts()

  private var path: [TransferElement?] = []
  private var pupil: TransferPupil?
  private var year: TransferPupil.Year?
  private var school: TransferPupil.Attended?
  private var run: TransferPupil.Run?
  private var text: [UInt8] = []
  private var isCut = false

  /// Takes the pupils whose elements have ended since this was last asked for.
  func takePupils() -> [TransferPupil] {
    defer { pupils = [] }
    return pupils
  }

  func begin(_ name: UnsafeBufferPointer<UInt8>, line: Int) {
    if path.isEmpty { root = String(decoding: name, as: UTF8.self) }
    let (element, outer) = (TransferElement(name), path.last)
    path.append(element)
    text.removeAll(keepingCapacity: true)
    isCut = false
    switch element {
    case .pupil: pupil = TransferPupil(line: line)
    case .yearData: year = TransferPupil.Year(line: line)
    case .school where outer == .schoolHistory: school = TransferPupil.Attended(line: line)
    case .attendSessions: run = TransferPupil.Run(line: line)
    case .marks: run?.line = line
    default: break
    }
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard path.last != .some(nil) else { return }
    guard text.count + bytes.count <= TransferFileFollower.textLimit else {
      isCut = true
      return
    }
    text.append(contentsOf: bytes)
  }

  func end() {
    guard let element = path.popLast() ?? nil else { return }
    defer { text.removeAll(keepingCapacity: true) }
    var value: String { trimmed(String(decoding: text, as: UTF8.self)) }
    switch (path.last ?? nil, element) {
    case (.pupil, .number): pupil?.number = PupilIdentifier.standard(value)
    case (.pupil, .dateOfBirth): pupil?.dateOfBirth = value
    case (.sourceSchool, _): header[element] = value
    case (.yearData, _) where element != .attendSessions: year?.texts[element] = value
    case (.school, _): school?.texts[element] = value
    case (.attendSessions, .firstDay): run?.firstDay = value
    case (.attendSessions, .marks):
      run?.marks = text
      run?.isCut = isCut
    default: end(element)
    }
  }

  /// Takes what stands between the tags of an element of several parts.
  private func end(_ element: TransferElement) {
    switch element {
    case .attendSessions:
      guard let run else { return }
      self.run = nil
      // Some files have the marks without an element for their year.
      if year == nil {
        pupil?.years.append(TransferPupil.Year(line: run.line, runs: [run]))
      } else {
        year?.runs.append(run)
      }
    case .yearData:
      if let year { pupil?.years.append(year) }
      year = nil
    case .school:
      if let school { pupil?.schools.append(school) }
      school = nil
    case .pupil:
      if let pupil { pupils.append(pupil) }
      pupil = nil
    default: break
    }
  }
}
