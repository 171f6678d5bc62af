import Diagnostics
package import PolicyModel
package import Statute
package import TypedYAML

extension JSON {
  /// The JSON Schema (draft 2020-12) of a kind of file, for editors.
  ///
  /// It refuses what the reader refuses for its form, and nothing else. `words` gives the words of each
  /// open vocabulary, which editors complete; other words are right too.
  package static func schema(
    of form: Form, kind: DocumentKind, title: String, words: [(name: String, words: [String])] = []
  ) -> JSON {
    guard case .record(let record) = form else { return .null }
    let known = words.map { name, words in (name, JSON.object([("enum", .strings(words))])) }
    return .object(
      schemaHeader(title, id: kind.rawValue)
        + describe(record, requiring: kind.requiredKeys, ["rollcall": kind.rawValue])
        + (known.isEmpty ? [] : [("$defs", .object(known))]))
  }

  /// The entries that every schema begins with; it is named by a URN, because no site holds it.
  static func schemaHeader(_ title: String, id: String) -> [(String, JSON)] {
    [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("$id", .string("urn:rollcall:schema:\(id)")), ("title", .string(title)),
    ]
  }

  /// The words of every vocabulary that a framework has and a file may use.
  package static func words(of framework: Framework) -> [(name: String, words: [String])] {
    framework.allVocabularies.filter { $0.vocabulary.draft.elsewhere == nil }
      .map { ($0.name, $0.vocabulary.words) }
  }

  private static func describe(_ form: Form, requiring more: [String] = []) -> JSON {
    switch form {
    case .scalar(let scalar): .object(describe(scalar))
    case .list(let item):
      .object([
        ("type", .string("array")), ("items", describe(item)), ("minItems", .integer(1)),
      ])
    case .dictionary(let keys, let values):
      .object(
        [("type", .string("object"))]
          + (keys.pattern.map {
            [("propertyNames", .object([("pattern", .string($0))]))]
          } ?? []) + [("additionalProperties", describe(values))])
    case .choice(let forms): .object([("anyOf", .array(forms.map { describe($0) }))])
    case .anything(let what): .object([("description", .string(what))])
    case .record(let record): .object(describe(record, requiring: more))
    }
  }

  private static func describe(
    _ record: RecordForm, requiring more: [String] = [], _ constants: [String: String] = [:]
  ) -> [(String, JSON)] {
    let properties = record.fields.map { field in
      (field.name, described(field, constants[field.name], requiring: more.below(field.name)))
    }
    let required = record.fields.filter { $0.isRequired || more.contains($0.name) }.map(\.name)
    return [
      ("type", .string("object")), ("properties", .object(properties)),
      ("additionalProperties", .truth(false)),
    ] + (required.isEmpty ? [] : [("required", .strings(required))])
      + (record.alternatives.isEmpty ? [] : [("oneOf", alternatives(record.alternatives))])
      + (record.dependencies.isEmpty
        ? [] : [("allOf", .array(record.dependencies.map { described($0) }))])
  }

  /// That a key is needed, with another value than one, where one of some keys has a value of some form.
  private static func described(_ dependency: KeyDependency) -> JSON {
    let matching = JSON.object([
      ("type", .string("string")), ("pattern", .string(dependency.pattern)),
    ])
    let needed = JSON.object([("not", .object([("const", .string(dependency.excluded))]))])
    return .object([
      (
        "if",
        .object([
          (
            "anyOf",
            .array(
              dependency.keys.map { key in
                .object([
                  ("required", .strings([key])), ("properties", .object([(key, matching)])),
                ])
              })
          )
        ])
      ),
      (
        "then",
        .object([
          ("required", .strings([dependency.needed])),
          ("properties", .object([(dependency.needed, needed)])),
        ])
      ),
    ])
  }

  /// One of several sets of keys, without the keys of the others.
  private static func alternatives(_ sets: [[String]]) -> JSON {
    let all = sets.flatMap { $0 }
    return .array(
      sets.map { set in
        let others = all.filter { !set.contains($0) }.map { ($0, JSON.truth(false)) }
        return .object([("required", .strings(set)), ("properties", .object(others))])
      })
  }

  private static func described(
    _ field: FieldForm, _ constant: String?, requiring more: [String]
  ) -> JSON {
    if let constant {
      return .object([
        ("description", .string(field.summary)), ("const", .string(constant)),
      ])
    }
    guard case .object(let entries) = describe(field.form(), requiring: more) else {
      return .null
    }
    let own = field.example.map { [("examples", JSON.strings([$0]))] } ?? []
    let replaced = Set(["description"] + own.map(\.0))
    return .object(
      [("description", .string(field.summary))] + entries.filter { !replaced.contains($0.0) }
        + own.filter { _ in entries.contains { $0.0 == "pattern" } })
  }

  /// Editors type scalars before the schema sees them, so a number or a truth may arrive as such.
  private static func describe(_ scalar: ScalarForm) -> [(String, JSON)] {
    if scalar.words == ["true", "false"] {
      return [("enum", .array([.truth(true), .truth(false)] + scalar.words.map { .string($0) }))]
    }
    if !scalar.words.isEmpty { return [("enum", .strings(scalar.words))] }
    var types = ["string"]
    if scalar.pattern == nil || scalar.allowsTruths { types += ["number", "boolean"] }
    if scalar.pattern != nil, scalar.numbers != nil, !scalar.allowsTruths {
      types.append("integer")
    }
    var entries: [(String, JSON)] = [
      ("type", types.count == 1 ? .string(types[0]) : .strings(types))
    ]
    let pattern = scalar.pattern.map { [("pattern", JSON.string($0))] } ?? []
    if let vocabulary = scalar.vocabulary {
      // Editors complete the known words; a school's own are right too.
      let known = JSON.object([("$ref", .string("#/$defs/\(vocabulary.text)"))])
      entries.append(("anyOf", .array([known, .object(pattern)])))
    } else {
      entries += pattern
    }
    if let numbers = scalar.numbers {
      entries.append(("minimum", .integer(numbers.lowerBound)))
      if numbers.upperBound < .max { entries.append(("maximum", .integer(numbers.upperBound))) }
    }
    if !scalar.examples.isEmpty { entries.append(("examples", .strings(scalar.examples))) }
    return entries
  }

  private static func strings(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}

extension [String] {
  /// The paths among these that lead into a group, from there.
  fileprivate func below(_ key: String) -> [String] {
    filter { $0.hasPrefix(key + ".") }.map { String($0.dropFirst(key.count + 1)) }
  }
}
