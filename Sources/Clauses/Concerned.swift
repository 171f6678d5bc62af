import Diagnostics
package import TypedYAML

/// A group of pupils that a column of the pupils' file marks.
package enum PupilGroup: String, Vocabulary {
  case sen, fsm
  case socialWorker = "social_worker"
  case youthOffendingTeam = "youth_offending_team"
  case boarder
  package static let noun = "a group of pupils"
  package static var otherNames: [OtherNames<PupilGroup>] { names { $0 } }

  /// The names in common use for the groups, for a vocabulary that has a word for each.
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

/// A word that restricts a clause or a rule to a group of pupils, or by another condition.
package enum Concerned: String, Vocabulary {
  case sen, fsm
  case socialWorker = "social_worker"
  case youthOffendingTeam = "youth_offending_team"
  case boarder
  /// Pupils who do not board.
  case dayPupil = "day_pupil"
  /// The sessions and dates on which a pupil is of compulsory school age.
  case compulsorySchoolAge = "compulsory_school_age"
  /// Pupils whose main registration is at the school, as nearly all pupils' is.
  case mainRegistration = "main_registration"
  package static let noun = "a group of pupils"
  package static var otherNames: [OtherNames<Concerned>] {
    PupilGroup.names { Concerned(rawValue: $0.rawValue) ?? .sen } + [
      OtherNames(.dayPupil, called: "day_pupils", "day", "not_boarder", "non_boarder"),
      OtherNames(
        .compulsorySchoolAge,
        called: "compulsory_age", "of_compulsory_school_age", "statutory_school_age", "school_age"),
      OtherNames(
        .mainRegistration, called: "main", "main_school", "main_registered", "mainly_registered"),
    ]
  }

  /// The group that the word names; nil for a condition.
  var group: PupilGroup? { PupilGroup(rawValue: rawValue) }
}

/// The sessions of a pupil to which a clause or a rule applies.
package enum Ages: Sendable, Hashable {
  /// All sessions on which the pupil is on roll.
  case all
  /// The sessions on roll on which the pupil is of compulsory school age.
  case compulsory
}

/// The pupils, and their sessions, to which a clause or a rule applies.
package struct PupilScope: Sendable, Hashable {
  /// The groups, of which a pupil must be in one; empty for every pupil.
  package let groups: [PupilGroup]
  /// The other conditions that a pupil must meet.
  package let conditions: Set<Concerned>
  /// The sessions of these pupils.
  package let ages: Ages

  init(_ words: [Located<Concerned>]?) {
    let words = (words ?? []).map(\.value)
    groups = words.compactMap(\.group)
    conditions = Set(words.filter { $0.group == nil })
    ages = conditions.contains(.compulsorySchoolAge) ? .compulsory : .all
  }

  /// Every word of the scope, in the order of the vocabulary.
  package var words: [Concerned] {
    Concerned.allCases.filter { word in
      conditions.contains(word) || word.group.map { groups.contains($0) } ?? false
    }
  }

  /// Whether the scope includes a pupil of some groups, with the main registration here or not.
  package func holds(groups own: Set<PupilGroup>, isMainHere: Bool) -> Bool {
    (groups.isEmpty || groups.contains { own.contains($0) })
      && (isMainHere || !conditions.contains(.mainRegistration))
      && !(own.contains(.boarder) && conditions.contains(.dayPupil))
  }
}
