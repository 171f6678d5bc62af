/// Known words, with suggestions for a limited number of misspelt ones in one file.
///
/// A suggestion compares a word with every known one. The limit keeps the work in proportion to a
/// file with many unknown words; the later ones get no suggestion.
public struct NearWords: Sendable {
  private let words: [String]
  private let set: Set<String>
  /// The number of comparisons so far.
  public private(set) var comparisons = 0

  /// The limit of comparisons for one file.
  public static let most = 100_000

  /// Creates the list of known words.
  public init(_ words: [String]) {
    self.words = words
    set = Set(words)
  }

  /// Whether a word is one of them.
  public func holds(_ word: String) -> Bool { set.contains(word) }

  /// The known word nearest to a misspelt one, where one is near enough.
  public mutating func suggestion(for word: String) -> String? {
    guard comparisons + words.count <= NearWords.most || comparisons == 0 else { return nil }
    comparisons += words.count
    return Wording.suggestion(for: word, among: words)
  }

  /// The first known word that ends with some text, such as the last step of a path.
  public mutating func word(endingWith end: String) -> String? {
    guard comparisons + words.count <= NearWords.most || comparisons == 0 else { return nil }
    comparisons += words.count
    return words.first { $0.hasSuffix(end) }
  }

  /// A sentence that suggests the nearest known word, or lists the known ones when they are few.
  public mutating func didYouMean(_ word: String) -> String? {
    if let near = suggestion(for: word) { return "Did you mean `\(near)`?" }
    return Wording.list(of: words)
  }
}
