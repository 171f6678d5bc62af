package import Diagnostics

/// What is wrong with the files of a framework.
extension Fault {
  package static let ofFrameworks = [
    unknownParameter, unknownWord, noExample, unverifiedError, wordFor, overlap, ruleCommencement,
    gap, bankHoliday, valueDatesOutOfOrder, strictness,
  ]

  package static let unknownParameter = Fault(
    "framework.unknown-parameter", "A rule compares with a parameter that is not there",
    why: "It could never find anything.", fix: "Add the parameter, or spell it as it is.")
  package static let unknownWord = Fault(
    "framework.unknown-word", "A rule names a word that the framework's vocabularies do not hold",
    why: "It could never be kept, or never be broken.",
    fix: "Add the word under `vocabularies`, or spell it as it stands there.")
  package static let noExample = Fault(
    "framework.no-example", "A rule has no example that breaks it, or none that keeps it",
    why: "Both are tests of the rule.", fix: "Add `breaks` and `holds`.")
  static let unverifiedError = Fault(
    "framework.unverified-error",
    "A rule is an error, and on some date rests on nothing in force whose words somebody has read",
    why: "Nobody should be told that they break the law on the strength of what nobody has seen.",
    fix: "Make it a warning or a note, or confirm one of its citations that is in force then.")
  static let wordFor = Fault(
    "framework.word-for", "A word is for pupils of whom it cannot be",
    why: "Of words only actions say whom they are for, and of them only that it is an age.",
    fix: "Write whom a duty is for under the `for` of the duty.")
  static let overlap = Fault(
    "framework.overlap", "A parameter, or a code, has two values on the same date",
    why: "The law of that day would be two laws.",
    fix: "End the earlier value on the day before the later begins.")
  package static let ruleCommencement = Fault(
    "framework.commencement", "It is not clear when a rule comes into force",
    why: "It begins on a date of its own, or with a law that has one, or has none yet.",
    fix: "Give the rule `in_force`, or under `comes_with` a source that has dates or is "
      + "`not_yet: true`.")
  static let gap = Fault(
    "framework.gap", "A parameter, or a code, has no value between two of its dates",
    why: "What the law was then would not be known.",
    fix: "End the earlier value on the day before the later begins.")
  static let bankHoliday = Fault(
    "framework.bank-holiday", "A bank holiday is on a weekend, or outside its list's dates",
    why: "Working days stop on it, so it must be a Monday to Friday of those dates.",
    fix: "Give the weekday on which the banks are closed, such as the substitute day.")
  static let valueDatesOutOfOrder = Fault(
    "framework.dates-out-of-order", "The last date of a value comes before the first",
    why: "It would hold on no day.", fix: "Put the earlier date under `from`.")
  static let strictness = Fault(
    "framework.strictness", "A value's strictness is given in two ways",
    why: "They could contradict each other.", fix: "Write `stricter` or `from_strictest`.")
}
