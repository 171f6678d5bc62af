import Diagnostics
package import PolicyModel
package import PositionedYAML
import Registers
package import Statute
package import TypedYAML

extension Simulator {
  /// Replays the example of a duty or of a rule about practice: a small register of a school that follows
  /// some layers, under its own policy or else under the part of one that stands beside the register.
  ///
  /// Nil, with diagnostics in `reading`, where the example cannot be read.
  package static func replay(
    example node: YAMLNode, _ framework: Framework, following layers: [Layer] = [],
    own: Policy? = nil, _ reading: inout Reading
  ) -> Replay? {
    guard let register = InlineRegister.read(node, &reading) else { return nil }
    let beside = register.policy.flatMap { Policy.read($0.node, &reading) }
    guard let dataset = Dataset(register, &reading), reading.diagnostics.isEmpty else { return nil }
    let policy = own ?? beside ?? (layers.isEmpty ? nil : Policy(at: node.span))
    let document = policy.map {
      PolicyDocument(path: $0.span.file, own: $0, layers: layers)
    }
    return Simulator(framework, document).replay(dataset)
  }
}
