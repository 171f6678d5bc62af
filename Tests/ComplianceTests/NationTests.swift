import Compliance
import Diagnostics
import Testing

/// Schools that the law of England does not bind.
@Suite struct `A policy of another nation` {
  private static func policy(_ school: String, _ body: String = "") -> String {
    """
    rollcall: policy/v1
    school: { name: Elm School, phase: primary, type: maintained\(school.isEmpty ? "" : ", \(school)") }
    status: { ratified: 2024-09-02, review_by: 2027-09-01 }
    penalty_notices: { first: { amount: £120, within: 42 days } }
    \(body)
    """
  }

  private static let elsewhere: [(school: String, body: String, nation: String)] = [
    ("local_authority: cardiff", "", "Wales"), ("local_authority: cardiff_council", "", "Wales"),
    ("local_authority: city_and_county_of_swansea", "", "Wales"),
    ("local_authority: east_dunbartonshire", "", "Scotland"),
    ("local_authority: the_highland_council", "", "Scotland"),
    ("local_authority: belfast_city_council", "", "Northern Ireland"),
    ("nation: scotland, local_authority: dudley", "", "Scotland"),
    ("", "legislation: [education_penalty_notices_wales_regulations_2013]", "Wales"),
    ("", "legislation: [education_attendance_wales_regulations_2031]", "Wales"),
    (
      "local_authority: cardiff", "prosecution: { under: [s35_education_scotland_act_1980] }",
      "Wales"
    ),
    (
      "local_authority: fife",
      "waivers: [{ rule: penalty.not-stated, reason: x, approved_by: y, until: 2027-01-01 }]",
      "Scotland"
    ),
  ]

  @Test(arguments: elsewhere)
  func `is told so in one line and judged by nothing`(
    school: String, body: String, nation: String
  ) throws {
    let file = try LayerFiles(["elm.yaml": Self.policy(school, body)]).check("elm.yaml")
    #expect(file.findings.map(\.diagnostic.rule) == ["word.elsewhere"])
    #expect(file.findings.map(\.diagnostic.severity) == [.warning])
    #expect(file.findings[0].diagnostic.message.contains("England"))
    #expect(
      file.findings[0].diagnostic.message.contains(
        "Nothing here is judged by the rules of England."))
    #expect(file.terms.otherNation == nation)
    #expect(file.rulesChecked == 0)
  }

  @Test(arguments: ["nation: wales", "nation: cymru", "nation: wales, local_authority: powys"])
  func `that says so itself is told what follows, and warned of nothing`(school: String) throws {
    let file = try LayerFiles(["elm.yaml": Self.policy(school)]).check("elm.yaml")
    #expect(file.findings.map(\.diagnostic.rule) == ["nation.elsewhere"])
    #expect(file.findings.map(\.diagnostic.severity) == [.note])
    #expect(file.terms.otherNation == "Wales")
  }

  @Test func `that names an authority of England is warned of what does not fit`() throws {
    let file = try LayerFiles([
      "elm.yaml": Self.policy("nation: wales, local_authority: shropshire")
    ]).check("elm.yaml")
    #expect(file.findings.map(\.diagnostic.rule) == ["word.elsewhere"])
    #expect(
      file.findings[0].diagnostic.message.contains(
        "But `shropshire` is a local authority of England."))
  }

  private static let ours: [(school: String, body: String, elsewhere: Int)] = [
    ("local_authority: dudley", "", 0), ("", "", 0), ("nation: england", "", 0),
    ("local_authority: narnia", "", 0), ("local_authority: newport_pagnell", "", 0),
    ("local_authority: dudley", "legislation: [education_attendance_wales_regulations_2031]", 1),
    ("nation: england, local_authority: cardiff", "", 1),
    ("", "legislation: [education_england_and_wales_act_2031]", 0),
    ("", "legislation: [education_act_1996, education_scotland_act_1980]", 1),
  ]

  @Test(arguments: ours)
  func `is none where something says England`(school: String, body: String, elsewhere: Int) throws {
    let file = try LayerFiles(["elm.yaml": Self.policy(school, body)]).check("elm.yaml")
    let rules = file.findings.map(\.diagnostic.rule)
    #expect(file.terms.otherNation == nil)
    #expect(rules.contains("penalty.first-amount"))
    #expect(rules.count { $0 == "word.elsewhere" } == elsewhere)
    let told = file.findings.filter { $0.diagnostic.rule == "word.elsewhere" }
    #expect(told.allSatisfy { !$0.diagnostic.message.contains("judged") })
  }

  @Test func `keeps to what its cluster agreed`() throws {
    let files = LayerFiles([
      "trees.yaml": LayerFiles.cluster(
        """
        members: [elm.yaml]
        common: { registers: { kept_for: 6 years } }
        agreed: [{ path: leave_of_absence.notice, must: equal, to: 10 school_days }]
        """),
      "elm.yaml": Self.policy(
        "local_authority: powys",
        """
        follows: [trees.yaml]
        leave_of_absence: { notice: 5 school_days }
        registers: { kept_for: 3 years }
        """),
    ])
    let rules = try files.check("elm.yaml").findings.map(\.diagnostic.rule)
    #expect(rules.sorted() == ["agreement.broken", "layer.loosened", "word.elsewhere"])
    #expect(try files.findings("trees.yaml", "agreement.broken").count == 1)
  }

  private static let authorities: [(name: String, body: String, rules: [String])] = [
    ("Swansea", "provides: { code_of_conduct: false }", ["word.elsewhere"]),
    (
      "Cyngor Gwynedd", "common: { penalty_notices: { first: { amount: £120 } } }",
      ["word.elsewhere"]
    ),
    (
      "Some trust",
      "common: { school: { nation: scotland }, penalty_notices: { first: { amount: £120 } } }",
      ["nation.elsewhere"]
    ),
    (
      "Dudley", "common: { penalty_notices: { first: { amount: £120 } } }", ["penalty.first-amount"]
    ),
  ]

  @Test(arguments: authorities)
  func `may be an authority's own file`(name: String, body: String, rules: [String]) throws {
    let file = try LayerFiles([
      "la.yaml": "rollcall: authority/v1\nname: \(name)\nin_force: { from: 2024-09-01 }\n\(body)\n"
    ]).check("la.yaml")
    #expect(file.findings.map(\.diagnostic.rule) == rules)
    #expect((file.terms.otherNation == nil) == (name == "Dudley"))
  }
}
