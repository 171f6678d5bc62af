package import Diagnostics
package import PositionedYAML
import TypedYAML

/// The kind of a YAML file, from its key `rollcall`.
package enum DocumentKind: String, Sendable, CaseIterable {
  case policy = "policy/v1"
  case cluster = "cluster/v1"
  case authority = "authority/v1"
  case framework = "framework/v1"
  case register = "register/v1"
  case tests = "tests/v1"
  case config = "config/v1"
  case baseline = "baseline/v1"

  /// The paths of the keys that such a file requires, unlike its parts elsewhere: a layer's
  /// `common` is a policy whose school may be absent or incomplete.
  package var requiredKeys: [String] {
    self == .policy ? ["rollcall", "school", "school.name"] : ["rollcall"]
  }

  /// Reads the kind of a document; the diagnostic for an unknown one lists the kinds.
  package static func read(_ root: YAMLNode) -> Outcome<DocumentKind> {
    let known = allCases.map(\.rawValue)
    guard let node = root["rollcall"], case .scalar(let scalar) = node.content else {
      if case .mapping(let entries) = root.content,
        let near = entries.first(where: { isNear($0.key.value) })
      {
        return Outcome(
          nil,
          [
            Diagnostic(
              .kind,
              "The file does not say what kind of file it is: `\(near.key.value)` is no key.",
              at: near.key.span, path: "rollcall", help: "Did you mean `rollcall`?")
          ])
      }
      return Outcome(
        nil,
        [
          Diagnostic(
            .kind, "The file does not say what kind of file it is.",
            at: root.span.moved(from: root.span.start, to: root.span.start), path: "rollcall",
            help: "Begin it with its kind, as in `rollcall: policy/v1`.")
        ])
    }
    guard let kind = DocumentKind(rawValue: scalar.text) else {
      return Outcome(
        nil,
        [
          Diagnostic(
            .kind, "`\(scalar.text.prefix(60))` is not a kind of file that Rollcall knows.",
            at: node.span, path: "rollcall",
            help: suggestion(for: scalar.text) ?? Wording.didYouMean(scalar.text, among: known))
        ])
    }
    return Outcome(kind)
  }

  /// The kind whose name was written without its version, with another, or in other letter case.
  private static func suggestion(for text: String) -> String? {
    let word = text.lowercased().prefix { $0.isLetter }
    let names: [Substring: DocumentKind] = [
      "configuration": .config, "test": .tests, "policies": .policy, "registers": .register,
      "clusters": .cluster, "authorities": .authority, "frameworks": .framework,
    ]
    let kind = allCases.first { $0.rawValue.prefix { $0.isLetter } == word } ?? names[word]
    return kind.map { "Write `\($0.rawValue)`." }
  }
}

extension DocumentKind {
  /// Whether a text is meant for this program: its first key is `rollcall`, or a misspelling, or it
  /// has that key further down.
  ///
  /// A folder may contain YAML of other programs, which is not judged.
  package static func isClaimed(by text: String) -> Bool {
    // The usual beginning, checked without splitting the text into lines.
    if text.utf8.starts(with: "rollcall:".utf8) { return true }
    let lines = text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .map { Substring($0) }
    if lines.contains(where: { namesKind($0) }) { return true }
    let before: Set<Character> = [" ", "\t", "{", "\"", "'", "\u{FEFF}"]
    let first = lines.lazy.map { $0.drop { before.contains($0) } }.first { line in
      !line.isEmpty && !line.hasPrefix("#") && !line.hasPrefix("%") && !line.hasPrefix("---")
    }
    let key = String((first ?? "").prefix { $0 != ":" && !before.contains($0) })
    return isNear(key) && (first ?? "").contains(":")
  }

  /// Whether a line is the key `rollcall` with a kind and a version, at any position in the file.
  private static func namesKind(_ line: Substring) -> Bool {
    guard line.hasPrefix("rollcall:") else { return false }
    let value = line.dropFirst("rollcall:".count).drop { " \"'".contains($0) }
    return value.contains("/v")
  }

  /// Whether a key is `rollcall` or a misspelling of it.
  private static func isNear(_ key: String) -> Bool {
    Wording.suggestion(for: key, among: ["rollcall"]) != nil
  }
}
