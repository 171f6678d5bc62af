import Diagnostics

/// The probable meaning of an invalid text, in valid form.
///
/// Lenient readings are used for suggestions only: an ambiguous text is never guessed when a file
/// is read.
public struct Suggestion: Sendable, Hashable {
  /// The valid text.
  public let text: String
  /// The meaning, where the text has several.
  public let meaning: String?
  /// The reason, as the beginning of a sentence; nil where it is obvious.
  public let because: String?

  /// Creates a suggestion.
  public init(_ text: String, meaning: String? = nil, because: String? = nil) {
    (self.text, self.meaning, self.because) = (text, meaning, because)
  }

  /// The suggestions as a sentence; nil where there are none.
  static func help(_ suggestions: [Suggestion]) -> String? {
    guard let first = suggestions.first else { return nil }
    let several = suggestions.contains { $0.meaning != nil } ? ", or " : " or "
    let words = suggestions.map { suggestion in
      "`\(suggestion.text)`" + (suggestion.meaning.map { " for \($0)" } ?? "")
    }
    let list = words.joined(separator: several)
    return first.because.map { "\($0): write \(list)." } ?? "Write \(list)."
  }

  /// A text in the form of an item of a list or a value of a group in brackets.
  static func quotedInBrackets(_ text: String) -> String {
    let signs: Set<Character> = [
      ",", "[", "]", "{", "}", "#", ":", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`",
    ]
    let isGroup = text.hasPrefix("{") && text.hasSuffix("}")
    let isTime = text.utf8.allSatisfy { (0x30...0x3A).contains($0) }
    let endsInPerCent = text.dropLast().allSatisfy { !signs.contains($0) } && text.hasSuffix("%")
    guard !isGroup, !isTime, !endsInPerCent, text.contains(where: signs.contains) else {
      return text
    }
    return "'" + text.replacing("'", with: "''") + "'"
  }

  /// A text without the spaces around it.
  public static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop { $0 == " " }
    guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
    return String(start[...last])
  }

  /// The letters and digits of a text in lower case, joined by `_`, for comparing spellings.
  public static func key(_ text: String) -> String {
    var key = ""
    for character in text.lowercased().prefix(200) {
      if character.isLetter || character.isNumber {
        key.append(character)
      } else if character != "'", character != "’", !key.isEmpty, key.last != "_" {
        key.append("_")
      }
    }
    return key.last == "_" ? String(key.dropLast()) : key
  }
}

/// Synonyms of a word of a fixed vocabulary.
public struct OtherNames<Word: Vocabulary>: Sendable {
  let words: [Word]
  let names: [String]
  let because: String?

  /// Creates the synonyms, in lower case joined by `_`; `because` begins the sentence that suggests
  /// them, in which `{name}` is replaced by the written text.
  public init(_ words: Word..., called names: String..., because: String? = nil) {
    (self.words, self.names, self.because) = (words, names, because)
  }

  /// The words, each as a suggestion for a text.
  func suggestions(for text: String) -> [Suggestion] {
    words.map {
      Suggestion(
        $0.rawValue, because: because.map { $0.replacing("{name}", with: "`\(text.prefix(60))`") })
    }
  }
}
