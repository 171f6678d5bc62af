import CivilTime
import Clauses
import Diagnostics
import Statute
import Testing
import TypedYAML

/// The words of the national framework.
@Suite struct `The national vocabularies` {
  private func vocabulary(_ name: VocabularyName) throws -> OpenVocabulary {
    try #require(try National.framework.vocabulary(name))
  }

  @Test(arguments: [
    VocabularyName.actions, .support, .professionals, .grounds, .noticeExceptions, .deciders,
    .offences,
    .legislation, .guidance, .statements, .ways, .cohorts, .deletionConditions, .coreFunctions,
    .localAuthorities,
  ])
  func `are there for every key that asks for one`(name: VocabularyName) throws {
    #expect(try !vocabulary(name).words.isEmpty)
    #expect(try !vocabulary(name).citations.isEmpty)
  }

  @Test func `say what every word means`() throws {
    for (name, vocabulary) in try National.framework.allVocabularies {
      for word in vocabulary.words {
        #expect(vocabulary.meaning(of: word)?.title != nil, "\(name): \(word)")
        #expect((try? Name(scalar: word)) != nil, "\(name): \(word)")
      }
    }
  }

  @Test
  func `hold every action that a duty, a rule about practice or the work for the office names`()
    throws
  {
    let framework = try National.framework
    let named =
      framework.duties.compactMap(\.draft.action)
      + framework.duties.flatMap(\.preconditions).flatMap { $0.draft.anyOf ?? [] }
      + framework.practice.compactMap(\.draft.action)
      + framework.office.flatMap { $0.actions ?? [] }
    let actions = try vocabulary(.actions)
    #expect(named.count > 60)
    #expect(named.map(\.value.text).filter { actions.meaning(of: $0) == nil } == [])
  }

  @Test(arguments: [
    ("2018-09-01", 152), ("2019-09-01", 151), ("2021-09-01", 152), ("2023-09-01", 153),
    ("2026-09-01", 153),
  ])
  func `hold as many local authorities as England had`(date: String, count: Int) throws {
    let authorities = try vocabulary(.localAuthorities)
    let day = try #require(CivilDate(date))
    let right = authorities.words.filter { authorities.meaning(of: $0)?.isRight(on: day) == true }
    #expect(right.count == count)
  }

  @Test(arguments: [("wales", 22), ("scotland", 32), ("northern_ireland", 11)])
  func `hold the local authorities of the other nations`(nation: String, count: Int) throws {
    let all = try National.framework.allVocabularies
    let found = all.first { $0.name == "local_authorities_of_\(nation)" }
    #expect(found?.vocabulary.words.count == count)
  }

  private static let standings: [(word: String, standing: OpenVocabulary.Standing)] = [
    ("contact_parent", .known("contact_parent")), ("home_visit", .known("home_visit")),
    ("a_visit_to_the_home", .known("home_visit")),
    ("Home visit", .alias(of: "home_visit")), ("HOME-VISIT", .alias(of: "home_visit")),
    ("Telephone call", .alias(of: "contact_parent")),
    ("contact_parnet", .unknown), ("banana", .unknown), ("", .unknown),
  ]

  @Test(arguments: standings)
  func `tell how a word stands to them`(word: String, standing: OpenVocabulary.Standing) throws {
    #expect(try vocabulary(.actions).standing(of: word) == standing)
  }

  @Test(arguments: [
    ("contact_parnet", "contact_parent"), ("Contact parents now", "contact_parent"),
    ("banana", nil),
    ("", nil), (String(repeating: "x", count: 5_000), nil),
  ])
  func `tell which word may be meant`(word: String, meant: String?) throws {
    #expect(try vocabulary(.actions).nearest(to: word) == meant)
  }

  @Test func `are compiled into the program word for word`() throws {
    let outside = try National.framework
    for extent in [Framework.Extent.rules, .practice] {
      let inside = try #require(Framework.embedded(extent).value)
      #expect(inside.vocabularyNames == outside.vocabularyNames)
      for (one, other) in zip(inside.allVocabularies, outside.allVocabularies) {
        #expect(one.vocabulary.words == other.vocabulary.words)
        for word in one.vocabulary.words {
          #expect(one.vocabulary.title(of: word) == other.vocabulary.title(of: word))
        }
      }
    }
  }
}
