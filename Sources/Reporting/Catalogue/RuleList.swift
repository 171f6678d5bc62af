package import CivilTime
import Clauses
package import Diagnostics
import Statute
import TypedYAML

/// A selection of a catalogue's rules, ready to be rendered.
package struct RuleList: Sendable {
  /// The criteria of the selection; nil matches every rule.
  package struct Filter: Sendable {
    /// The kind of rule.
    package var kind: Catalogue.Kind?
    /// The severity of a breach.
    package var severity: Severity?
    /// A date on which the rule is in force.
    package var on: CivilDate?
    /// The date on which the rule begins, ends or changes.
    package var changedOn: CivilDate?
    /// A text that the rule's name or title contains.
    package var text: String?

    /// Creates a filter that matches every rule.
    package init() {}
  }

  let catalogue: Catalogue
  let filter: Filter
  /// The rules that match the filter, in the catalogue's order.
  package let entries: [Catalogue.Entry]

  /// Selects the rules of a catalogue that match a filter.
  package init(_ catalogue: Catalogue, _ filter: Filter = Filter()) {
    self.catalogue = catalogue
    self.filter = filter
    entries = catalogue.entries.filter { entry in
      if let kind = filter.kind, entry.kind != kind { return false }
      if let severity = filter.severity, entry.severity != severity { return false }
      if let date = filter.on, let range = entry.inForce, !range.contains(date) { return false }
      if let date = filter.changedOn, catalogue.changes(of: entry, on: date).isEmpty {
        return false
      }
      guard let text = filter.text?.lowercased() else { return true }
      return entry.id.contains(text) || entry.title.lowercased().contains(text)
    }
  }

  /// Whether the filter is on dates alone.
  var isWhole: Bool { filter.kind == nil && filter.severity == nil && filter.text == nil }

  /// Creates a list of one rule.
  package init(_ catalogue: Catalogue, only entry: Catalogue.Entry) {
    (self.catalogue, filter, entries) = (catalogue, Filter(), [entry])
  }

  /// The laws and the guidance that came into force or went out on `changedOn`, in sentences.
  var sourceChanges: [String] {
    guard let date = filter.changedOn else { return [] }
    return catalogue.sourceChanges(on: date)
  }

  /// The codes that came in, went out or changed on `changedOn`, in sentences.
  var codeChanges: [String] {
    guard let date = filter.changedOn else { return [] }
    return catalogue.codeChanges(on: date)
  }
}

extension Catalogue {
  /// The changes of a rule on a date, in sentences.
  func changes(of entry: Entry, on date: CivilDate) -> [String] {
    var changes: [String] = []
    if entry.inForce?.first == date { changes.append("It begins.") }
    if entry.inForce?.last?.adding(days: 1) == date { changes.append("It ends.") }
    for name in entry.parameters {
      guard let version = framework.parameter(name, on: date), version.range.first == date else {
        continue
      }
      let before = framework.parameter(name, on: date.adding(days: -1))?.value.value.words
      let after = version.value.value.words
      if let before, before != after {
        changes.append("Its limit goes from \(before) to \(after).")
      } else if before == nil, entry.inForce?.first != date {
        changes.append("Its limit is now \(after).")
      }
    }
    return changes
  }

  /// The laws and the guidance that came into force or went out on a date, in sentences.
  func sourceChanges(on date: CivilDate) -> [String] {
    framework.bibliography.sources.values.compactMap { source in
      guard let title = source.title?.value.text, let range = source.inForce?.range,
        source.kind?.value != .document, source.kind?.value != .project
      else { return nil }
      if range.first == date { return "\(title): in force from this day." }
      if range.last?.adding(days: 1) == date { return "\(title): in force until the day before." }
      return nil
    }.sorted()
  }

  /// The codes that came in, went out or changed their meaning on a date, in sentences.
  func codeChanges(on date: CivilDate) -> [String] {
    let eve = date.adding(days: -1)
    let codes = Set(framework.codes.meanings.map(\.code)).sorted()
    return codes.compactMap { code in
      let before = framework.codes.meaning(of: code, on: eve)
      let after = framework.codes.meaning(of: code, on: date)
      switch (before, after) {
      case (nil, let after?): return "`\(code.text)` comes in: \(after.meaning)."
      case (let before?, nil):
        let instead = Wording.list(before.replacedBy.map { "`\($0.text)`" }, "or")
        return "`\(code.text)` goes out (\(before.meaning))"
          + (instead.isEmpty ? "." : "; \(instead) takes its place.")
      case (let before?, let after?) where before.meaning != after.meaning:
        return "`\(code.text)` changes from “\(before.meaning)” to “\(after.meaning)”."
      default: return nil
      }
    }
  }
}

extension RuleList {
  /// The rules as plain text.
  package func text(_ style: TextStyle = TextStyle()) -> String {
    var output = ""
    for kind in Catalogue.Kind.allCases {
      let rules = entries.filter { $0.kind == kind }
      guard !rules.isEmpty else { continue }
      output += style.bold(kind.heading) + "\n"
      for entry in rules { output += text(entry, style) }
      output += "\n"
    }
    if !sourceChanges.isEmpty {
      output += style.bold("The law and the guidance") + "\n"
      for change in sourceChanges { output += style.wrapped(change, indent: "  ", hanging: "  ") }
      output += "\n"
    }
    if !codeChanges.isEmpty {
      output += style.bold("Register codes") + "\n"
      output += codeChanges.map { style.wrapped($0, indent: "  ", hanging: "  ") }.joined() + "\n"
    }
    return output + "\(Wording.count(entries.count, "rule"))\(condition).\n" + waiting
  }

  private func text(_ entry: Catalogue.Entry, _ style: TextStyle) -> String {
    let padding = String(repeating: " ", count: 8 - entry.severity.rawValue.count)
    var output = "  \(style.severity(entry.severity))\(padding)\(entry.id)\n"
    output += style.wrapped(entry.title + ".", indent: "          ")
    if let date = filter.changedOn {
      for change in catalogue.changes(of: entry, on: date) {
        output += style.wrapped(change, indent: "          ")
      }
    }
    return output
  }

  /// The rules that await a law, if all that are in force are listed.
  private var waiting: String {
    guard entries.count == catalogue.entries.count, !catalogue.coming.isEmpty else { return "" }
    return catalogue.coming.map { "In force \($0.dates): \($0.id).\n" }.joined()
  }

  private var condition: String {
    var parts: [String] = []
    if let date = filter.on { parts.append("in force on \(date.written)") }
    if let date = filter.changedOn { parts.append("changed on \(date.written)") }
    return parts.isEmpty ? "" : " " + parts.joined(separator: ", ")
  }

  /// The rules as JSON.
  package var json: JSON {
    .object([
      ("version", .integer(1)),
      ("framework", .string(catalogue.framework.name)),
      ("rules", .array(entries.map { json($0) })),
      ("rules_to_come", .array(catalogue.coming.map { json($0) })),
      ("sources_changed", .array(sourceChanges.map { .string($0) })),
      ("codes_changed", .array(codeChanges.map { .string($0) })),
      ("summary", .object([("rules", .integer(entries.count))])),
    ])
  }

  private func json(_ entry: Catalogue.Entry) -> JSON {
    .object([
      ("id", .string(entry.id)), ("kind", .string(entry.kind.rawValue)),
      ("title", .string(entry.title)), ("severity", .string(entry.severity.rawValue)),
      ("from", .optional(entry.awaits == nil ? entry.inForce?.first.description : nil)),
      ("to", .optional(entry.awaits == nil ? entry.inForce?.last?.description : nil)),
      ("comes_with", .optional(entry.awaits?.title?.value.text)),
      ("of", .string(entry.addressee.rawValue)),
      ("binds", .array((entry.scope?.types ?? []).map { .string($0.rawValue) })),
      ("phases", .array((entry.scope?.phases ?? []).map { .string($0.rawValue) })),
      ("because", .optional(entry.because)), ("fix", .optional(entry.fix)),
      ("layer", .optional(entry.layerName)),
      (
        "changes",
        .array(
          filter.changedOn.map { catalogue.changes(of: entry, on: $0) }?.map { .string($0) } ?? [])
      ),
      ("citations", .array(entry.citations.map(\.json))),
    ])
  }
}

extension Catalogue.Kind {
  /// The heading of a list of rules of this kind.
  var heading: String {
    switch self {
    case .requirement: "What a policy must say"
    case .duty: "What a school must do"
    case .practice: "What a register must show"
    case .structure: "How files must stand to each other"
    }
  }
}
