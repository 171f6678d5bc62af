package import CivilTime
package import Simulation
package import TypedYAML

/// The date on which an obligation opens, or `never`.
package enum FiringDate: Scalar {
  case on(CivilDate)
  case never

  package static let scalarForm = ScalarForm(
    "a date that exists, as year-month-day, or `never`", examples: ["2024-09-13", "never"],
    pattern: "^(?:\(CivilDate.existing)|never)$")

  package static func suggestions(for text: String) -> [Suggestion] {
    ["no", "none", "not", "not_at_all"].contains(Suggestion.key(text))
      ? [Suggestion("never")] : CivilDate.suggestions(for: text)
  }

  package init(scalar text: String) throws(ScalarProblem) {
    self = text == "never" ? .never : .on(try CivilDate(scalar: text))
  }

  /// The date; nil for never.
  package var date: CivilDate? {
    if case .on(let date) = self { return date }
    return nil
  }

  package var value: Value { date?.value ?? .word("never") }
}

/// The kind of divergence from a clause, or `none`.
package struct ExpectedDivergence: Scalar {
  /// The kind; nil for none.
  package let kind: Divergence.Kind?

  package static let scalarForm: ScalarForm = {
    let words = Divergence.Kind.allCases.map(\.rawValue) + ["none"]
    return ScalarForm("a way in which the record differs, or `none`", words: words)
  }()

  package static func suggestions(for text: String) -> [Suggestion] {
    let key = Suggestion.key(text)
    let other = ["no": "none", "never": "none", "not_at_all": "none", "nothing": "none"][key]
    return (scalarForm.words.first { Suggestion.key($0) == key } ?? other).map { [Suggestion($0)] }
      ?? []
  }

  package init(scalar text: String) throws(ScalarProblem) {
    kind = Divergence.Kind(rawValue: text)
    guard kind != nil || text == "none" else { throw ScalarProblem() }
  }

  package var value: Value { .word(kind?.rawValue ?? "none") }
}

/// A measure of attendance over all pupils of a test, named as in reports of a replay.
package enum MeasureName: String, Vocabulary {
  case pupils, possible, attended, authorised, unauthorised, late
  case lateAfterClose = "late_after_close"
  case missing
  case persistentlyAbsent = "persistently_absent"
  case severelyAbsent = "severely_absent"

  package static let noun = "a measure"

  /// The value of the measure.
  func count(in measures: Replay.Measures) -> Int {
    switch self {
    case .pupils: measures.pupils
    case .possible: measures.possible
    case .attended: measures.attended
    case .authorised: measures.authorised
    case .unauthorised: measures.unauthorised
    case .late: measures.late
    case .lateAfterClose: measures.lateAfterClose
    case .missing: measures.missing
    case .persistentlyAbsent: measures.persistentlyAbsent
    case .severelyAbsent: measures.severelyAbsent
    }
  }
}

/// The number of sessions or pupils of a measure.
package struct SessionCount: Scalar {
  /// The number, from 0.
  package let number: Int

  package static let scalarForm = ScalarForm(
    "a whole number", examples: ["10"], pattern: "^[0-9]{1,9}$", numbers: 0...999_999_999)

  package static func suggestions(for text: String) -> [Suggestion] {
    let (numbers, signs) = (LooseText(text).numbers, ["-", "."])
    return numbers.count == 1 && !signs.contains { text.contains($0) }
      ? [Suggestion(String(numbers[0]))] : []
  }

  package init(scalar text: String) throws(ScalarProblem) {
    guard text.utf8.count <= 9, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text)
    else { throw ScalarProblem() }
    self.number = number
  }

  package var value: Value { .word(String(number)) }
}
