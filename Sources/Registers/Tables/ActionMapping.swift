import Diagnostics
import TypedYAML

/// What a file's own words for actions mean.
struct ActionMapping {
  private let entries: [(word: Located<String>, action: Name)]
  private let byKey: [String: Int]
  private var isUsed: [Bool]

  init(_ words: NamedValues<Located<Name>>?) {
    entries = (words?.entries ?? []).map { ($0.key, $0.value.value) }
    byKey = Swift.Dictionary(
      entries.enumerated().map { (Action.key(of: $0.element.word.value), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    isUsed = entries.map { _ in false }
  }

  mutating func meaning(of word: String) -> String {
    guard !entries.isEmpty, let place = byKey[Action.key(of: word)] else { return word }
    isUsed[place] = true
    return entries[place].action.text
  }

  /// The words that rows have, with the actions that the manifest gives for them.
  var used: [MappedAction] {
    zip(entries, isUsed).filter(\.1).map { entry, _ in
      MappedAction(
        word: entry.word.value, action: entry.action.text, evidence: Evidence(entry.word.span))
    }
  }

  /// The words that no row has.
  func unused(in file: String) -> [Remark] {
    zip(entries, isUsed).filter { !$1 }.map { entry, _ in
      Remark(
        evidence: Evidence(entry.word.span),
        sentence: "\(quoted(entry.word.value)) under `actions` is the action of no row of \(file).")
    }
  }
}

/// A file's own word for an action, and the action that the manifest gives for it.
package struct MappedAction: Sendable {
  package let word, action: String
  /// Where the manifest gives it.
  package let evidence: Evidence
}

extension Action {
  /// What is the same in words for actions that differ in letter case, spaces and hyphens alone.
  package static func key(of word: String) -> String {
    var key: [UInt8] = []
    for byte in word.lowercased().utf8 {
      let isJoin =
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      if !isJoin {
        key.append(byte)
      } else if key.last != UInt8(ascii: "_") {
        key.append(UInt8(ascii: "_"))
      }
    }
    return String(decoding: key, as: UTF8.self)
  }
}
