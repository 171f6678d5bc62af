import CivilTime
import Testing

/// Algebraic laws over every range of a small week, so that each relation of two ranges occurs.
@Suite struct `A date range` {
  private static let days = (0..<6).map { CivilDate(day: 19_968 + $0) }

  /// Every range with ends among the days, and those without end.
  private static let ranges: [DateRange] = days.flatMap { first in
    (days.map { Optional($0) } + [nil]).compactMap { DateRange(from: first, to: $0) }
  }

  /// A day beyond every end, which only ranges without end contain.
  private static let probes = days + [CivilDate(day: 30_000), CivilDate(day: 10_000)]

  @Test func `comes in every shape the laws need`() {
    // 6 + 5 + … + 1 with an end, and 6 without.
    #expect(Self.ranges.count == 27)
  }

  @Test func `cannot end before it begins`() {
    let (early, late) = (Self.days[0], Self.days[1])
    #expect(DateRange(from: late, to: early) == nil)
    #expect(DateRange(from: early, to: early) == DateRange(on: early))
    #expect(DateRange(from: early, to: nil)?.last == nil)
  }

  @Test func `contains its ends and nothing outside them`() throws {
    let range = try #require(DateRange(from: Self.days[1], to: Self.days[3]))
    #expect(Self.days.map { range.contains($0) } == [false, true, true, true, false, false])
    let open = try #require(DateRange(from: Self.days[4], to: nil))
    #expect(Self.probes.map { open.contains($0) }.count { $0 } == 3)
  }

  @Test func `intersects another in exactly the dates of both`() {
    for left in Self.ranges {
      for right in Self.ranges {
        let both = left.intersection(right)
        #expect(both == right.intersection(left))
        for date in Self.probes {
          let isInBoth = left.contains(date) && right.contains(date)
          #expect((both?.contains(date) ?? false) == isInBoth, "\(left), \(right), \(date)")
        }
      }
    }
  }

  @Test func `is split into pieces that follow on and make it up`() throws {
    for range in Self.ranges {
      for mask in 0..<64 {
        // Reversed and doubled: the order and number of the cuts must not matter.
        let cuts: [CivilDate] = (0..<6).filter { mask >> $0 & 1 == 1 }.map { Self.days[5 - $0] }
        let pieces = range.split(at: cuts + cuts)
        let first = try #require(pieces.first)
        let last = try #require(pieces.last)
        #expect(first.first == range.first)
        #expect(last.last == range.last)
        for (piece, next) in zip(pieces, pieces.dropFirst()) {
          #expect(piece.last?.adding(days: 1) == next.first)
        }
        let begins = cuts.filter { $0 > range.first && range.contains($0) }.sorted()
        #expect(pieces.dropFirst().map(\.first) == begins)
      }
    }
  }

  @Test func `that is not cut stays whole`() throws {
    let range = try #require(DateRange(from: Self.days[1], to: Self.days[3]))
    #expect(range.split(at: []) == [range])
    #expect(range.split(at: [Self.days[0], Self.days[1], Self.days[4]]) == [range])
  }
}
