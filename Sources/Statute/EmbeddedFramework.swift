public import Diagnostics

/// The national framework as it was when the program was built.
///
/// `files` is generated from `Policies/national` by the build.
public enum EmbeddedFramework {
  /// The framework's files, named as in the project.
  public static var sourceFiles: [SourceFile] {
    files.map { SourceFile(path: "Policies/national/\($0.name)", text: $0.text) }
  }
}
