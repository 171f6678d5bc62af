import CivilTime
package import Clauses
import Registers
package import Statute

/// What a session counts as for one pupil, as bits, so that a measure is a mask.
struct Traits: OptionSet, Hashable {
  let rawValue: UInt16

  static let possible = Traits(rawValue: 1 << 0)
  static let attended = Traits(rawValue: 1 << 1)
  static let authorised = Traits(rawValue: 1 << 2)
  static let unauthorised = Traits(rawValue: 1 << 3)
  static let notPossible = Traits(rawValue: 1 << 4)
  static let illness = Traits(rawValue: 1 << 5)
  static let unexplained = Traits(rawValue: 1 << 6)
  static let late = Traits(rawValue: 1 << 7)
  static let lateAfterClose = Traits(rawValue: 1 << 8)
  static let presentOnTime = Traits(rawValue: 1 << 9)
  /// No mark, a blank one, or a code without a meaning on the date.
  static let missing = Traits(rawValue: 1 << 10)

  static let absent: Traits = [.authorised, .unauthorised]
  /// Attended, and there on time.
  static let plain: Traits = [.possible, .attended, .presentOnTime]

  /// What a code with a meaning counts as.
  init(_ meaning: CodeMeaning) {
    self =
      switch meaning.codeClass {
      case .present, .educationalActivity: [.possible, .attended]
      case .authorised: [.possible, .authorised]
      case .unauthorised: [.possible, .unauthorised]
      case .notPossible: .notPossible
      case .notCollected: .missing
      }
    switch meaning.role {
    case .presentMorning, .presentAfternoon: insert(.presentOnTime)
    case .late: insert(.late)
    case .lateAfterClose: insert(.lateAfterClose)
    case .illness: insert(.illness)
    case .unexplained: insert(.unexplained)
    case nil: break
    }
  }

  init(rawValue: UInt16) { self.rawValue = rawValue }
}

extension Measure {
  /// Whether a session whose code has a meaning is counted; nil for unexplained absence, which goes by the
  /// history of the register and not by the code that stands.
  package func counts(_ meaning: CodeMeaning) -> Bool? {
    let traits = Traits(meaning)
    func isAbsence(_ kind: Traits) -> Bool {
      !traits.isDisjoint(with: .absent) && !traits.isDisjoint(with: kind)
    }
    return switch self {
    case .absence: isAbsence(.absent)
    case .authorisedAbsence: isAbsence(.authorised)
    case .unauthorisedAbsence: isAbsence(.unauthorised)
    case .illness: isAbsence(.illness)
    case .lateAfterClose: isAbsence(.lateAfterClose)
    case .late: traits.contains(.late)
    case .codes(let codes): codes.contains(meaning.code) && !traits.contains(.missing)
    case .unexplainedAbsence: nil
    }
  }
}

/// What each of a dataset's codes counts as in each session.
///
/// Meanings change on few dates, so a table is kept for each run of dates between changes.
final class MeaningTable: Sendable {
  private let spellOfSession: [Int]
  private let spells: [[Traits]]
  /// Whether a code is plain attendance on every date.
  private let isPlain: [Bool]
  /// The codes that are plain attendance on some date.
  let plain: CodeNumbers

  /// `offRoll` is the number that stands for a session on which the pupil is not on roll.
  init(
    _ codes: [MarkCode?], _ calendar: SchoolCalendar, _ framework: Framework, offRoll: UInt8
  ) {
    var starts: Set<CivilDate> = []
    for meaning in codes.compactMap({ $0 }).flatMap({ framework.codes.meanings(of: $0) }) {
      starts.insert(meaning.range.first)
      if let last = meaning.range.last { starts.insert(last.adding(days: 1)) }
    }
    let changes = starts.sorted()
    var spells: [[Traits]] = []
    var spellOfChange: [Int: Int] = [:]
    spellOfSession = calendar.sessions.map { session in
      let change = changes.count { $0 <= session.date }
      if let spell = spellOfChange[change] { return spell }
      var traits = codes.map { code in
        code.flatMap { framework.codes.meaning(of: $0, on: session.date) }
          .map { Traits($0) } ?? .missing
      }
      traits[Int(offRoll)] = .notPossible
      spells.append(traits)
      spellOfChange[change] = spells.count - 1
      return spells.count - 1
    }
    self.spells = spells
    plain = CodeNumbers(
      codes.indices.lazy.filter { code in spells.contains { $0[code] == .plain } }
        .map { UInt8(clamping: $0) })
    isPlain = codes.indices.map { code in spells.allSatisfy { $0[code] == .plain } }
  }

  /// The places in a range of sessions whose codes, by their numbers in the dataset, count as more or less
  /// than plain attendance.
  func notable(_ codes: [UInt8], _ range: Range<Int>) -> [(place: Int, traits: Traits)] {
    var found: [(place: Int, traits: Traits)] = []
    found.reserveCapacity(32)
    for session in range {
      let code = Int(codes[session])
      if isPlain[code] { continue }
      let traits = spells[spellOfSession[session]][code]
      if traits != .plain { found.append((session - range.lowerBound, traits)) }
    }
    return found
  }

  /// What a code, by its number in the dataset, counts as in a session.
  func traits(of code: UInt8, in session: Int) -> Traits {
    spells[spellOfSession[session]][Int(code)]
  }
}
