import Clauses
import Compliance
import Diagnostics
import PolicyModel

/// The findings of one file as plain text, without repetitions.
struct FindingsText {
  private let entry: CheckReport.Entry
  private let style: TextStyle
  private var names = AuthorityLine.Names()
  /// The first finding with each authority: its rule and place.
  private var authorities: [String: (rule: String, span: SourceSpan)] = [:]
  /// The shared parts of messages that were written.
  private var writtenParts: Set<String> = []
  /// The place of the first finding with each fix, by rule and fix.
  private var answers: [String: SourceSpan] = [:]
  /// The last document that was quoted.
  private var document: String?

  /// The length in bytes above which a repeated fix is replaced by a reference.
  private static let longFix = 30

  init(entry: CheckReport.Entry, style: TextStyle) { (self.entry, self.style) = (entry, style) }

  /// Writes a finding: place, message, fix and authority.
  mutating func write(_ finding: Finding, to output: inout String) {
    let diagnostic = finding.diagnostic
    let start = diagnostic.span.start
    output +=
      "\(diagnostic.span.file):\(start.line):\(start.column): "
      + "\(style.severity(diagnostic.severity)) \(style.dim(diagnostic.rule))\n"
    // Every finding has its own sentence, because a place alone does not say what is wrong.
    output += style.wrapped(message(of: finding), indent: "  ")
    writePlace(diagnostic, to: &output)
    writeAnswer(finding, to: &output)
    for related in diagnostic.related {
      let line = related.span.start.line
      output += style.wrapped("See \(related.span.file):\(line): \(related.message)", indent: "  ")
    }
    if let waiver = finding.waiver {
      output += style.wrapped(waiver.words, indent: "  ", hanging: "  ")
    }
  }

  /// The message without the parts that were written: reasons by rule, and the policy's dates.
  private mutating func message(of finding: Finding) -> String {
    finding.shared.reduce(into: finding.diagnostic.message) { message, part in
      let key = part.hasPrefix(":") ? part : "\(finding.diagnostic.rule)\u{0}\(part)"
      guard !writtenParts.insert(key).inserted else { return }
      message = message.replacing(part, with: part.hasPrefix(":") ? "." : "")
    }
  }

  /// Writes the policy's words: the quote of its document if there is one, or the line of the file.
  private mutating func writePlace(_ diagnostic: Diagnostic, to output: inout String) {
    if let quote = entry.quotes?.quote(of: diagnostic) {
      // A message may contain the quote.
      guard !diagnostic.message.contains(quote.words) else { return }
      let origin = quote.document.flatMap { $0 == document ? nil : "Quoted from \($0)" } ?? "Says"
      document = quote.document ?? document
      output += style.wrapped("\(origin): “\(quote.words)”", indent: "  ")
      return
    }
    let start = diagnostic.span.start
    output += style.snippet(
      diagnostic.span,
      in: entry.sources[diagnostic.span.file]?.part(of: start.line, near: start.column))
  }

  /// Whether only one finding is at a line, so that the line identifies it.
  private mutating func isAlone(_ span: SourceSpan) -> Bool {
    findingsByLine[Line(span)] == 1
  }

  /// The number of findings at each line.
  private lazy var findingsByLine = entry.reported.reduce(into: [Line: Int]()) { lines, reported in
    lines[Line(reported.finding.diagnostic.span), default: 0] += 1
  }

  /// A line of a file.
  private struct Line: Hashable {
    let file: String
    let number: Int

    init(_ span: SourceSpan) { (file, number) = (span.file, span.start.line) }
  }

  /// Writes the fix and the authority, with references to those that were written before.
  private mutating func writeAnswer(_ finding: Finding, to output: inout String) {
    let diagnostic = finding.diagnostic
    let line = finding.authority
    let full = line.text
    let earlier = full.flatMap { authorities[$0] }
    // A rule that was reported before has the same authority, and needs no reference.
    var pointer: String?
    if let earlier, earlier.rule != diagnostic.rule {
      pointer =
        "Authority as \(isAlone(earlier.span) ? "" : "for `\(earlier.rule)` ")"
        + "\(place(of: earlier.span, from: diagnostic))."
    }
    let answer = [help(finding), pointer].compactMap { $0 }.joined(separator: " ")
    if let full, earlier == nil { authorities[full] = (diagnostic.rule, diagnostic.span) }
    let authority = earlier == nil ? line.text(&names, within: style.width - 2) : nil
    let parts = [answer, authority ?? ""].filter { !$0.isEmpty }
    let together = parts.joined(separator: " ")
    // Two short sentences share a line.
    if together.count + 2 <= style.width {
      if !parts.isEmpty { output += style.wrapped(together, indent: "  ") }
    } else {
      if !answer.isEmpty { output += style.wrapped(answer, indent: "  ") }
      if let authority { output += style.wrapped(authority, indent: "  ", hanging: "  ") }
    }
  }

  /// The fix, or a reference to it; nil if there is none.
  private mutating func help(_ finding: Finding) -> String? {
    let diagnostic = finding.diagnostic
    guard let help = diagnostic.help else { return nil }
    let key = "\(diagnostic.rule)\u{0}\(help)"
    guard let first = answers[key], help.utf8.count > FindingsText.longFix,
      !finding.citations.isEmpty
    else {
      answers[key] = diagnostic.span
      return "Put right: \(help)"
    }
    return "Put right as \(place(of: first, from: diagnostic))."
  }

  /// A place that a finding refers to, in words.
  private func place(of span: SourceSpan, from diagnostic: Diagnostic) -> String {
    guard span.file == diagnostic.span.file else {
      return "on line \(span.start.line) of \(span.file)"
    }
    return span.start.line == diagnostic.span.start.line ? "above" : "on line \(span.start.line)"
  }
}
