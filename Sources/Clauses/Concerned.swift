import Diagnostics
public import TypedYAML

/// A group of pupils that a column of the pupils' file marks.
public enum PupilGroup: String, Vocabulary {
  case sen, fsm
  case socialWorker = "social_worker"
  case youthOffendingTeam = "youth_offending_team"
  case boarder
  public static let noun = "a group of pupils"
  public static var otherNames: [OtherNames<PupilGroup>] { names { $0 } }

  /// What people call the groups, for a vocabulary that has a word for each.
  fileprivate static func names<Word: Vocabulary>(
    _ word: (PupilGroup) -> Word
  ) -> [OtherNames<Word>] {
    [
      OtherNames(word(.sen), called: "send", "special_educational_needs", "sen_support", "ehcp"),
      OtherNames(word(.fsm), called: "free_school_meals", "pupil_premium", "disadvantaged"),
      OtherNames(
        word(.socialWorker),
        called: "social_workers", "social_care", "child_in_need", "looked_after"),
      OtherNames(word(.youthOffendingTeam), called: "yot", "youth_justice"),
      OtherNames(word(.boarder), called: "boarders", "boarding", "boarding_pupil"),
    ]
  }
}

/// A word that says whom a clause or a rule is for: a group of pupils, or what else must hold of them.
public enum Concerned: String, Vocabulary {
  case sen, fsm
  case socialWorker = "social_worker"
  case youthOffendingTeam = "youth_offending_team"
  case boarder
  /// Pupils who do not board.
  case dayPupil = "day_pupil"
  /// The sessions and dates on which a pupil is of compulsory school age.
  case compulsorySchoolAge = "compulsory_school_age"
  /// Pupils whose main registration is at the school, as nearly everybody's is.
  case mainRegistration = "main_registration"
  public static let noun = "a group of pupils"
  public static var otherNames: [OtherNames<Concerned>] {
    PupilGroup.names { Concerned(rawValue: $0.rawValue) ?? .sen } + [
      OtherNames(.dayPupil, called: "day_pupils", "day", "not_boarder", "non_boarder"),
      OtherNames(
        .compulsorySchoolAge,
        called: "compulsory_age", "of_compulsory_school_age", "statutory_school_age", "school_age"),
      OtherNames(
        .mainRegistration, called: "main", "main_school", "main_registered", "mainly_registered"),
    ]
  }

  /// The group that it names; nil for a word that narrows them all.
  var group: PupilGroup? { PupilGroup(rawValue: rawValue) }
}

/// Which of a pupil's sessions a clause or a rule looks at.
public enum Ages: Sendable, Hashable {
  /// All on which the pupil is on roll.
  case all
  /// Those of them on which the pupil is of compulsory school age.
  case compulsory
}

/// The pupils, and the sessions of theirs, that a clause or a rule is for.
public struct PupilScope: Sendable, Hashable {
  /// The groups, of which a pupil must be in one; empty for every pupil.
  public let groups: [PupilGroup]
  /// What else must hold of a pupil.
  public let conditions: Set<Concerned>

  init(_ words: [Located<Concerned>]?) {
    let words = (words ?? []).map(\.value)
    groups = words.compactMap(\.group)
    conditions = Set(words.filter { $0.group == nil })
  }

  /// Which sessions of theirs.
  public var ages: Ages { conditions.contains(.compulsorySchoolAge) ? .compulsory : .all }

  /// Every word of it, in the order of the vocabulary.
  public var words: [Concerned] {
    Concerned.allCases.filter { word in
      conditions.contains(word) || word.group.map { groups.contains($0) } ?? false
    }
  }

  /// Whether it is for a pupil of some groups, registered mainly here or not.
  public func holds(groups own: Set<PupilGroup>, isMainHere: Bool) -> Bool {
    (groups.isEmpty || groups.contains { own.contains($0) })
      && (isMainHere || !conditions.contains(.mainRegistration))
      && !(own.contains(.boarder) && conditions.contains(.dayPupil))
  }
}
