public import TypedYAML

// The open vocabularies that the keys of files name; a framework contains their words.
extension VocabularyName {
  /// The actions of schools and authorities.
  public static let actions = VocabularyName("actions")
  /// The formal kinds of support.
  public static let support = VocabularyName("support")
  /// The professionals whom a school informs.
  public static let professionals = VocabularyName("professionals")
  /// The grounds on which leave is granted.
  public static let grounds = VocabularyName("grounds")
  /// The cases in which notice of leave is not needed.
  public static let noticeExceptions = VocabularyName("notice_exceptions")
  /// The persons and bodies that decide, issue or prosecute.
  public static let deciders = VocabularyName("deciders")
  /// The sections under which parents are prosecuted.
  public static let offences = VocabularyName("offences")
  /// The laws that a policy names.
  public static let legislation = VocabularyName("legislation")
  /// The guidance that a policy names.
  public static let guidance = VocabularyName("guidance")
  /// The kinds of claim under `statements`.
  public static let statements = VocabularyName("statements")
  /// The ways in which parents report an absence.
  public static let ways = VocabularyName("ways")
  /// The groups of pupils analysed separately.
  public static let cohorts = VocabularyName("cohorts")
  /// The conditions for deleting a name.
  public static let deletionConditions = VocabularyName("deletion_conditions")
  /// The functions of an authority for every school.
  public static let coreFunctions = VocabularyName("core_functions")
  /// The local authorities.
  public static let localAuthorities = VocabularyName("local_authorities")
  /// The nations whose law binds schools.
  public static let nations = VocabularyName("nations")
}
