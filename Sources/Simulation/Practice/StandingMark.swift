import CivilTime
import Clauses
import Diagnostics
import Registers
import Statute

/// A pupil's mark in a session: all that a divergence keeps of a case, which holds the pupil's year.
struct StandingMark: Sendable {
  let record: PupilRecord
  let context: ReplayContext
  /// The session's number.
  let session: Int
  /// Nil for a blank.
  let code: MarkCode?

  var text: String { code?.text ?? "" }

  /// What it means on its date, in brackets.
  var meaning: String { current.map { " (\($0.meaning))" } ?? "" }

  private var current: CodeMeaning? {
    code.flatMap { context.framework.codes.meaning(of: $0, on: date) }
  }

  /// What is said of a code that means nothing on the date, or nothing of a pupil.
  var wordsWithoutMeaning: Divergence.Words {
    if let retired {
      let successors = Wording.list(retired.replacedBy.map { "`\($0.text)`" }, "or")
      let end = retired.range.last.map { " may not be used after \($0.written)." } ?? ""
      return words(
        expected: successors.isEmpty ? "a current code" : successors,
        "`\(text)` (\(retired.meaning))\(end)"
          + (successors.isEmpty ? "" : " Its place was taken by \(successors)."))
    }
    guard let current else {
      return words(
        expected: "a national code",
        "`\(text)` is not a code of the national table on this date. Enter the code for what happened."
      )
    }
    return words(
      expected: "a pupil's mark",
      "`\(text)` means “\(current.meaning)”; it is not a mark of a pupil's attendance.")
  }

  /// The last meaning of a code that has none on the date any more.
  var retired: CodeMeaning? {
    guard let code, current == nil else { return nil }
    return context.framework.codes.meanings(of: code).last { meaning in
      meaning.range.last.map { $0 < date } ?? false
    }
  }

  private var date: CivilDate { context.dataset.calendar.sessions[session].date }

  /// The rows of the pupil's marks in other sessions.
  func rows(of sessions: [Int]) -> [Evidence?] { sessions.map { context.evidence(record, $0) } }

  /// What is said of it.
  func words(
    expected: String, _ message: String, clause: SourceSpan? = nil, besides rows: [Evidence?] = []
  ) -> Divergence.Words {
    Divergence.Words(
      expected: expected, recorded: code?.text, message, at: clause,
      evidence: ([context.evidence(record, session)] + rows).compactMap { $0 })
  }
}
