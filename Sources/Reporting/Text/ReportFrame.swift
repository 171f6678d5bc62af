/// The text around the parts of a report, which are one for each file.
package struct ReportFrame: Sendable {
  /// The text before, between and after the parts.
  package let head, between, tail: String

  /// Creates the frame of a report without parts.
  package init(whole text: String) { self.init(head: text) }

  init(head: String, between: String = "", tail: String = "") {
    (self.head, self.between, self.tail) = (head, between, tail)
  }
}
