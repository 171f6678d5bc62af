import Diagnostics

/// How a markup language writes text that is not its own.
protocol MarkupLanguage {
  /// The text on one line, which is read as nothing but text, in an attribute too.
  static func escaped(_ text: String) -> String
  /// The text as code.
  static func code(_ text: String) -> String
}

/// Markup in a language: its literals are trusted, and each text that is put into one is escaped.
///
/// Markup is made of the program's literals alone, so that no text of a file can be taken for it.
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
  /// The markup of each element, one after the other.
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
  /// Adds a block of code, whose fence is longer than any within it.
  mutating func appendInterpolation(block code: String, of language: StaticString) {
    var fence = "```"
    while code.contains(fence) { fence += "`" }
    text += "\(fence)\(language)\n\(VisibleText.shown(code))\(fence)"
  }
}
