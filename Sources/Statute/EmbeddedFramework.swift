public import Diagnostics
import PositionedYAML

/// The national framework as it was when the program was built.
///
/// `files`, `rules` and `practice` are generated from `Policies/national` by the build. `files` holds the
/// texts; the others hold trees that were read then: `rules` leaves out the examples, and `practice`
/// what is asked of policies too.
public enum EmbeddedFramework {
  /// The framework's files, named as in the project.
  public static var sourceFiles: [SourceFile] {
    files.map { SourceFile(path: $0.name, text: $0.text) }
  }
}
