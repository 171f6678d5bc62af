package import Diagnostics
import PositionedYAML

/// The national framework as of the program's build.
///
/// `files`, `rules` and `practice` are generated from `Policies/national` by the build. `files`
/// contains the texts, the others parsed trees: `rules` without the examples, and `practice`
/// without the requirements on policies too.
package enum EmbeddedFramework {
  /// The framework's files, named as in the project.
  package static var sourceFiles: [SourceFile] {
    files.map { SourceFile(path: $0.name, text: $0.text) }
  }
}
