import Diagnostics
public import PolicyModel
public import PositionedYAML
import Registers
public import Statute
public import TypedYAML

extension Simulator {
  /// Replays the example of a duty or of a rule about practice: a small register, under the part of a
  /// policy that stands beside it, in a school that follows a layer.
  ///
  /// Nil, with diagnostics in `reading`, where the example cannot be read.
  public static func replay(
    example node: YAMLNode, _ framework: Framework, following layer: Layer? = nil,
    _ reading: inout Reading
  ) -> Replay? {
    guard let register = InlineRegister.read(node, &reading) else { return nil }
    var policy = register.policy.flatMap { Policy.read($0.node, &reading) }
    guard let dataset = Dataset(register, &reading), reading.diagnostics.isEmpty else { return nil }
    if layer != nil, policy == nil { policy = Policy(at: node.span) }
    let document = policy.map { own in
      PolicyDocument(path: own.span.file, own: own, layers: layer.map { [$0] } ?? [])
    }
    return Simulator(framework, document).replay(dataset)
  }
}
