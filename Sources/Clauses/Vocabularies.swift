package import TypedYAML

// The open vocabularies that the keys of files name; a framework contains their words.
extension VocabularyName {
  /// The actions of schools and authorities.
  package static let actions = VocabularyName("actions")
  /// The formal kinds of support.
  package static let support = VocabularyName("support")
  /// The professionals whom a school informs.
  package static let professionals = VocabularyName("professionals")
  /// The grounds on which leave is granted.
  package static let grounds = VocabularyName("grounds")
  /// The cases in which notice of leave is not needed.
  package static let noticeExceptions = VocabularyName("notice_exceptions")
  /// The persons and bodies that decide, issue or prosecute.
  package static let deciders = VocabularyName("deciders")
  /// The sections under which parents are prosecuted.
  package static let offences = VocabularyName("offences")
  /// The laws that a policy names.
  package static let legislation = VocabularyName("legislation")
  /// The guidance that a policy names.
  package static let guidance = VocabularyName("guidance")
  /// The kinds of claim under `statements`.
  package static let statements = VocabularyName("statements")
  /// The ways in which parents report an absence.
  package static let ways = VocabularyName("ways")
  /// The groups of pupils analysed separately.
  package static let cohorts = VocabularyName("cohorts")
  /// The conditions for deleting a name.
  package static let deletionConditions = VocabularyName("deletion_conditions")
  /// The functions of an authority for every school.
  package static let coreFunctions = VocabularyName("core_functions")
  /// The local authorities.
  package static let localAuthorities = VocabularyName("local_authorities")
  /// The nations whose law binds schools.
  package static let nations = VocabularyName("nations")
}
