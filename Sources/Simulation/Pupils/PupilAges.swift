import Clauses
import Diagnostics
import Registers

/// Pupils without a date of birth, by what is taken for granted of their age.
struct PupilAges: Sendable {
  private var pupils = 0
  /// Those taken to be of compulsory school age, and those taken not to be by their year group.
  private var within = 0
  private var outside = 0
  /// By practice rule, the pupils with a code that only an age allows, of whom no age is known.
  private var unknown: [Int: Int] = [:]

  mutating func note(_ timelines: Timelines, _ plan: ReplayPlan) {
    pupils += 1
    let (pupil, context) = (timelines.record.pupil, plan.context)
    guard pupil.dateOfBirth == nil else { return }
    switch context.knownAge(of: pupil) {
    case .outside: outside += 1
    case .dates, .within: within += 1
    case .nothing:
      within += 1
      for (number, rule) in plan.practice.rules.enumerated()
      where rule.judgement == .codeAtCompulsoryAge {
        let codes = context.numbers(of: rule.codes)
        let first = timelines.onRoll.firstPlace(in: context)
        guard timelines.onRoll.places(withCodes: codes).contains(where: { $0 >= first }) else {
          continue
        }
        unknown[number, default: 0] += 1
      }
    }
  }

  /// What is taken for granted, in sentences; where no table says anything of pupils, the dataset says it.
  func assumptions(_ dataset: Dataset) -> [String] {
    guard dataset.has(.pupils) else { return [] }
    var sentences: [String] = []
    if within > 0, within == pupils {
      sentences.append("Every pupil is taken to be of compulsory school age.")
    } else if within > 0 {
      sentences.append(
        "\(PupilAges.withoutBirth(within)) taken to be of compulsory school age.")
    }
    if outside > 0 {
      sentences.append(
        "\(PupilAges.withoutBirth(outside)) taken not to be of compulsory school age, by the year group."
      )
    }
    return sentences
  }

  private static func withoutBirth(_ count: Int) -> String {
    "\(Wording.count(count, "pupil")) without a date of birth \(count == 1 ? "is" : "are")"
  }

  /// What was not checked, in sentences.
  func notChecked(_ plan: ReplayPlan) -> [String] {
    unknown.sorted { $0.key < $1.key }.map { number, count in
      let rule = plan.practice.rules[number]
      let codes = Wording.list(rule.codes.map { "`\($0.text)`" }, "or")
      return
        "\(Wording.count(count, "pupil")) with \(codes) \(count == 1 ? "has" : "have") neither a date of birth "
        + "nor a year group that tells the age. Not checked: \(rule.id) for "
        + "\(count == 1 ? "that pupil" : "them")."
    }
  }

  static func += (left: inout Self, right: Self) {
    left.pupils += right.pupils
    left.within += right.within
    left.outside += right.outside
    left.unknown.merge(right.unknown) { $0 + $1 }
  }
}
