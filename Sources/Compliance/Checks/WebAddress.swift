package import TypedYAML

/// The address of a page or a folder on the web.
package struct WebAddress: Scalar, Hashable {
  /// The address, without a `/` at its end.
  package let text: String

  package static let scalarForm = ScalarForm(
    "an address on the web", examples: ["https://example.org/rollcall/docs/rules"],
    pattern: "^https?://[!-~]+$")

  package init(scalar text: String) throws(ScalarProblem) {
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme, text.utf8.count > scheme.utf8.count,
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) })
    else { throw ScalarProblem("It begins with `https://` and holds no spaces.") }
    var address = text[...]
    while address.hasSuffix("/") { address.removeLast() }
    self.text = String(address)
  }

  package var value: Value { .text(text) }
}
