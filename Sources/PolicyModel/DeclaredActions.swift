package import Diagnostics
package import PositionedYAML
package import TypedYAML

/// The actions that a school, a cluster or an authority declares besides the framework's, such as
/// `{ breakfast_club: Breakfast club }`.
package struct DeclaredActions: Readable {
  private var titles: NamedValues<Located<Prose>>

  /// The names of the actions, in the order in which they were written.
  package var names: [Located<String>] { titles.entries.map(\.key) }

  package static var form: Form {
    .dictionary(
      keys: ScalarForm("the action's name", pattern: Name.scalarForm.pattern),
      values: Located<Prose>.form)
  }

  package static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard let titles = NamedValues<Located<Prose>>.read(node, &reading) else { return nil }
    for entry in titles.entries where (try? Name(scalar: entry.key.value)) == nil {
      let word = entry.key.value.spelledAsWord
      reading.report(
        .value,
        "`\(entry.key.value.prefix(60))` must be \(Name.scalarForm.name): `do` could not name it.",
        at: entry.key.span, path: reading.path, help: word.isEmpty ? nil : "Write it as `\(word)`.")
    }
    return Self(titles: titles)
  }

  package var erased: Located<Value> { titles.erased }

  package mutating func inherit(_ upper: Self) { titles.inherit(upper.titles) }

  package static func joined(_ lower: Located<Value>, _ upper: Located<Value>) -> Located<Value> {
    NamedValues<Located<Prose>>.joined(lower, upper)
  }
}
