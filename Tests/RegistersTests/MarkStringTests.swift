import Clauses
import Testing

@testable import Registers

@Suite struct `A string of marks` {
  /// Each mark as its code, `none`, or `?` for an unknown sign; or the reason for refusing the
  /// string.
  private func marks(_ text: String, _ style: MarkString.Style) -> String {
    do throws(RowProblem) {
      let string = try MarkString(text.utf8, style)
      #expect(string.unread == string.numbers.indices.filter { string[$0] == nil })
      return string.numbers.indices
        .map { place in string[place].map { $0.code?.text ?? "none" } ?? "?" }
        .joined(separator: ",")
    } catch {
      return error.reason
    }
  }

  @Test(arguments: [
    ("/\\N", "/,\\,N"), ("/\\ N", "/,\\,N"), (" /\\\tn\u{A0}", "/,\\,N"), ("∕＼Ｎ", "/,\\,N"),
    ("/ C1 n", "/,C1,N"), ("/  c1\tN", "/,C1,N"), ("/ Y9 -", "/,Y9,none"), ("/ 1 N", "/,1,N"),
    ("/.!-", "/,none,none,none"), ("/£N", "/,?,N"), ("/ £ N", "/,?,N"), ("", ""), ("  ", ""),
  ])
  func `has a sign for each session, or codes with spaces between them`(
    text: String, meant: String
  ) {
    #expect(marks(text, .spaced) == meant)
  }

  @Test(arguments: ["/C1N", "/C1 N", "C1", "/\\ /1 NN"])
  func `is not used where a digit may belong to a code`(text: String) {
    #expect(marks(text, .spaced).hasSuffix("are; write codes with spaces between them"))
    #expect(marks(text, .signs).hasSuffix("nobody can tell where its sessions are"))
  }

  @Test(arguments: [
    ("/\\N", "/,\\,N"), ("/ n#", "/,none,N,#"), ("/\u{A0}∕", "/,none,/"),
    ("/£1", "has `£`, which is not a register code"),
  ])
  func `of a transfer file has a sign for each session, of which a space is one`(
    text: String, meant: String
  ) {
    #expect(marks(text, .signs) == meant)
  }

  @Test(arguments: [
    ("/\\", "/,\\"), ("C1/", "C1,/"), (".Y9", "none,Y9"), ("n-", "N,none"), ("C1C2", "C1,C2"),
    ("/1", "?"), ("£N", "?,N"),
  ])
  func `of an example has signs, each with the digit behind it`(text: String, meant: String) {
    #expect(marks(text, .pairs) == meant)
  }
}
