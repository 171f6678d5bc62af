import Diagnostics
public import Statute
public import TypedYAML

extension JSON {
  /// The JSON Schema (draft 2020-12) of a form of file, for editors.
  ///
  /// `words` gives the words of each open vocabulary, which editors complete; other words are right too.
  public static func schema(
    of form: Form, title: String, words: [(name: String, words: [String])] = []
  ) -> JSON {
    guard case .object(let entries) = describe(form) else { return .null }
    let known = words.map { name, words in
      (name, JSON.object([("enum", .array(words.map { .string($0) }))]))
    }
    return .object(
      [
        ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
        ("title", .string(title)),
      ] + entries + (known.isEmpty ? [] : [("$defs", .object(known))]))
  }

  /// The words of every vocabulary that a framework has and a file may use.
  public static func words(of framework: Framework) -> [(name: String, words: [String])] {
    framework.allVocabularies.filter { $0.vocabulary.draft.elsewhere == nil }
      .map { ($0.name, $0.vocabulary.words) }
  }

  private static func describe(_ form: Form) -> JSON {
    switch form {
    case .scalar(let scalar): return describe(scalar)
    case .list(let item): return .object([("type", .string("array")), ("items", describe(item))])
    case .dictionary(_, let values):
      return .object([("type", .string("object")), ("additionalProperties", describe(values))])
    case .choice(let forms): return .object([("anyOf", .array(forms.map { describe($0) }))])
    case .anything(let what): return .object([("description", .string(what))])
    case .record(let record):
      let properties = record.fields.map { ($0.name, described($0)) }
      let required = record.fields.filter(\.isRequired).map { JSON.string($0.name) }
      return .object(
        [
          ("type", .string("object")), ("properties", .object(properties)),
          ("additionalProperties", .truth(false)),
        ] + (required.isEmpty ? [] : [("required", .array(required))]))
    }
  }

  private static func described(_ field: FieldForm) -> JSON {
    guard case .object(let entries) = describe(field.form()) else { return .null }
    let rest = entries.filter { $0.0 != "description" }
    return .object([("description", .string(field.summary))] + rest)
  }

  /// Editors type scalars before the schema sees them, so a number or a truth may arrive as such.
  private static func describe(_ scalar: ScalarForm) -> JSON {
    if let vocabulary = scalar.vocabulary {
      let known = JSON.object([("$ref", .string("#/$defs/\(vocabulary.text)"))])
      let other = scalar.pattern.map { [("pattern", JSON.string($0))] } ?? []
      return .object([
        ("type", .string("string")), ("anyOf", .array([known, .object(other)])),
      ])
    }
    if scalar.words == ["true", "false"] { return .object([("type", .string("boolean"))]) }
    if !scalar.words.isEmpty {
      return .object([("enum", .array(scalar.words.map { .string($0) }))])
    }
    var entries: [(String, JSON)]
    if let pattern = scalar.pattern {
      entries = [("type", .string("string")), ("pattern", .string(pattern))]
    } else {
      entries = [("type", .array(["string", "number", "boolean"].map { .string($0) }))]
    }
    if !scalar.examples.isEmpty {
      entries.append(("examples", .array(scalar.examples.map { .string($0) })))
    }
    return .object(entries)
  }
}
