import Diagnostics
package import TypedYAML

/// Documents the keys of a kind of file as a page, from the declarations that decode it.
package struct FormMarkdown {
  private var sections: [Markdown] = []

  /// The page of a form as Markdown.
  package static func page(of form: Form, title: String, introduction: String) -> String {
    var page = FormMarkdown()
    page.describe(form, at: "")
    let sections: Markdown = page.sections.joined(by: "\n") { $0 }
    return ("# \(title)\n\n\(introduction)\n\n\(sections)" as Markdown).text
  }

  private mutating func describe(_ form: Form, at path: String) {
    switch form {
    case .record(let record):
      let heading: Markdown = path.isEmpty ? "" : "## \(code: path)\n\n"
      let rows = record.fields.map { field -> [Markdown] in
        [
          "\(code: field.name)", FormMarkdown.value(field.form(), field.example),
          "\(field.summary)\(field.isRequired ? " Required." : "")",
        ]
      }
      sections.append(heading + .table(["key", "value", "meaning"], rows))
      for field in record.fields {
        describe(field.form(), at: path.isEmpty ? field.name : "\(path).\(field.name)")
      }
    case .list(let item): describe(item, at: path + ".*")
    case .dictionary(_, let values): describe(values, at: path + ".*")
    case .choice(let forms):
      // A value that may be single or a list is described as a single one.
      let isListToo = if case .list(.record)? = forms.last { true } else { false }
      (isListToo ? forms.first : forms.last).map { describe($0, at: path) }
    case .scalar, .anything: return
    }
  }

  /// Examples of a value: the key's own before the form's, or in place of the form's only one.
  private static func examples(of scalar: ScalarForm, _ example: String?) -> Markdown {
    let others = scalar.examples.count == 1 && example != nil ? [] : scalar.examples
    let all = [example].compactMap { $0 } + others.filter { $0 != example }
    return all.joined(by: ", ") { "\(code: $0)" }
  }

  private static func value(_ form: Form, _ example: String? = nil) -> Markdown {
    switch form {
    case .scalar(let scalar) where scalar.vocabulary != nil:
      "a word of [\(code: scalar.vocabulary?.text ?? "")](words.md)"
    case .scalar(let scalar) where !scalar.words.isEmpty:
      scalar.words.joined(by: ", ") { "\(code: $0)" }
    case .scalar(let scalar):
      "\(scalar.name)\(scalar.examples.isEmpty ? "" : ": ")\(examples(of: scalar, example))"
    case .list(let item): "a list: \(value(item, example))"
    case .dictionary(let keys, let values): "keys (\(keys.name)) with \(value(values))"
    case .record(let record): "\(record.title)"
    case .choice(let forms): forms.joined(by: "; or ") { value($0) }
    case .anything(let what): "\(what)"
    }
  }
}
