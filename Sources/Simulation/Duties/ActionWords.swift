import CivilTime
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
    let offRoll = MarksOffRoll(dataset, framework)
    let remarks = TotalsCheck(dataset, framework).remarks + [offRoll.remark].compactMap { $0 }
    let counted =
      remarks.isEmpty
      ? dataset
      : dataset.with(remarks: remarks, losing: offRoll.marks, of: offRoll.allMarks)
    guard dataset.pupils.contains(where: { !$0.actions.isEmpty }) else { return counted }
    return ActionWords(ofClauses: actionsOfClauses, otherNames: otherNames, framework)
      .reading(counted, outside: actionsOutside(dataset))
  }

  /// The actions dated outside the register that no clause or rule looks at; nil without a calendar.
  ///
  /// What came before it may be a precondition, or be counted with later notices; what comes within four
  /// weeks after it may still do what was due in it.
  private func actionsOutside(_ dataset: Dataset) -> OutsideRows? {
    guard var outside = OutsideRows(dataset.calendar) else { return nil }
    let duties = framework.duties + localDuties.map(\.duty)
    let earlier = PracticeRules.judgedActions.union(
      duties.flatMap { $0.preconditions.flatMap(\.anyOf) })
    let later = Set(duties.map(\.action.text))
    for action in dataset.pupils.lazy.flatMap(\.actions)
    where !(outside.first...outside.last).contains(action.date) {
      let kind = Action.key(of: action.kind)
      let isLookedAt =
        action.date < outside.first
        ? earlier.contains(kind)
        : later.contains(kind) && action.date <= outside.last.adding(days: 28)
      if !isLookedAt { outside.note(action.date, action.evidence) }
    }
    return outside
  }

  /// The words of the policy's clauses and the actions that it declares, each with the word that it means: a
  /// log may write an action as the policy does.
  private var otherNames: [(word: String, meaning: String)] {
    guard let policy else { return [] }
    let declared = policy.declaredActions
    let written = policy.duties.flatMap(\.duty.namedActions).map { word in
      (word, framework.action(called: word, declared: declared))
    }
    return written + declared.sorted().map { ($0, $0) }
  }

  /// The kinds of action that some clause or rule looks at.
  private var actionsOfClauses: Set<String> {
    var known = PracticeRules.judgedActions
    let duties = framework.duties + localDuties.map(\.duty)
    known.formUnion(duties.flatMap(\.namedActions))
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

  /// Gathers the words that are known; `otherNames` gives those that the policy writes, with their meaning.
  init(
    ofClauses: Set<String>, otherNames: [(word: String, meaning: String)], _ framework: Framework
  ) {
    self.ofClauses = ofClauses.sorted()
    self.framework = framework
    let words =
      self.ofClauses + otherNames.map(\.meaning) + (framework.vocabulary(.actions)?.words ?? [])
    known = Set(words)
    byKey = Swift.Dictionary(
      (words.map { ($0, $0) } + otherNames).map { (Action.key(of: $0.0), $0.1) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The dataset with actions whose word differs from a known one in letter case, spaces and hyphens alone
  /// as that one; other words that are not known are named once each, and so are rows outside the register.
  func reading(_ dataset: Dataset, outside: OutsideRows?) -> Dataset {
    var names: [String: String] = [:]
    var unknown = CountedWords()
    var lost = Set(outside?.evidence ?? [])
    let mapped = Swift.Dictionary(grouping: dataset.mappedActions, by: \.action)
    for record in dataset.pupils {
      for action in record.actions where !known.contains(action.kind) {
        if let name = byKey[Action.key(of: action.kind)] {
          names[action.kind] = name
        } else {
          lost.insert(action.evidence)
          unknown.note(
            action.kind, action.evidence, at: mapped[action.kind]?.map(\.evidence).min())
        }
      }
    }
    let wordings = unknown.isEmpty ? [] : wordings
    let remarks =
      [outside?.remark()].compactMap { $0 }
      + unknown.remarks(weight: .loss) { word, rows in
        "`\(word)` (\(rows))\(ActionWords.origin(mapped[word] ?? [])) is the action of no clause"
          + (nearest(to: word, wordings).map { "; did you mean `\($0)`?" } ?? "")
      }
    guard !names.isEmpty || !remarks.isEmpty else { return dataset }
    return dataset.with(
      pupils: names.isEmpty ? dataset.pupils : dataset.pupils.map { $0.renaming(names) },
      remarks: remarks,
      losing: Swift.Dictionary(grouping: lost, by: \.file).mapValues(\.count))
  }

  /// What the manifest gives an action for, in words behind it; nothing where it is the file's own word.
  private static func origin(_ mapped: [MappedAction]) -> String {
    mapped.isEmpty
      ? "" : ", which `actions` gives for \(Wording.list(mapped.map { "`\($0.word)`" })),"
  }

  /// The known words and their aliases, as words of their own: those of clauses first, then those of the
  /// vocabulary, each the longest first.
  private var wordings: [[Phrase]] {
    let ofClauses = Set(ofClauses)
    let all = (framework.vocabulary(.actions)?.namesInUse ?? []).flatMap { action, names in
      ([action] + names).map { Phrase(words: ActionWords.words($0), action: action) }
    }
    return [true, false].map { isOfClause in
      all.filter { ofClauses.contains($0.action) == isOfClause }.enumerated().sorted {
        ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset)
      }.map(\.element)
    }
  }

  /// The action that another word is likely to mean, one of a clause before others; nil where none is near.
  private func nearest(to word: String, _ wordings: [[Phrase]]) -> String? {
    if let near = Wording.suggestion(for: Action.key(of: word), among: ofClauses) { return near }
    let words = ActionWords.words(word)
    let stems = words.map(\.stem)
    for known in wordings {
      let near =
        known.first { words.contains($0.words) } ?? known.first { stems.contains($0.stems) }
        ?? known.first { Set(stems).isSuperset(of: $0.stems) }
      if let near { return near.action }
    }
    return nil
  }

  /// What schools write for an action.
  private struct Phrase {
    let words: [Substring]
    let action: String
    /// The words without their endings.
    let stems: [Substring]

    init(words: [Substring], action: String) {
      (self.words, self.action) = (words, action)
      stems = words.map(\.stem)
    }
  }

  /// A text as words in lower case.
  private static func words(_ text: String) -> [Substring] {
    Action.key(of: text).split { !$0.isLetter && !$0.isNumber }
  }
}

extension Substring {
  /// The word without the endings of plurals and of the past, and without a doubled last letter: `call` and
  /// `called` have one stem.
  fileprivate var stem: Substring {
    var stem = self
    if stem.hasSuffix("s"), !stem.hasSuffix("ss"), stem.count > 3 { stem.removeLast() }
    if let ending = ["ing", "ed", "e"].first(where: { stem.hasSuffix($0) }),
      stem.count - ending.count >= 3
    {
      stem.removeLast(ending.count)
    }
    if let last = stem.last, stem.dropLast().last == last { stem.removeLast() }
    return stem
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
