import Generation
import TestSupport
import Testing

/// The totals of generated schools, compared with the Department for Education's figures.
@Suite struct `A generated nation` {
  @Test(arguments: [
    (SchoolKind.primary, Seeds.count(40, long: 150), 40),
    (.secondary, 30, 200), (.special, Seeds.count(8, long: 20), 100),
  ])
  func `has the published absence`(kind: SchoolKind, schools: Int, pupils: Int) throws {
    let nation = try #require(
      NationFigures.count(kind, schools: schools, pupils: pupils, seed: 2024))
    #expect(nation.pupils > schools * pupils * 8 / 10)
    for row in nation.rows {
      #expect(
        row.isClose,
        "\(row.name): \(row.generated) generated, \(row.published) published, ± \(row.tolerance)")
    }
  }

  @Test func `is the same each time`() throws {
    let counts = try (0..<2).map { _ in
      try #require(NationFigures.count(.primary, schools: 2, pupils: 20, seed: 7)).rows
        .map(\.generated)
    }
    #expect(counts[0] == counts[1])
  }
}
