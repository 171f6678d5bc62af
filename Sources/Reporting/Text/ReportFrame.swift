/// What is written around the parts of a report that its files have, one by one.
package struct ReportFrame: Sendable {
  /// What comes first, between two parts, and last.
  package let head, between, tail: String

  /// Creates the frame of a report that has no such parts.
  package init(whole text: String) { self.init(head: text) }

  init(head: String, between: String = "", tail: String = "") {
    (self.head, self.between, self.tail) = (head, between, tail)
  }
}
