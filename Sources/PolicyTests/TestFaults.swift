package import Diagnostics

/// What keeps policy tests from being run.
extension Fault {
  package static let ofTests = [
    expectation, policy, sameName, noMarks, unknownClause, unknownPupil, unusable, tooLarge,
  ]

  static let expectation = Fault(
    "format.expectation", "An expectation of a test says nothing, or several things at once",
    why: "It must be clear what is right and what is wrong.",
    fix: "Write one entry for each: `fires` with `due` and `outcome`, `diverges` with `on` and "
      + "`session`, or `measure` with `is`.")
  static let policy = Fault(
    "tests.policy", "The policy that is to be tested cannot be used",
    why: "What would be tested is not known.",
    fix: "The path is relative to the file of tests; `rollcall check` says what is wrong with the "
      + "policy.")
  static let sameName = Fault(
    "tests.same-name", "Two tests of a file have the same name",
    why: "A report could not say which of them failed.", fix: "Give each a name of its own.")
  static let noMarks = Fault(
    "tests.no-marks", "A test has no mark at all", why: "Its data would begin and end nowhere.",
    fix: "Write what was marked, as in `marks: { P1: \"2024-09-02: /. NN\" }`.")
  static let unknownClause = Fault(
    "tests.unknown-clause", "A test names a clause that does not bind the school",
    why: "It would pass whatever the policy says.",
    fix: "Name one of the policy's own by where it stands, such as `follow_up.home-visit`, or one "
      + "that `rollcall rules --kind duty` or `--kind practice` lists.")
  static let unknownPupil = Fault(
    "tests.unknown-pupil", "A test names a pupil who has no marks and is not under `pupils`",
    why: "It would pass, or an action be lost, because of a slip of the pen.",
    fix: "Use the pupil's name among the marks.")
  static let unusable = Fault(
    "tests.unusable", "Something in a test's register cannot be used",
    why: "A row that is left out in silence makes another test of it.",
    fix: "Do what the message says.")
  static let tooLarge = Fault(
    "tests.too-large", "The registers of a file of tests are larger than a school's year",
    why: "They are all held at once, with at most \(Wording.grouped(PolicyTestSuite.mostPlaces)) "
      + "places for a mark, so that a damaged file does not take all the memory.",
    fix: "A test needs few pupils and one school year; `rollcall replay` reads large registers.")
}
