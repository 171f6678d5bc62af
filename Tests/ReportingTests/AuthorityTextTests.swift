import CivilTime
import Clauses
import Compliance
import Diagnostics
import Reporting
import Statute
import Testing

/// The authority is given once, in one line, with its basis.
@Suite struct `An authority in a report` {
  private static let framework = """
    rollcall: framework/v1
    sources:
      act: { title: The Education Act 1996, short: Act of 1996, kind: law }
      old: { title: A guide for schools (August 2024 edition), short: Guide (August 2024 edition), kind: statutory_guidance, in_force: { from: 2024-08-19, to: 2026-07-08 } }
      new: { title: A guide for schools (July 2026 edition), short: Guide (July 2026 edition), kind: statutory_guidance, in_force: { from: 2026-07-09 }, replaces: [old] }
      report: { title: A report on the guide, kind: document }
      rollcall: { title: Ours, kind: project }
      itself: { title: The policy itself, kind: consistency }
    passages:
      - id: closing
        about: When registers close
        at: [{ source: old, where: para 403 }, { source: new, where: the part on registers, basis: place_unseen }]
        not_checkable: It is not.
    """

  private static func cited(_ citations: String, on date: String = "2026-11-21") -> [CitedSource] {
    let text =
      framework + """

        codes:
          - { code: N, meaning: Not known, class: unauthorised, from: 2020-01-01, cite: [\(citations)] }
        """
    let decoded = Framework.decode([SourceFile(path: "framework.yaml", text: text)])
    let codes = decoded.value?.codes.meanings ?? []
    let dates = CivilDate(date).map { DateRange(on: $0) }
    return decoded.value?.bibliography.cited(codes.flatMap(\.citations), during: dates) ?? []
  }

  private static func finding(
    _ citations: [CitedSource], rule: String = "register.close-limit", line: Int = 1
  ) -> Finding {
    let made = Reports.finding(rule, line: line)
    return Finding(
      made.diagnostic, since: nil, until: nil, expected: nil, found: nil, citations: citations)
  }

  @Test(arguments: [
    (
      "{ source: act, where: s. 444 }, { source: act, where: s. 446 }",
      "Authority: The Education Act 1996, s. 444; s. 446."
    ),
    (
      "{ passage: closing }",
      "Authority: A guide for schools (August 2024 edition), para 403; reissued July 2026, page not looked up."
    ),
    (
      "{ source: act, where: s. 446, basis: unseen }",
      "Authority: The Education Act 1996, s. 446. We have not seen this text."
    ),
    (
      "{ source: act, where: s. 446, basis: unseen }, { source: report, where: p. 2 }",
      "Authority: The Education Act 1996, s. 446, as quoted in A report on the guide, p. 2."
    ),
    (
      "{ source: act, where: s. 444 }, { passage: closing, basis: unseen }",
      "Authority: The Education Act 1996, s. 444."
    ),
    (
      "{ source: act, where: s. 444 }, { source: rollcall, where: the ten school days; neither law nor guidance sets a time }",
      "Authority: The Education Act 1996, s. 444. Our choice: the ten school days; neither law nor guidance sets a time."
    ),
  ])
  func `is one line, with how sure we are`(citations: String, line: String) {
    let report = Reports.report([Self.finding(Self.cited(citations))])
    let words = report.text().split(separator: "\n").joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    #expect(words.contains(line), "\(words)")
    #expect(report.text().split(separator: "Authority:").count == 2)
    #expect(!words.contains("check it against the published text"))
    #expect(report.markdown.contains("- Authority: "))
  }

  @Test func `is none where a policy contradicts itself`() {
    let cited = Self.cited("{ source: itself, where: registers }")
    #expect(cited.count == 1)
    #expect(!Reports.report([Self.finding(cited)]).text().contains("Authority"))
  }

  /// If two findings are at a line, the reference to an authority names the rule.
  @Test(arguments: [(2, "Authority as on line 1."), (1, "Authority as for `a.first` on line 1.")])
  func `names a source in full once, and is given once`(second: Int, pointer: String) throws {
    let act = Self.cited("{ source: act, where: s. 444 }")
    let other = Self.cited("{ source: act, where: s. 446 }")
    let text = Reports.report([
      Self.finding(act, rule: "a.first", line: 1),
      Self.finding(other, rule: "a.second", line: second),
      Self.finding(act, rule: "a.third", line: 3),
    ]).text()
    #expect(text.split(separator: "The Education Act 1996").count == 2)
    #expect(text.contains("Authority: Act of 1996, s. 446."))
    #expect(text.contains(pointer), "\(text)")
  }

  @Test func `that nobody has looked up is counted once, at the end`() {
    let text = Reports.report([
      Self.finding(Self.cited("{ passage: closing }"), rule: "a.first"),
      Self.finding(Self.cited("{ source: act, where: s. 1, basis: unseen }"), rule: "a.second"),
      Self.finding(Self.cited("{ source: act, where: s. 2 }"), rule: "a.third"),
    ]).text()
    #expect(
      text.contains(
        "2 findings cite pages nobody has looked up; `rollcall rules --unverified` lists them."))
    #expect(text.split(separator: "--unverified").count == 2)
  }

  @Test func `of an error tells what contradicts the law from what departs from guidance`() {
    let report = Reports.report([
      Self.finding(
        Self.cited("{ source: act, where: s. 1 }, { passage: closing }"), rule: "a.law"),
      Self.finding(
        Self.cited("{ passage: closing }, { source: act, where: s. 1, basis: unseen }"),
        rule: "a.guidance"),
    ])
    #expect(
      report.text().contains(
        "Of 2 errors 1 contradicts the law and 1 departs from statutory guidance."))
    #expect(report.markdown.contains("**Contradicts the law.**"))
    #expect(report.markdown.contains("**Departs from statutory guidance.**"))
    let json = report.json.text
    #expect(json.contains("\"rests_on\": \"law\""))
    #expect(json.contains("\"rests_on\": \"statutory_guidance\""))
  }

  @Test func `is pointed to by the rule, as one line may have several`() throws {
    let act = Self.cited("{ source: act, where: s. 444 }")
    let text = Reports.report([
      Self.finding(act, rule: "a.first"),
      Self.finding(Self.cited("{ source: act, where: s. 446 }"), rule: "a.second"),
      Self.finding(act, rule: "a.third"),
    ]).text()
    #expect(text.contains("Authority as for `a.first` above."), "\(text)")
  }

  @Test func `never stands without what is wrong`() {
    let act = Self.cited("{ source: act, where: s. 444 }")
    let found = Self.finding(act, rule: "a.first", line: 1)
    let again = Self.finding(act, rule: "a.first", line: 2)
    let text = Reports.report([found, again]).text()
    #expect(text.split(separator: found.diagnostic.message).count == 3, "\(text)")
  }
}
