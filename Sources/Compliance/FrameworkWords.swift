import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

extension Framework {
  /// The words that requirements compare with and that the framework's own vocabularies do not hold: such a
  /// requirement could never be kept, or never be broken.
  var unknownWords: [Diagnostic] {
    requirements.flatMap { requirement -> [Diagnostic] in
      let root = requirement.addressee == .policy ? Policy.form : Layer.form
      // Items of several lists are of one form.
      let item = requirement.draft.forEach?.elements.first.flatMap { root.part(at: $0.value.text) }
      let conditions = requirement.given + requirement.unless + requirement.that
      return conditions.flatMap { condition -> [Diagnostic] in
        guard case .value(let path)? = condition.subject,
          let form = item?.part(at: path.value.text) ?? root.part(at: path.value.text),
          let vocabulary = form.vocabulary.flatMap({ self.vocabulary($0) })
        else { return [] }
        return condition.relation.operands.flatMap(\.writtenWords)
          .filter { vocabulary.meaning(of: $0.value) == nil }
          .map { .unknownWord($0.value, in: vocabulary, at: $0.span) }
      }
    }
  }
}

extension Form {
  /// The form at a dotted path; nil where the path leads nowhere.
  fileprivate func part(at path: String) -> Form? { try? form(at: path.pathSteps[...]).get() }
}

extension Operand {
  /// The words that are written out, alone or in a list.
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
