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
    return ActionWords(
      known: knownActions,
      wordings: framework.actionWords.compactMap { wording in
        wording.action.map { ($0.value.text, (wording.words ?? []).map(\.value.text)) }
      }
    ).reading(dataset, adding: totals)
  }

  /// The kinds of action that some clause or rule looks at.
  private var knownActions: Set<String> {
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

/// The words for actions that clauses know, and what logs write for them.
struct ActionWords {
  private let known: Set<String>
  /// The known words by what is the same however they are written.
  private let byKey: [String: String]
  /// Other words for known ones, as words of their own, the longest first.
  private let wordings: [(words: [Substring], action: String)]

  init(known: Set<String>, wordings: [(action: String, words: [String])]) {
    self.known = known
    byKey = Swift.Dictionary(
      known.sorted().map { (Action.key(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    self.wordings = wordings.filter { known.contains($0.action) }.flatMap { wording in
      wording.words.map { (ActionWords.words($0), wording.action) }
    }.enumerated().sorted {
      ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset)
    }.map(\.element)
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
    let remarks =
      remarks
      + unknown.remarks(weight: .loss) { word, rows in
        "`\(word)` (\(rows)) is the action of no clause"
          + (nearest(to: word).map { "; did you mean `\($0)`?" } ?? "")
      }
    guard !names.isEmpty || !remarks.isEmpty else { return dataset }
    return dataset.with(
      pupils: names.isEmpty ? dataset.pupils : dataset.pupils.map { $0.renaming(names) },
      remarks: remarks, losing: unknown.rows)
  }

  /// The known word that another is likely to mean; nil where none is near.
  func nearest(to word: String) -> String? {
    if let near = Wording.suggestion(for: Action.key(of: word), among: known.sorted()) {
      return near
    }
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
