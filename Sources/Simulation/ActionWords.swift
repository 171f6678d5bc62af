import Clauses
import Diagnostics
import PolicyModel
import Registers
import Statute
import TypedYAML

extension Simulator {
  /// A dataset with its actions in the words of the clauses, and with what the clauses and the codes show to
  /// be worth checking in it.
  func prepared(_ dataset: Dataset) -> Dataset {
    let totals = TotalsCheck(dataset, framework).remarks
    guard dataset.pupils.contains(where: { !$0.actions.isEmpty }) else {
      return totals.isEmpty ? dataset : dataset.with(pupils: dataset.pupils, remarks: totals)
    }
    return ActionWords(ofClauses: actionsOfClauses, declared: declaredActions, framework)
      .reading(dataset, adding: totals)
  }

  /// The actions of the school's own that the policy and its layers declare.
  private var declaredActions: [String] {
    let layers = policy?.layers ?? []
    let declared = [policy?.own.actions] + layers.flatMap { [$0.actions, $0.common?.actions] }
    return declared.compactMap { $0 }.flatMap(\.names).map(\.value)
  }

  /// The kinds of action that some clause or rule looks at.
  private var actionsOfClauses: Set<String> {
    var known = PracticeRules.judgedActions
    let duties = framework.duties + (policy?.duties ?? []).map(\.duty)
    for duty in duties {
      known.insert(duty.action.text)
      known.formUnion(duty.preconditions.flatMap(\.anyOf))
      if case .event(.action(let kind, _)) = duty.occasion { known.insert(kind) }
    }
    known.formUnion(framework.practice.compactMap { $0.draft.action?.value.text })
    return known
  }
}

/// The words for actions that clauses and the framework know, and what logs write for them.
struct ActionWords {
  /// The actions that a clause or a rule looks at, in order.
  private let ofClauses: [String]
  private let known: Set<String>
  /// The known words by what is the same however they are written; those of clauses first.
  private let byKey: [String: String]
  private let framework: Framework

  /// Gathers the words that are known; a school's own are those that it declares.
  init(ofClauses: Set<String>, declared: [String], _ framework: Framework) {
    self.ofClauses = ofClauses.sorted()
    self.framework = framework
    let words = self.ofClauses + declared + (framework.vocabulary(.actions)?.words ?? [])
    known = Set(words)
    byKey = Swift.Dictionary(
      words.map { (Action.key(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The dataset with actions whose word differs from a known one in letter case, spaces and hyphens alone
  /// as that one; other words that are not known are named once each.
  func reading(_ dataset: Dataset, adding remarks: [Remark]) -> Dataset {
    var names: [String: String] = [:]
    var unknown = CountedWords()
    for record in dataset.pupils {
      for action in record.actions where !known.contains(action.kind) {
        if let name = byKey[Action.key(of: action.kind)] {
          names[action.kind] = name
        } else {
          unknown.note(action.kind, action.evidence)
        }
      }
    }
    let wordings = unknown.isEmpty ? [] : wordings
    let remarks =
      remarks
      + unknown.remarks(weight: .loss) { word, rows in
        "`\(word)` (\(rows)) is the action of no clause"
          + (nearest(to: word, wordings).map { "; did you mean `\($0)`?" } ?? "")
      }
    guard !names.isEmpty || !remarks.isEmpty else { return dataset }
    return dataset.with(
      pupils: names.isEmpty ? dataset.pupils : dataset.pupils.map { $0.renaming(names) },
      remarks: remarks, losing: unknown.rows)
  }

  /// The aliases of the words of clauses, as words of their own, the longest first.
  private var wordings: [(words: [Substring], action: String)] {
    let ofClauses = Set(ofClauses)
    return (framework.vocabulary(.actions)?.namesInUse ?? []).filter { ofClauses.contains($0.word) }
      .flatMap { action, names in names.map { (ActionWords.words($0), action) } }
      .enumerated().sorted {
        ($1.element.0.count, $0.offset) < ($0.element.0.count, $1.offset)
      }.map(\.element)
  }

  /// The action of a clause that another word is likely to mean; nil where none is near.
  private func nearest(
    to word: String, _ wordings: [(words: [Substring], action: String)]
  ) -> String? {
    if let near = Wording.suggestion(for: Action.key(of: word), among: ofClauses) { return near }
    let words = ActionWords.words(word)
    return wordings.first { words.contains($0.words) }?.action
  }

  /// A text as words in lower case.
  private static func words(_ text: String) -> [Substring] {
    Action.key(of: text).split { !$0.isLetter && !$0.isNumber }
  }
}

extension [Substring] {
  /// Whether other words stand in these side by side.
  fileprivate func contains(_ others: [Substring]) -> Bool {
    guard !others.isEmpty, others.count <= count else { return false }
    return (0...(count - others.count)).contains {
      self[$0..<($0 + others.count)].elementsEqual(others)
    }
  }
}

extension PupilRecord {
  /// The record with other words for actions.
  fileprivate func renaming(_ names: [String: String]) -> PupilRecord {
    guard actions.contains(where: { names[$0.kind] != nil }) else { return self }
    return with(
      actions: actions.map { action in
        guard let name = names[action.kind] else { return action }
        return Action(
          date: action.date, time: action.time, kind: name, detail: action.detail,
          parent: action.parent, amount: action.amount, evidence: action.evidence)
      })
  }
}
