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

  /// The line on which the pupil begins.
  let line: Int
  var number = ""
  var dateOfBirth = ""
  var runs: [Run] = []
}

/// Gathers the pupils of a Common Transfer File.
final class TransferFileFollower: XMLFollower {
  /// Enough for every day of thirty years.
  private static let textLimit = 1 << 15

  private(set) var pupils: [TransferPupil] = []
  /// The file's outermost element.
  private(set) var root: String?

  private var path: [String] = []
  private var pupil: TransferPupil?
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
    "UPN", "DOB", "AttendanceStartDate", "AttendanceMarks",
  ]

  func end() {
    let element = path.popLast()
    let value = String(decoding: text, as: UTF8.self)
    text.removeAll(keepingCapacity: true)
    switch (path.last, element) {
    case ("Pupil", "UPN"): pupil?.number = trimmed(value)
    case ("Pupil", "DOB"): pupil?.dateOfBirth = trimmed(value)
    case ("AttendSessions", "AttendanceStartDate"): run?.firstDay = trimmed(value)
    case ("AttendSessions", "AttendanceMarks"):
      run?.marks = value
      run?.isCut = isCut
    case (_, "AttendSessions"):
      if let run { pupil?.runs.append(run) }
      run = nil
    case (_, "Pupil"):
      if let pupil { pupils.append(pupil) }
      pupil = nil
    default: break
    }
  }
}
