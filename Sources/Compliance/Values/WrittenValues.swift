import CivilTime
import Clauses
import Diagnostics
import Statute
import TypedYAML

/// The reason why a key does not accept a literal from another file.
struct Misfit: Error {
  let span: SourceSpan
  /// The value, or its kind.
  let written: String
  /// The values that the key accepts.
  let expected: String
  let help: String?
}

// Literals for a key of another file, read in that key's type.
extension Lexicon {
  /// Reads a literal by the form of a key, with synonyms replaced by their words.
  func read(_ literal: Located<Value>, as form: Form) -> Result<Located<Value>, Misfit> {
    switch (form, literal.value) {
    case (.anything, _): return .success(literal)
    case (.choice(let forms), let value):
      let readings = forms.map { read(literal, as: $0) }
      let index =
        readings.firstIndex { (try? $0.get()) != nil }
        ?? forms.firstIndex { $0.isForList == value.isList }
      return index.map { readings[$0] } ?? readings.first ?? .success(literal)
    case (.list(let form), .list(let items)):
      var readItems: [Located<Value>] = []
      for item in items {
        switch read(item, as: form) {
        case .success(let value): readItems.append(value)
        case .failure(let misfit): return .failure(misfit)
        }
      }
      return .success(Located(.list(readItems), at: literal.span))
    case (.scalar(let scalar), let value) where !value.isList: return read(literal, as: scalar)
    case (.list(let item), _):
      return read(literal, as: item).flatMap { .failure(Misfit($0, ofAnotherShapeThan: form)) }
    case (.scalar(let scalar), .list(let items)) where items.count == 1:
      return read(items[0], as: scalar).flatMap { item in
        .failure(Misfit(literal.map { _ in .list([item]) }, ofAnotherShapeThan: form))
      }
    default: return .failure(Misfit(literal, ofAnotherShapeThan: form))
    }
  }

  private func read(
    _ literal: Located<Value>, as form: ScalarForm
  ) -> Result<Located<Value>, Misfit> {
    let text = literal.value.spelled
    switch form.value(of: text) {
    case .success(.word(let word)):
      return resolved(word, of: form.vocabulary, at: literal.span)
    case .success(let value): return .success(Located(value, at: literal.span))
    case .failure where form.compares(with: literal.value): return .success(literal)
    case .failure(let problem):
      return .failure(
        Misfit(
          span: literal.span, written: "`\(text.prefix(60))`", expected: form.name,
          help: problem.help))
    }
  }

  /// A word as rules read it; a failure where its vocabulary does not contain it.
  private func resolved(
    _ word: String, of name: VocabularyName?, at span: SourceSpan
  ) -> Result<Located<Value>, Misfit> {
    guard let name, let use = use(of: word, of: name, at: span) else {
      return .success(Located(.word(word), at: span))
    }
    if isDeclared(word, of: name) {
      let isKnown = use.vocabulary.meaning(of: word) != nil
      return .success(Located(isKnown ? .word(word) : .unlisted(word), at: span))
    }
    switch use.standing {
    case .known(let word), .alias(let word): return .success(Located(.word(word), at: span))
    case .unknown:
      return .failure(
        Misfit(
          span: span, written: "`\(word)`",
          expected: "\(use.vocabulary.noun) that Rollcall knows",
          help: use.remedy(use.vocabulary.nearest(to: word))))
    }
  }

  private func use(of word: String, of name: VocabularyName, at span: SourceSpan) -> WordUse? {
    framework.vocabulary(name).map {
      WordUse(
        vocabulary: $0, name: name, word: word, span: span, path: "",
        standing: $0.standing(of: word))
    }
  }

  /// Whether a word is an action that a file declares.
  func isDeclared(_ word: String, of name: VocabularyName) -> Bool {
    name == .actions && declared.contains(word)
  }
}

extension Misfit {
  /// Creates the misfit of a value, a list or a group where another of the three is expected.
  fileprivate init(_ literal: Located<Value>, ofAnotherShapeThan form: Form) {
    let spelled = literal.value.items.map(\.spelled)
    let written =
      if literal.value.isList { "a list" } else { "`\(literal.value.spelled.prefix(60))`" }
    let (expected, help): (String, String) =
      switch form {
      case .list: ("a list", "Put it in brackets: `[\(spelled.joined(separator: ", "))]`.")
      case .record(let record):
        (
          record.title,
          "Agree on its keys one by one, such as "
            + Wording.list(record.fields.prefix(3).map { "`\($0.name)`" }, "or")
            + ": add the key to the path."
        )
      case .scalar(let scalar):
        (
          scalar.name,
          spelled.count == 1
            ? "Write it without brackets: `\(spelled[0])`." : "Write one value, without brackets."
        )
      case .dictionary, .choice, .anything:
        ("a group of keys", "Agree on its keys one by one: add the key to the path.")
      }
    self.init(span: literal.span, written: written, expected: expected, help: help)
  }
}

extension ScalarForm {
  /// Whether a measure of another type is comparable with those of the key: `at most 4 weeks`, or
  /// weeks with days.
  fileprivate func compares(with value: Value) -> Bool {
    let bare = value.bare
    guard bare.isMeasurable else { return false }
    if bare != value, case .success = self.value(of: bare.spelled) { return true }
    return examples.contains { Value(form: $0).bare.order(to: bare) != nil }
  }
}

extension Value {
  /// The value as it is written in a file.
  var spelled: String {
    switch self {
    case .text(let text), .word(let text), .unlisted(let text): text
    case .truth(let truth): truth ? "true" : "false"
    case .date(let date): date.description
    case .time(let time): time.description
    case .quantity(let quantity): quantity.written
    case .percentage(let percentage): percentage.written
    case .money(let money): money.description
    case .bound(let comparator, let value): "\(comparator.rawValue) \(value.spelled)"
    case .list(let items): "[\(items.map(\.value.spelled).joined(separator: ", "))]"
    case .record: words
    }
  }
}
