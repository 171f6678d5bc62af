import Diagnostics
import PositionedYAML
import TestSupport
import Testing

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
      var bytes = Array(packed.prefix(Int.random(in: 0...packed.count, using: &random)))
      for _ in 0..<Int.random(in: 0...20, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      let damaged = String(decoding: bytes, as: UTF8.self)
      #expect(YAMLNode.unpacking(damaged, file: "t.yaml").span.file == "t.yaml")
    }
  }
}
