public import Diagnostics

/// What is wrong with the keys of a file, or with what they hold.
extension Fault {
  public static let ofForms = [
    kind, unknownKey, missingKey, value,
  ]

  public static let kind = Fault(
    "format.kind", "The file is not of a kind that can be used here",
    why: "The key `rollcall` says what a file is; without it nothing can be said of its keys.",
    fix: "Begin the file with its kind, as in `rollcall: policy/v1`.",
    wrong: "school: { name: A School }", refusesFile: true)
  static let unknownKey = Fault(
    "format.unknown-key", "A key is not one of those that its group has",
    why: "A key that nobody reads looks like a rule of the policy and is none.",
    fix: "Spell it as `rollcall schema KIND --format markdown` lists it, or leave it out.",
    wrong: "rollcall: policy/v1\nschool: { nmae: A School, name: A School }")
  public static let missingKey = Fault(
    "format.missing-key", "A key is not there without which its group makes no sense",
    why: "Nothing could be concluded from the others.", fix: "Add the key.",
    wrong: "rollcall: policy/v1")
  public static let value = Fault(
    "format.value", "A value is not of the form that its key asks for",
    why: "A time, a date, a sum or a number of days that could be read in two ways is not guessed.",
    fix: "Write it as the message shows; quantities have units, such as `10 school_days`.",
    wrong: "rollcall: policy/v1\nschool: { name: A School, phase: elementary }",
    right: "rollcall: policy/v1\nschool: { name: A School, phase: primary }")
}
