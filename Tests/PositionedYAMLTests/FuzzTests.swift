import Diagnostics
import PositionedYAML
import TestSupport
import Testing

/// Whatever a file contains, diagnostics are at places within it.
@Suite struct `Damaged text` {
  private static let policy = """
    rollcall: policy/v1
    school: { name: "St Mary’s – École 😀", type: maintained } # é
    status:
      ratified: 2024-09-01
      review_by: '2025-09-01'
    registers:
      morning:   { opens: 08:50, closes: 09:10 }
      codes: [/, \\, L, '#', "\\\\", N] # the usual
    follow_up:
      - id: first-day-contact
        when: { unexplained_absence: 1 session }
        note: |
          Call home.
            # not a comment

          "Twice" if need be.
      - when: { late: more than 10 %, in: 10 school_weeks }
        do: >-
          letter: stage A
    penalties: { sum: £160, reduced: £80 }

    """

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `from a policy is read without a trap and with places in it`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for round in 0..<800 {
      var bytes = Array(Self.policy.utf8)
      for _ in 0...random.below(4) { DamagedText.damage(&bytes, &random) }
      check(bytes, "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `made of marks alone is read without a trap and with places in it`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for round in 0..<2_000 {
      let bytes = (0..<random.below(24)).flatMap { _ in
        DamagedText.fragments[random.below(DamagedText.fragments.count)]
      }
      check(bytes, "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: [7] as [UInt64])
  func `of random scalars is read without a trap and with places in it`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for round in 0..<1_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<random.below(60) {
        // Mostly ASCII, because few other lines are YAML.
        let limit = [0x80, 0x80, 0x80, 0x300, 0x3000, 0x11_0000][random.below(6)]
        guard let scalar = Unicode.Scalar(UInt32(random.below(limit))), scalar != "\r" else {
          continue
        }
        text.append(scalar)
      }
      check(Array(String(text).utf8), "seed \(seed), round \(round)")
    }
  }

  @Test func `begins from a policy that is read without a fault`() {
    #expect(faults(Self.policy) == [])
  }

  /// Viewers end lines at LF, but libyaml ends them at a lone CR too.
  @Test func `with the line ends of old is located on lines that there are`() {
    check(Array("a: 1\rb: 2\ra: 3".utf8), "old line ends")
  }

  /// Reads bytes and checks that every place is one of the text, or just past the end of a line.
  private func check(_ bytes: [UInt8], _ comment: Comment) {
    let file = SourceFile.decoding(bytes, path: "f.yaml")
    let outcome = file.value.map { YAMLDocument.read($0) } ?? Outcome(nil, file.diagnostics)
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let lines = content.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self).unicodeScalars.count }
    // libyaml ends the last line even where no line break does, and may point past it.
    let lengths = lines + [0]
    func isInside(_ place: SourcePosition, past: Int) -> Bool {
      place.line >= 1 && place.column >= 1 && place.line <= lengths.count
        && place.column <= lengths[place.line - 1] + past
    }
    var isSound = outcome.value != nil || !outcome.diagnostics.isEmpty
    for diagnostic in outcome.diagnostics {
      isSound = isSound && isInside(diagnostic.span.start, past: 1)
      isSound = isSound && isInside(diagnostic.span.end, past: 2)
      isSound = isSound && diagnostic.span.start <= diagnostic.span.end
      isSound = isSound && diagnostic.related.allSatisfy { isInside($0.span.start, past: 1) }
    }
    for span in outcome.value?.spans ?? [] {
      isSound = isSound && isInside(span.start, past: 1) && isInside(span.end, past: 1)
      isSound = isSound && span.start <= span.end
    }
    // One expectation for each text would make thousands of records.
    if !isSound {
      let text = String(decoding: bytes, as: UTF8.self)
      let places = outcome.diagnostics.map { "\($0.rule) \($0.span.start) \($0.span.end)" }
      Issue.record("\(comment): \(places) in \(text.debugDescription)")
    }
  }
}
