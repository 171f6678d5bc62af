public import Diagnostics

/// The national framework as it was when the program was built.
///
/// `files`, `rules` and `practice` are generated from `Policies/national` by the build; the second
/// leaves out the examples, and the third the requirements too.
public enum EmbeddedFramework {
  /// The framework's files, named as in the project.
  public static var sourceFiles: [SourceFile] { located(files) }

  /// The same without the examples of requirements and duties; every place stays the same.
  static var ruleFiles: [SourceFile] { located(rules) }

  /// The same without what is asked of policies; every place stays the same.
  static var practiceFiles: [SourceFile] { located(practice) }

  private static func located(_ files: [(name: String, text: String)]) -> [SourceFile] {
    files.map { SourceFile(path: "Policies/national/\($0.name)", text: $0.text) }
  }
}
