import Diagnostics
import PositionedYAML
import Registers
import TypedYAML

extension Reading {
  static var empty: Reading { Reading() }
}

/// The dataset of a small register written in YAML.
func inlineDataset(_ yaml: String, _ reading: inout Reading) -> Dataset? {
  let document = YAMLDocument.read(SourceFile(path: "inline.yaml", text: yaml))
  document.diagnostics.forEach { reading.report($0) }
  guard let root = document.value, let register = InlineRegister.read(root, &reading) else {
    return nil
  }
  return Dataset(register, &reading)
}
