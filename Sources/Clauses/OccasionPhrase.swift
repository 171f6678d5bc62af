import CivilTime
import Diagnostics
import TypedYAML

/// An occasion in prose, such as `3 days unexplained absence` or `attendance below 95%`, read only
/// to suggest the keys of an occasion.
struct OccasionPhrase {
  private let measure: String
  private let threshold: String
  private let window: String?

  /// The occasion in the keys of a file.
  var written: String {
    "{ \(measure): \(threshold)\(window.map { ", in: \($0)" } ?? "") }"
  }

  /// Reads a phrase; nil where it has no number, or names no measure and none is given.
  init?(_ text: String, counting given: String? = nil) {
    guard text.utf8.count <= 120 else { return nil }
    var text = Suggestion.trimmed(text.lowercased())
    for lead in ["when ", "if ", "after ", "on ", "pupil has "] where text.hasPrefix(lead) {
      text = Suggestion.trimmed(text.dropFirst(lead.count))
    }
    let (phrase, window) = OccasionPhrase.window(of: text)
    guard let measure = given ?? OccasionPhrase.measure(of: phrase),
      given == nil || phrase.contains(where: \.isNumber)
    else { return nil }
    if phrase.contains("attendance") {
      guard let percentage = OccasionPhrase.absence(whereAttendance: phrase) else { return nil }
      (self.measure, threshold, self.window) = (measure, percentage, window ?? "school_year")
      return
    }
    guard let threshold = OccasionPhrase.threshold(in: phrase, of: measure) else { return nil }
    let isShare = threshold.hasSuffix("%")
    (self.measure, self.threshold) = (measure, threshold)
    self.window = window ?? (isShare ? "school_year" : nil)
  }

  /// The phrase without its final window, and the window.
  private static func window(of text: String) -> (phrase: String, window: String?) {
    for join in [" within ", " over ", " during ", " per ", " each ", " in "] {
      guard let place = text.ranges(of: join).last else { continue }
      let rest = String(text[place.upperBound...])
      guard let window = Located<Window>.spelled(rest) else { continue }
      return (String(text[..<place.lowerBound]), window)
    }
    if text.contains("consecutive") || text.contains("continuous") {
      return (
        text.replacing("consecutive", with: "").replacing("continuous", with: ""), "consecutive"
      )
    }
    return (text, nil)
  }

  /// The key of the measure.
  private static func measure(of phrase: String) -> String? {
    let words = Set(Suggestion.key(phrase).split(separator: "_").map { String($0) })
    func names(_ some: String...) -> Bool { some.contains(where: words.contains) }
    if names("unexplained") { return "unexplained_absence" }
    if names("unauthorised", "unauthorized", "unauth") { return "unauthorised_absence" }
    if names("authorised", "authorized") { return "authorised_absence" }
    if names("late", "lates", "lateness", "punctuality") {
      return names("close", "closes", "closed", "closing") ? "late_after_close" : "late"
    }
    if names("illness", "ill", "sick", "sickness") { return "illness" }
    return names("absence", "absences", "absent", "attendance", "missed") ? "absence" : nil
  }

  /// The threshold; one session where the phrase has no number.
  private static func threshold(in phrase: String, of measure: String) -> String? {
    let numbers = LooseText(phrase).numbers
    if numbers.isEmpty, Quantity.meant(by: phrase) == nil { return "1 session" }
    guard numbers.count <= 2 else { return nil }
    let words = phrase.split(separator: " ")
    let isMore = ["more than", "over", "above"].contains { phrase.contains($0) }
    let comparison = isMore ? "more than " : ""
    if let percentage = words.first(where: { $0.contains("%") }).flatMap({
      Percentage.meant(by: String($0.filter { $0 != "+" }))
    }) {
      return comparison + percentage.written
    }
    guard numbers.count <= 1 else { return nil }
    let units: [UnitOfCount] = [.days, .sessions, .schoolDays]
    if let quantity = Quantity.meant(by: phrase), units.contains(quantity.unit) {
      let counted = Quantity(
        quantity.count, quantity.unit == .schoolDays ? .days : quantity.unit)
      return comparison + counted.written
    }
    return numbers.first.map { comparison + Quantity($0, .sessions).written }
  }

  /// The absence of a pupil whose attendance is below a percentage.
  private static func absence(whereAttendance phrase: String) -> String? {
    let below = ["below", "under", "less than", "<", "drops to", "falls to"]
    guard let word = below.first(where: { phrase.contains($0) }),
      let end = phrase.ranges(of: word).first?.upperBound,
      let percentage = Percentage.meant(by: Suggestion.trimmed(phrase[end...]))
    else { return nil }
    let missed = Percentage(basisPoints: 10_000 - percentage.basisPoints).written
    return word.hasSuffix("to") ? missed : "more than \(missed)"
  }
}
