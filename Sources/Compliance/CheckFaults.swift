package import Diagnostics

/// What is wrong with what rules ask about, or with the rules that a `.rollcall.yaml` turns off.
extension Fault {
  package static let ofChecks = [
    unknownRulePath, unknownRule, reasonOff, unknownRuleOff, readingFault,
  ]

  static let unknownRulePath = Fault(
    "framework.unknown-path", "A rule asks about a path that the files it is asked of do not have",
    why: "It could never find anything.", fix: "Spell the path as `rollcall schema policy` has it.")
  static let unknownRule = Fault(
    "framework.unknown-rule", "Something names a rule that is not there",
    why: "It would say nothing about any rule.", fix: "Spell it as `rollcall rules` lists it.")
  static let reasonOff = Fault(
    "config.reason", "A rule is turned off for a reason that is empty",
    why: "Whoever reads the report will ask, and nobody will remember.",
    fix: "Say why in a sentence; every report repeats it.",
    wrong: "rollcall: config/v1\noff: [{ rule: policy.review-overdue, reason: \"\" }]",
    right: "rollcall: config/v1\n"
      + "off: [{ rule: policy.review-overdue, reason: two schools merge in May }]")
  static let unknownRuleOff = Fault(
    "config.unknown-rule", "A rule is turned off that is not one of those that are asked",
    why: "It turns nothing off, and what was meant is still found.",
    fix: "Spell it as reports do, or leave it out.")
  static let readingFault = Fault(
    "config.reading-fault", "What is found in reading a file is turned off",
    why: "What could not be read is not known, so nobody can say that it does no harm.",
    fix: "Put right what is found in the file.")
}
