import Diagnostics
import PolicyModel
import PositionedYAML
import Testing
import TypedYAML

@testable import Compliance

/// Work is counted, not timed: twice the input takes twice the work.
@Suite struct `The work of a check` {
  private func policy(_ count: Int) throws -> Located<Value> {
    let items = (0..<count).map {
      "  - { id: f\($0), when: { absence: 1 day }, do: step_\($0 % 7), within: same_day }\n"
    }
    let text = "rollcall: policy/v1\nschool: { name: Elm }\nfollow_up:\n" + items.joined()
    let root = try #require(YAMLDocument.read(SourceFile(path: "p", text: text)).value)
    var reading = Reading()
    return try #require(Policy.read(root, &reading)).erased
  }

  @Test(arguments: [100, 200, 400])
  func `looks at each item of a list once for what comes before the others`(count: Int) throws {
    let asked = AskedValues(try policy(count))
    let path = BoundPath(isFromItem: true, "do")
    let contexts = asked.contexts([BoundPath("follow_up.*")])
    #expect(contexts.count == count)
    let firsts = contexts.map { asked.firstPlaces($0, path) }
    #expect(Set(firsts.map { ObjectIdentifier($0) }).count == 1)
    #expect(firsts[0].itemsRead == count)
    #expect(firsts[0].place(ofAny: [.word("step_3"), .word("step_2")]) == 2)
    #expect(firsts[0].place(ofAny: [.word("step_9")]) == nil)
  }

  @Test(arguments: [
    ("2 weeks", "14 days"), ("at least 10 %", "10 %"), ("1 year", "12 months"), ("£60", "£60.00"),
  ])
  func `finds values again that mean the same`(left: String, right: String) {
    #expect(Value(form: left).meaning == Value(form: right).meaning)
  }

  @Test func `tells apart what does not mean the same, and nothing else`() {
    let texts = [
      "10 %", "at least 10 %", "more than 10 %", "at most 10 %", "2 weeks", "14 days",
      "14 school_days",
      "10 sessions", "£10", "10", "08:50", "8:50", "2024-09-01", "true", "yes", "word",
    ]
    let values = texts.map { Value(form: $0) } + [.text("word"), .text("true"), .truth(false)]
    for left in values {
      for right in values {
        #expect((left.meaning == right.meaning) == left.means(right), "\(left) \(right)")
      }
    }
  }

  @Test func `is bounded by how many files a policy may follow`() throws {
    let names = (0..<100).map { "l\($0).yaml" }
    var files = ["p.yaml": LayerFiles.school(names.joined(separator: ", "), "")]
    for name in names { files[name] = LayerFiles.cluster("") }
    let findings = try LayerFiles(files).findings("p.yaml", "format.follows")
    #expect(findings.map(\.diagnostic.message) == ["The policy follows 100 files; 64 are read."])
  }
}
