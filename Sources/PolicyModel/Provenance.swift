package import CivilTime
import Clauses
package import Diagnostics
package import TypedYAML

/// The origin of an effective value: the school's own file, or the nearest layer that gives it.
package struct Provenance: Sendable {
  /// The value in one file.
  package struct Origin: Sendable {
    /// The layer; nil for the school's own file.
    package let layer: String?
    /// The value with its place.
    package let value: Located<Value>
    /// The quoted source document and its words.
    package let quote: (document: String, words: String)?
  }

  /// The path of the value.
  package let path: String
  /// The effective value, with its origin.
  package let holds: Origin
  /// The overridden values of the layers above, the nearest first.
  package let overrides: [Origin]
}

extension PolicyDocument {
  /// Every effective value at or below a path, with its origin; `*` matches any key, and the empty
  /// path matches all.
  ///
  /// With the date of a report, the values of that report.
  package func provenance(at path: String, asOf date: CivilDate? = nil) -> [Provenance] {
    let steps = path.pathSteps
    let inForce = layersInForce(asOf: date)
    let voices: [(layer: String?, policy: Policy)] =
      [(nil, own)]
      + inForce.compactMap { layer in
        layer.common.map { (layer.name?.value.text ?? layer.span.file, $0) }
      }
    let values = voices.map { $0.policy.erased.byPath }
    return own.inheriting(inForce).erased.values(at: steps[...]).flatMap {
      $0.value.leaves(at: $0.path)
    }
    .filter { !PolicyDocument.administrative.contains($0.path.firstStep) }
    .compactMap { leaf in
      let origins = voices.indices.compactMap { index -> Provenance.Origin? in
        guard let value = values[index][leaf.path] else { return nil }
        return Provenance.Origin(
          layer: voices[index].layer, value: value,
          quote: voices[index].policy.quote(of: leaf.path))
      }
      guard let first = origins.first else { return nil }
      return Provenance(path: leaf.path, holds: first, overrides: Array(origins.dropFirst()))
    }
  }

  /// The quotations of source documents in the school's own file and its layers.
  package var quotes: Quotes {
    Quotes(policies: [own] + layers.compactMap(\.common))
  }

  /// Keys about the file rather than about the school's practice.
  private static let administrative: Set<String> = ["rollcall", "sources", "follows", "waivers"]
}

/// The quotations of source documents, by the values that were transcribed from them.
package struct Quotes: Sendable {
  let policies: [Policy]

  /// The quotation for the place of a diagnostic: a statement's own words, or the source of a value
  /// in the school's file or the layer.
  package func quote(of diagnostic: Diagnostic) -> (document: String?, words: String)? {
    let span = diagnostic.span
    guard let policy = policies.first(where: { $0.span.file == span.file }) else { return nil }
    if diagnostic.path.firstStep == "statements" || diagnostic.path.hasPrefix("common.statements") {
      let statement = policy.statements?.first { statement in
        statement.span.start <= span.start && span.start < statement.span.end
      }
      return statement?.quote.map { (nil, $0.value.text) }
    }
    return policy.quote(of: diagnostic.path).map { ($0.document, $0.words) }
  }
}

extension Policy {
  /// The problem of an invalid path, in a sentence; nil for a valid one.
  package static func whatIsWrong(withPath path: String) -> String? {
    let steps = path.pathSteps
    guard case .failure(let unknown) = form.form(at: steps[...]) else { return nil }
    let help = Wording.didYouMean(unknown.step, among: unknown.known)
    return "`\(unknown.step)` is not a key there." + (help.map { " \($0)" } ?? "")
  }

  /// The quotation for a value, or for the nearest group that contains it.
  package func quote(of path: String) -> (document: String, words: String)? {
    sources?.quote(of: path)
  }
}

extension NamedValues<ValueSource> {
  fileprivate func quote(of path: String) -> (document: String, words: String)? {
    var path = path
    while !path.isEmpty {
      if let source = self[path], let document = source.document, let quote = source.quote {
        return (document.value.text, quote.value.text)
      }
      path = String(path.pathAbove)
    }
    return nil
  }
}

extension Located<Value> {
  /// Every value at or below this one by its path; of items with one name, the first.
  fileprivate var byPath: [String: Located<Value>] {
    var found: [String: Located<Value>] = [:]
    collect(at: "", into: &found)
    return found
  }

  private func collect(at path: String, into found: inout [String: Located<Value>]) {
    guard found[path] == nil else { return }
    found[path] = self
    func below(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    switch value {
    case .record(let group):
      for entry in group.entries { entry.value.collect(at: below(entry.key), into: &found) }
    case .list(let items):
      for (index, item) in items.enumerated() {
        item.collect(at: below(item.value.identifier ?? String(index)), into: &found)
      }
    default: break
    }
  }

  /// The single values and the lists of single values below this one, each with its path.
  fileprivate func leaves(at path: String) -> [(path: String, value: Located<Value>)] {
    func below(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    switch value {
    case .record(let group):
      return group.entries.flatMap { $0.value.leaves(at: below($0.key)) }
    case .list(let items) where items.contains(where: { $0.value.identifier != nil }):
      return items.enumerated().flatMap { index, item in
        item.leaves(at: below(item.value.identifier ?? String(index)))
      }
    default: return [(path, self)]
    }
  }
}

extension String {
  /// The first step of a dotted path.
  fileprivate var firstStep: String { String(prefix { $0 != "." }) }
}
