import Clauses

/// A string of marks: one sign a session, or codes with spaces between them.
///
/// Nothing tells a code of two signs from two marks in a string of one sign a session, so a digit there
/// makes the whole string unusable.
struct MarkString {
  /// The marks in order; nil in the place of a sign that is none.
  let entries: [MarkSpelling.Entry?]

  init(_ text: String) throws(RowProblem) {
    let words = text.split { $0 == " " || $0 == "\t" }
    // Spaces stand between codes, or between weeks or days of one sign a session.
    if words.count > 1, words.allSatisfy({ MarkString.isCode($0) }) {
      entries = words.map { MarkString.entry($0) }
      return
    }
    var entries: [MarkSpelling.Entry?] = []
    for scalar in words.joined().unicodeScalars {
      if ("0"..."9").contains(scalar) {
        throw RowProblem(
          "has the digit \(scalar), so it may hold a code of two signs such as C1: nobody can tell where "
            + "its sessions are; write codes with spaces between them")
      }
      entries.append(MarkString.entry(String(scalar)))
    }
    self.entries = entries
  }

  /// Whether a word is one mark, of one sign or two.
  private static func isCode(_ word: Substring) -> Bool {
    guard let spelling = MarkSpelling(word) else { return false }
    return spelling != .presentAllDay && (word.unicodeScalars.count == 1 || spelling != .noMark)
  }

  private static func entry(_ text: some StringProtocol) -> MarkSpelling.Entry? {
    // A single mark means the same in the morning and in the afternoon.
    MarkSpelling.mark(text, in: .morning)
  }
}
