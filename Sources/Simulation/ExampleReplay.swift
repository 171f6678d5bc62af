import Diagnostics
import PolicyModel
public import PositionedYAML
import Registers
public import Statute
public import TypedYAML

extension Simulator {
  /// Replays the example of a duty or of a rule about practice: a small register, under the part of a
  /// policy that stands beside it.
  ///
  /// Nil, with diagnostics in `reading`, where the example cannot be read.
  public static func replay(
    example node: YAMLNode, _ framework: Framework, _ reading: inout Reading
  ) -> Replay? {
    guard let register = InlineRegister.read(node, &reading) else { return nil }
    let policy = register.policy.flatMap { Policy.read($0.node, &reading) }
    guard let dataset = Dataset(register, &reading), reading.diagnostics.isEmpty else { return nil }
    let document = policy.map { PolicyDocument(path: $0.span.file, own: $0, layers: []) }
    return Simulator(framework, document).replay(dataset)
  }
}
