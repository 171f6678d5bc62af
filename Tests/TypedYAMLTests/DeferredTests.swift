import Diagnostics
import PositionedYAML
import Synchronization
import Testing
import TypedYAML

@Suite("What is deferred")
struct DeferredTests {
  private typealias Sessions = Deferred<[Club.Session]>

  private func tree(_ text: String) throws -> YAMLNode {
    try #require(YAMLDocument.read(SourceFile(path: "t.yaml", text: text)).value)
  }

  @Test func `is read at once from a file, with everything wrong in it`() throws {
    var reading = Reading()
    let sessions = Sessions.read(try tree("[{ id: early, starts: noon }]"), &reading)
    #expect(sessions?.readAtOnce?.count == 1)
    #expect(reading.diagnostics.map(\.rule) == ["format.value"])
  }

  @Test func `is read from a packed tree when it is asked for, and is the same`() throws {
    let tree = try tree("[{ id: early, starts: 08:00 }, { id: late }]")
    var reading = Reading()
    let sessions = Sessions.read(YAMLNode.unpacking(tree.packed, file: "t.yaml"), &reading)
    #expect(sessions?.readAtOnce == nil)
    let atOnce = [Club.Session].read(tree, &reading)
    #expect(sessions?.value?.map(\.id) == atOnce?.map(\.id))
    #expect(sessions?.erased == atOnce?.erased)
  }

  @Test func `is nothing where a packed tree holds something else`() throws {
    var reading = Reading()
    let packed = YAMLNode.unpacking(try tree("early").packed, file: "t.yaml")
    let sessions = try #require(Sessions.read(packed, &reading))
    #expect(sessions.value == nil)
    #expect(reading.diagnostics.isEmpty)
  }
}

@Suite("A value for later")
struct LaterTests {
  private final class Counter: Sendable {
    let count = Mutex(0)
    func next() -> Int {
      count.withLock { count in
        count += 1
        return count
      }
    }
  }

  @Test func `is worked out once, and not before it is asked for`() {
    let counter = Counter()
    let later = Later { counter.next() }
    #expect(counter.count.withLock { $0 } == 0)
    #expect(later.wrappedValue == 1)
    #expect(later.wrappedValue == 1)
  }
}
