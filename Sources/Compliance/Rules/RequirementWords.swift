import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

extension Lexicon {
  /// The words of a requirement that the keys in its conditions do not accept.
  ///
  /// Such a requirement could never be kept, or never be broken. `help` is for a word that
  /// resembles none of its vocabulary.
  func unknownWords(
    in requirement: Requirement, otherwise help: String = "Add it under `vocabularies`."
  ) -> [Diagnostic] {
    let root = requirement.addressee == .policy ? Policy.form : Layer.form
    // The items of several lists have one form.
    let item = requirement.draft.forEach?.elements.first.flatMap { root.part(at: $0.value.text) }
    let conditions = requirement.given + requirement.unless + requirement.that
    return conditions.flatMap { condition -> [Diagnostic] in
      guard case .value(let path)? = condition.subject,
        let form = item?.part(at: path.value.text) ?? root.part(at: path.value.text)
      else { return [] }
      return condition.relation.operands.flatMap(\.writtenWords).compactMap { word in
        unknown(word, form, path.value.text, help)
      }
    }
  }

  private func unknown(
    _ word: Located<String>, _ form: Form, _ path: String, _ otherwise: String
  ) -> Diagnostic? {
    if let name = form.vocabulary {
      guard let vocabulary = framework.vocabulary(name),
        vocabulary.meaning(of: word.value) == nil, !isDeclared(word.value, of: name)
      else { return nil }
      return .unknownWord(word.value, in: vocabulary, at: word.span, otherwise: otherwise)
    }
    let scalars = form.scalars
    guard let first = scalars.first, scalars.allSatisfy({ !$0.words.isEmpty }),
      !scalars.contains(where: { $0.words.contains(word.value) })
    else { return nil }
    var help: String?
    if case .failure(let problem) = first.value(of: word.value) { help = problem.help }
    return Diagnostic(
      .unknownWord,
      "`\(path)` is never `\(word.value.prefix(60))`, because that is not \(first.name).",
      at: word.span, help: help)
  }
}

extension Form {
  /// The form at a dotted path; nil where the path leads nowhere.
  fileprivate func part(at path: String) -> Form? { try? form(at: path.pathSteps[...]).get() }

  /// The forms of the single values that are accepted, alone or in a list.
  fileprivate var scalars: [ScalarForm] {
    switch self {
    case .scalar(let scalar): [scalar]
    case .list(let item): item.scalars
    case .choice(let forms): forms.flatMap(\.scalars)
    case .record, .dictionary, .anything: []
    }
  }
}

extension Operand {
  /// The literal words, alone or in a list.
  fileprivate var writtenWords: [Located<String>] {
    guard case .literal(let literal) = self else { return [] }
    let items: [Located<Value>] =
      if case .list(let items) = literal.value { items } else { [literal] }
    return items.compactMap { item in
      guard case .word(let word) = item.value else { return nil }
      return Located(word, at: item.span)
    }
  }
}
