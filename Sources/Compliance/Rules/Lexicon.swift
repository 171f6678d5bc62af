import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

/// The words known to a file: the framework's, and the actions that it and its layers declare.
struct Lexicon {
  let framework: Framework
  let declared: Set<String>

  /// The words for a policy that follows some layers.
  init(_ framework: Framework, _ policy: Policy, _ layers: [Layer]) {
    self.init(framework, [policy.actions] + layers.flatMap(\.allActions))
  }

  /// The words for the framework's own files.
  init(_ framework: Framework) { self.init(framework, [] as [DeclaredActions?]) }

  /// The words for a layer's own file.
  init(_ framework: Framework, _ layer: Layer) { self.init(framework, layer.allActions) }

  private init(_ framework: Framework, _ actions: [DeclaredActions?]) {
    self.framework = framework
    declared = Set(actions.flatMap { $0?.names ?? [] }.map(\.value))
  }

  /// The values of a file as rules read them, and the words that need a report.
  func resolved(_ values: Located<Value>, as form: Form) -> WordedValues {
    var uses: [WordUse] = []
    let resolved = resolve(values, form, "", &uses)
    return WordedValues(values: resolved ?? values, uses: uses)
  }
}

/// The values of a file with synonyms replaced by their words, and unlisted words marked.
struct WordedValues {
  let values: Located<Value>
  /// The synonyms, unlisted words and words limited to some dates, in the order of the file.
  let uses: [WordUse]
}

/// A word in a file that needs a report.
struct WordUse {
  let vocabulary: OpenVocabulary
  let name: VocabularyName
  let word: String
  let span: SourceSpan
  let path: String
  let standing: OpenVocabulary.Standing
}

extension Layer {
  /// The actions that it declares, for its own duties and for its members.
  fileprivate var allActions: [DeclaredActions?] { [actions, common?.actions] }
}

extension Lexicon {
  /// A value with its words resolved; nil where it is unchanged, as most are.
  private func resolve(
    _ located: Located<Value>, _ form: Form, _ path: String, _ uses: inout [WordUse]
  ) -> Located<Value>? {
    switch (located.value, form) {
    case (.word(let word), .scalar(let scalar)):
      guard let name = scalar.vocabulary else { return nil }
      return resolve(word, of: name, at: located.span, path, &uses).map {
        Located($0, at: located.span)
      }
    case (.record(let group), .record(let record)):
      return resolve(group, path, &uses) { record.field($0)?.form() }
        .map { Located($0, at: located.span) }
    case (.record(let group), .dictionary(_, let values)):
      return resolve(group, path, &uses) { _ in values }.map { Located($0, at: located.span) }
    case (.list(let items), .list(let form)):
      return resolve(items, form, path, &uses).map { Located($0, at: located.span) }
    case (let value, .choice(let forms)):
      let form = forms.first { $0.isForList == value.isList }
      return form.flatMap { resolve(located, $0, path, &uses) }
    default: return nil
    }
  }

  private func resolve(
    _ group: Value.Group, _ path: String, _ uses: inout [WordUse], _ form: (String) -> Form?
  ) -> Value? {
    var entries: [(key: String, value: Located<Value>)]?
    for index in group.entries.indices {
      let key = group.entries[index].key
      guard let form = form(key),
        let value = resolve(
          group.entries[index].value, form, path.isEmpty ? key : "\(path).\(key)", &uses)
      else { continue }
      if entries == nil { entries = group.entries }
      entries?[index].value = value
    }
    return entries.map { .record(Value.Group($0)) }
  }

  private func resolve(
    _ items: [Located<Value>], _ form: Form, _ path: String, _ uses: inout [WordUse]
  ) -> Value? {
    var resolved: [Located<Value>]?
    for index in items.indices {
      let step = items[index].value.identifier ?? items[index].value.writtenWord ?? String(index)
      guard let item = resolve(items[index], form, "\(path).\(step)", &uses) else { continue }
      if resolved == nil { resolved = items }
      resolved?[index] = item
    }
    return resolved.map { .list($0) }
  }

  /// The replacement of a word for rules; nil for the word itself.
  private func resolve(
    _ word: String, of name: VocabularyName, at span: SourceSpan, _ path: String,
    _ uses: inout [WordUse]
  ) -> Value? {
    guard let vocabulary = framework.vocabulary(name) else { return nil }
    if isDeclared(word, of: name) {
      return vocabulary.meaning(of: word) == nil ? .unlisted(word) : nil
    }
    let standing = vocabulary.standing(of: word)
    let use = WordUse(
      vocabulary: vocabulary, name: name, word: word, span: span, path: path, standing: standing)
    switch standing {
    case .known(let known):
      if vocabulary.meaning(of: known)?.hasDates == true { uses.append(use) }
      return known == word ? nil : .word(known)
    case .alias(let known):
      uses.append(use)
      return .word(known)
    case .unknown:
      uses.append(use)
      return .unlisted(word)
    }
  }
}

extension KnownWord {
  /// Whether it is valid on some dates only.
  fileprivate var hasDates: Bool { from != nil || to != nil }
}

extension Form {
  var isForList: Bool { if case .list = self { true } else { false } }
}

extension Value {
  var isList: Bool { if case .list = self { true } else { false } }

  fileprivate var writtenWord: String? { if case .word(let word) = self { word } else { nil } }
}
