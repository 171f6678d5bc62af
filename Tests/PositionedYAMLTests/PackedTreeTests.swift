import Diagnostics
import PositionedYAML
import TestSupport
import Testing

extension YAMLNode {
  /// How many nodes there are, with this one.
  fileprivate var parts: Int {
    switch content {
    case .scalar: 1
    case .sequence(let items): items.reduce(1) { $0 + $1.parts }
    case .mapping(let entries): entries.reduce(1) { $0 + $1.value.parts }
    }
  }
}

@Suite("A packed tree")
struct PackedTreeTests {
  @Test(arguments: ProjectFiles.yamlFiles(in: "Policies"))
  func `is read back as it was, with every place`(path: String) throws {
    let text = try #require(ProjectFiles.text(path))
    let root = try #require(YAMLDocument.read(SourceFile(path: path, text: text)).value)
    #expect(YAMLNode.unpacking(root.packed, file: path) == root)
  }

  @Test func `never fails, however it was damaged`() throws {
    let text = try #require(ProjectFiles.text("Policies/schools/st-james.yaml"))
    let root = try #require(YAMLDocument.read(SourceFile(path: "t.yaml", text: text)).value)
    let packed = Array(root.packed.utf8)
    var random = SplitMix64(seed: 7)
    for _ in 0..<500 {
      var bytes = Array(packed.prefix(random.below(packed.count + 1)))
      for _ in 0..<random.below(20) where !bytes.isEmpty {
        bytes[random.below(bytes.count)] = UInt8(random.below(256))
      }
      let damaged = String(decoding: bytes, as: UTF8.self)
      let tree = YAMLNode.unpacking(damaged, file: "t.yaml")
      #expect(tree.parts <= bytes.count)
    }
  }
}
