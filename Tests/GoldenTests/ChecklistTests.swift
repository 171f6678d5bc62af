import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import PositionedYAML
import Reporting
import SharedLaw
import Statute
import TestSupport
import Testing
import TypedYAML

/// The Department's slides of July 2024 as a checklist of what changed on 19 August.
@Suite struct `The Department's changes of 2024-25` {
  private static let passages: [Passage] = {
    let path = "Policies/authorities/dfe-changes-2024-25.yaml"
    var reading = Reading()
    let node = Checks.read(path).value.flatMap { YAMLDocument.read($0).value }
    return node.flatMap { Layer.read($0, &reading) }?.passages ?? []
  }()

  /// The changes that the slides announce, for schools and in law; the rest repeats earlier rules.
  private static let announced = passages.filter { passage in
    let id = passage.id?.value.text ?? ""
    return ["dfe-reforms-", "dfe-new-", "dfe-schools-"].contains { id.hasPrefix($0) }
  }

  @Test func `are each answered by a rule, or say why none can`() {
    #expect(Self.passages.count >= 50)
    #expect(Self.passages.allSatisfy { ($0.answeredBy != nil) != ($0.notCheckable != nil) })
  }

  @Test func `came with rules that changed on 19 August 2024`() throws {
    var filter = RuleList.Filter()
    filter.changedOn = CivilDate("2024-08-19")
    let framework = try #require(EmbeddedLaw.rules)
    let changed = Set(RuleList(Catalogue(framework), filter).entries.map(\.id))
    #expect(Self.announced.count >= 12)
    for passage in Self.announced {
      guard let answers = passage.answeredBy?.map(\.value.text) else { continue }
      #expect(!changed.isDisjoint(with: answers), "\(passage.id?.value.text ?? ""): \(answers)")
    }
  }
}
