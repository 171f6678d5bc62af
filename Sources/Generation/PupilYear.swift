import CivilTime
import Clauses
import Registers

/// A register code of one or two characters, in two bytes, because a nation has many marks.
struct Mark: Hashable, ExpressibleByStringLiteral {
  private let packed: UInt16

  /// No row, and a row without a code.
  static let none = Mark("")
  static let blank = Mark(" ")
  static let morning: Mark = "/"
  static let afternoon: Mark = "\\"

  init(stringLiteral value: String) { self.init(value) }

  init(_ text: String) {
    packed = text.utf8.prefix(2).reduce(0) { $0 << 8 | UInt16($1) }
  }

  /// The code as registers write it; empty for a blank.
  var text: String {
    guard self != .blank else { return "" }
    let bytes = [UInt8(packed >> 8), UInt8(packed & 0xFF)].filter { $0 > 0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  var isPresent: Bool { self == .morning || self == .afternoon }
}

/// One pupil's year: the register, and the events behind it.
struct PupilYear {
  /// A change to a mark, as a row of the amendments.
  struct Amendment {
    let session: Int
    let original, amended: Mark
    var reason = "parent replied"
    let amendedOn: CivilDate
    var name = "A. Clerk"
    var position = "attendance officer"
  }

  /// A request for leave.
  struct Leave {
    var appliedOn: CivilDate
    var appliedBy: String
    let firstDay, lastDay: CivilDate
    let reason: String
    var decision: String
    var decidedOn: CivilDate?
  }

  /// A suspension.
  struct Exclusion {
    let firstDay, lastDay: CivilDate
  }

  /// A part-time timetable with its agreed dates.
  struct PartTime {
    let from: CivilDate
    var until: CivilDate
  }

  let number: Int
  let id: String
  let yearGroup: Int
  let classGroup: String
  let dateOfBirth: CivilDate
  /// The expected share of sessions missed, from 0 to 1.
  let propensity: Double
  var joined, left: CivilDate?
  let groups: Set<PupilGroup>
  /// A mark for each of the calendar's sessions; none before joining and after leaving.
  var marks: [Mark]
  /// Minutes after the register opened, by session.
  var minutesLate: [Int: Int] = [:]
  var amendments: [Amendment] = []
  var leave: [Leave] = []
  var exclusions: [Exclusion] = []
  var partTime: [PartTime] = []
  /// Marks on dates without a session.
  var strays: [(session: Session, code: Mark)] = []
  /// The actions on record in any case.
  var actions: [ActionRow] = []
  /// The school days that a recipe has used.
  var used: Set<Int> = []

  /// Whether the pupil was of compulsory school age throughout, which no pupil in Reception was.
  var isOfCompulsoryAge: Bool { yearGroup > 0 }
}
