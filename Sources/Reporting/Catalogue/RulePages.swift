import CivilTime
import Clauses
import Compliance
import Diagnostics
import RuleExamples
import Statute
import TypedYAML

/// Pages for the rules of a framework, retired ones included.
///
/// A page's address is the rule's name, which is never used for another rule, so links to it last.
package struct RulePages: Sendable {
  /// One page in Markdown.
  package struct Page: Sendable {
    /// The name of its file.
    package let name: String
    /// Its text.
    package let text: String

    /// Creates a page that begins with the mark of generated pages.
    init(name: String, _ body: Markdown) {
      (self.name, text) = (name, RulePages.mark + "\n\n" + body.text)
    }

    init(ofRule rule: String, _ sections: [Markdown?]) {
      let sections = sections.compactMap { $0 }.joined(by: "\n\n") { $0 } as Markdown
      self.init(name: RulePages.fileName(of: rule), "\(sections)\n")
    }
  }

  /// The first line of every generated page, which distinguishes it from other files.
  package static let mark = "<!-- Made by `rollcall rules`; do not edit. -->"

  private let catalogue: Catalogue
  /// The date on which examples of rules without an end are evaluated: the last change in the law,
  /// so that the pages are the same on whichever day they are written.
  private let asOf: CivilDate

  /// Creates the pages of a catalogue; its framework must have its examples.
  package init(_ catalogue: Catalogue) {
    self.catalogue = catalogue
    let sources = catalogue.framework.bibliography.sources.values
    let changes =
      sources.compactMap(\.inForce?.range.first) + catalogue.entries.compactMap(\.inForce?.first)
    asOf = changes.max() ?? CivilDate(day: 0)
  }

  /// The name of the file of a rule's page.
  static func fileName(of rule: String) -> String { "\(rule).md" }

  /// The page that lists the rules, then the rules' pages in order.
  package var pages: [Page] {
    [Page(name: "README.md", RuleList(catalogue).page(isLinked: true))]
      + (catalogue.entries + catalogue.coming).map { page(of: $0) }
      + catalogue.framework.retired.compactMap { page(of: $0) }
  }

  private func page(of entry: Catalogue.Entry) -> Page {
    let explanation = Explanation(entry, in: catalogue, today: asOf)
    let bound = entry.bound.map { " · binds \($0)" } ?? ""
    let sections: [Markdown?] = [
      "# \(entry.title)",
      "\(code: entry.id) · \(entry.severity.rawValue) · \(entry.kind.words) · \(entry.dates)\(bound)",
      entry.because.map { "**Why.** \(catalogue.plain($0, of: entry))" },
      entry.fix.map { "**Put right.** \(catalogue.plain($0, of: entry))" },
      explanation.limits.isEmpty
        ? nil : explanation.limits.joined(by: "\n") { "- \($0)" },
      example("What is wrong", explanation.shown(.breaks)),
      example("What is right", explanation.shown(.holds)),
      authorities(entry),
      RulePages.ending,
    ]
    return Page(ofRule: entry.id, sections)
  }

  private func page(of retired: RetiredRule) -> Page? {
    guard let id = retired.id?.value.text else { return nil }
    let since = retired.on.map { " since \($0.value.written)" } ?? ""
    let instead = retired.replacedBy ?? []
    let links: Markdown = instead.enumerated().joined { place, rule in
      let join: Markdown = place == 0 ? "" : place == instead.count - 1 ? " and " : ", "
      return join + RulePages.link(to: rule.value.text)
    }
    return Page(
      ofRule: id,
      [
        "# No longer asked: \(code: id)",
        "This rule is no longer asked\(since). \(retired.because?.value.text ?? "")",
        instead.isEmpty ? nil : "See \(links).",
        RulePages.ending,
      ])
  }

  /// An example's YAML and the output for it.
  private func example(_ heading: String, _ example: Explanation.Example?) -> Markdown? {
    guard let example else { return nil }
    let answer = example.answer.trimmed
    let said: Markdown =
      example.isSilent
      ? answer.split(separator: "\n").joined(by: "\n") { "\($0)" }
      : "Rollcall says:\n\n\(block: "\(answer)\n", of: "text")"
    return "## \(heading)\n\n\(block: example.yaml, of: "yaml")\n\n\(said)"
  }

  private func authorities(_ entry: Catalogue.Entry) -> Markdown? {
    guard !entry.citations.isEmpty else { return nil }
    let lines = CitedSource.lines(of: entry, in: catalogue.framework)
    // The heading replaces the label.
    return
      "## What it rests on\n\n\(lines.joined(by: "\n") { "- \($0.trimmingPrefix("Authority: "))" })"
  }

  private static let ending: Markdown = "[All rules](README.md)"

  /// A link from one page to another.
  static func link(to rule: String) -> Markdown { "[\(code: rule)](\(fileName(of: rule)))" }
}

extension WebAddress {
  /// The address of a rule's page, if the pages are published at this address.
  func page(ofRule rule: String) -> String { "\(text)/\(RulePages.fileName(of: rule))" }
}

extension Catalogue.Kind {
  /// The kind of rule in words, for a page about one rule.
  fileprivate var words: String {
    switch self {
    case .requirement: "what a policy must say"
    case .duty: "what a school must do"
    case .practice: "what a register must show"
    case .structure: "how files must stand to each other"
    }
  }
}

extension String {
  /// The text without spaces and line ends around it.
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
