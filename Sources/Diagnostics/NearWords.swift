/// Known words among which those of one file are looked for, with a suggestion for the first that are
/// misspelt.
///
/// To look for the nearest word is to compare with every one. Where a file has many words that are not
/// known and may be one of many, the first are helped and the others only named, so that the work stays
/// in proportion to the file.
public struct NearWords: Sendable {
  private let words: [String]
  private let set: Set<String>
  /// How many words were compared so far.
  public private(set) var comparisons = 0

  /// So many words are compared for one file.
  package static let most = 100_000

  /// Takes the known words.
  public init(_ words: [String]) {
    self.words = words
    set = Set(words)
  }

  /// Whether a word is one of them.
  public func holds(_ word: String) -> Bool { set.contains(word) }

  /// The known word nearest to a misspelt one, when one is near enough to be meant.
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
