package import Diagnostics

/// The faults of rules' examples.
extension Fault {
  /// Every fault of examples, in the order of reading.
  package static let ofExamples = [
    wrongExample
  ]

  static let wrongExample = Fault(
    "framework.wrong-example", "An example does not do what it stands for",
    why: "What `breaks` or `holds` shows is how a reader learns what the rule means; one that "
      + "shows the opposite hides a slip in the rule or in itself.",
    fix: "Change the example, or the rule.")
}
