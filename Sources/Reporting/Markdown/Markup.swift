import Diagnostics

/// The escaping of a markup language.
protocol MarkupLanguage {
  /// The text on one line with all syntax escaped, for attributes too.
  static func escaped(_ text: String) -> String
  /// The text as code.
  static func code(_ text: String) -> String
}

/// Markup in a language: literals are trusted, and interpolated text is escaped.
///
/// Literals are `StaticString`, so that no text of a file can become markup.
struct Markup<Language: MarkupLanguage>: ExpressibleByStringInterpolation, Sendable {
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

    mutating func appendInterpolation(_ text: some StringProtocol) {
      self.text += Language.escaped(String(text))
    }

    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    mutating func appendInterpolation(code text: String) { self.text += Language.code(text) }
  }

  private(set) var text: String

  init(stringLiteral literal: StaticString) { text = literal.description }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  static func + (left: Markup, right: Markup) -> Markup { "\(left)\(right)" }

  static func += (left: inout Markup, right: Markup) { left.text += right.text }
}

extension Sequence {
  /// The markup of each element, joined by a separator.
  func joined<Language>(
    by separator: Markup<Language> = "", _ markup: (Element) -> Markup<Language>
  ) -> Markup<Language> {
    var (result, isFirst) = ("" as Markup<Language>, true)
    for element in self {
      if !isFirst { result += separator }
      result += markup(element)
      isFirst = false
    }
    return result
  }
}

extension Markup.StringInterpolation where Language == MarkdownText {
  /// Adds a block of code with a fence that is longer than any in it.
  mutating func appendInterpolation(block code: String, of language: StaticString) {
    var fence = "```"
    while code.contains(fence) { fence += "`" }
    text += "\(fence)\(language)\n\(VisibleText.shown(code))\(fence)"
  }
}
