package import TypedYAML

/// A school's number: that of its local authority and that of the establishment in it, as `801/2000`.
package struct SchoolNumber: Scalar, Comparable {
  /// The number as it is written.
  package let text: String

  package static let scalarForm = ScalarForm(
    "a school's number, of its authority and its establishment", examples: ["801/2000"],
    pattern: "^[0-9]{3}/[0-9]{4}$")

  package init(scalar text: String) throws(ScalarProblem) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = SchoolNumber(String(parts[0]), String(parts[1])),
      parts[0].utf8.count == 3, parts[1].utf8.count == 4
    else { throw ScalarProblem() }
    self = number
  }

  /// The number of an authority and an establishment; nil where one of them is none.
  init?(_ authority: String, _ establishment: String) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard !authority.isEmpty, !establishment.isEmpty,
      (authority + establishment).utf8.allSatisfy({ digits.contains($0) })
    else { return nil }
    text = "\(authority)/\(establishment)"
  }

  package var value: Value { .text(text) }

  package static func < (left: SchoolNumber, right: SchoolNumber) -> Bool { left.text < right.text }
}
