import Clauses
import Compliance
import Diagnostics
import PolicyModel
import Statute
import Testing
import TypedYAML

@testable import Comparisons

@Suite struct `The members of a cluster` {
  @Test(arguments: [
    (
      "Policies/clusters/poms-millom.yaml", 8,
      [
        "Blackcombe Junior School": ["leave_of_absence.holidays"],
        "Millom School": ["penalty_notices.issued_by"],
        "St James' Catholic Primary School": ["leave_of_absence.holidays"],
      ]
    ),
    (
      "Policies/clusters/stourbridge-learning-partners.yaml", 6,
      [
        "The Ridge Primary School": ["leave_of_absence.notice", "leave_of_absence.retrospective"],
        "Wollescote Primary School": ["registers.kept_for", "leave_of_absence.holidays"],
      ]
    ),
  ])
  func `are in line, or out of line where their files say`(
    path: String, count: Int, outOfLine: [String: [String]]
  ) throws {
    let members = try PolicyFiles.comparison(path).members
    #expect(members.count == count)
    for member in members {
      #expect(member.outOfLine == outOfLine[member.name] ?? [], "\(member.name)")
    }
  }

  @Test(arguments: [
    "Policies/clusters/poms-millom.yaml", "Policies/clusters/stourbridge-learning-partners.yaml",
  ])
  func `each say what their policy says, and from whom they have it`(path: String) throws {
    let comparison = try PolicyFiles.comparison(path)
    #expect(comparison.rows.count > 40)
    for row in comparison.rows {
      #expect(row.groups.joined().sorted() == Array(comparison.members.indices))
      for (member, cell) in zip(comparison.members, row.cells) {
        let origins = member.document.provenance(at: row.path)
        #expect((cell.clause == nil) == origins.isEmpty, "\(member.name) \(row.path)")
        #expect(cell.clause?.layer == origins.first?.holds.layer)
        #expect(cell.clause?.layer == nil || member.document.layers.count > 0)
      }
    }
  }

  @Test func `may be strictest together, and none is where two cannot be compared`() throws {
    let comparison = try PolicyFiles.comparison(of: [
      "leave_of_absence: { notice: 10 school_days, decision_within: 5 school_days }",
      "leave_of_absence: { notice: 10 school_days, decision_within: 1 week }",
      "leave_of_absence: { notice: 5 school_days }",
    ])
    let places = comparison.rows.map { [$0.path] + $0.cells.map { $0.place?.rawValue ?? "" } }
    #expect(
      places == [
        ["leave_of_absence.notice", "strictest", "strictest", "loosest"],
        ["leave_of_absence.decision_within", "", "", "loosest"],
      ])
    #expect(comparison.members.map(\.strictestIn) == [1, 1, 0])
    #expect(comparison.members.map(\.loosestIn) == [0, 0, 2])
  }

  @Test func `who start at other times are compared by how long the register is open`() throws {
    let comparison = try PolicyFiles.comparison(of: [
      "registers: { morning: { opens: 08:30, closes: 09:00 } }",
      "registers: { morning: { opens: 09:00, closes: 09:20 } }",
      "registers: { morning: { opens: 08:40, closes: 09:00 } }",
    ])
    let row = try #require(comparison.rows.first { $0.path == "registers.morning.closes" })
    #expect(row.cells.map(\.place) == [.loosest, .strictest, .strictest])
    #expect(row.groups == [[1], [2], [0]], "09:00 is not 09:00 where the day starts earlier")
  }

  @Test(arguments: [
    ("09:10", "10 minutes", true), ("09:20", "0 minutes", true), ("09:35", "15 minutes", false),
  ])
  func `are so far from the law's limit`(closes: String, distance: String, isKept: Bool) throws {
    let comparison = try PolicyFiles.comparison(of: [
      "registers: { morning: { opens: 08:50, closes: \(closes) } }", "day: { starts: 08:50 }",
    ])
    let row = try #require(comparison.rows.first { $0.path == "registers.morning.closes" })
    let limit = try #require(row.cells[0].limits.first { $0.rule == "register.close-limit" })
    #expect(limit.distance?.words == distance)
    #expect(limit.isKept == isKept)
    #expect(limit.limit.words == "30 minutes")
    #expect(limit.citations.filter(\.isLaw).count > 0)
    #expect(row.cells[1].limits.isEmpty)
  }

  @Test(arguments: [
    "Policies/clusters/poms-millom.yaml", "Policies/clusters/stourbridge-learning-partners.yaml",
  ])
  func `break a limit where a check finds that they break the rule`(path: String) throws {
    let comparison = try PolicyFiles.comparison(path)
    var broken = 0
    for (index, member) in comparison.members.enumerated() {
      for limit in comparison.rows.flatMap({ $0.cells[index].limits }) {
        let isFound = member.findings.contains { finding in
          finding.diagnostic.rule == limit.rule && finding.diagnostic.path == limit.path
            && finding.until == nil
        }
        broken += limit.isKept == true ? 0 : 1
        // A value that does not compare with a limit, as working days with school days, does not
        // keep it.
        #expect(isFound == (limit.isKept != true), "\(member.name) \(limit.rule)")
      }
    }
    #expect(broken > 0)
  }

  @Test func `are not there in a school's own policy`() {
    let loaded = Cluster.load("Policies/schools/st-james.yaml", reading: PolicyFiles.read)
    #expect(loaded.value == nil)
    #expect(loaded.diagnostics.isEmpty)
  }

  // MARK: Agreements

  /// A cluster and its members' policies, by what each says.
  private func comparison(
    agreed: String, common: String = "{}", _ bodies: [String], follows: Bool = true
  ) throws -> (cluster: MemberComparison, check: [Finding]) {
    let text = """
      rollcall: cluster/v1
      name: The Trees
      members: [\(bodies.indices.map { "\($0).yaml" }.joined(separator: ", "))]
      common: \(common)
      agreed: [\(agreed)]
      """
    let files = MadeFiles { path in
      guard let number = Int(path.prefix { $0 != "." }), bodies.indices.contains(number) else {
        return text
      }
      return """
        rollcall: policy/v1
        school: { name: School \(number), phase: primary, type: maintained }
        \(follows ? "follows: [trees.yaml]" : "data_use: { analysed: weekly }")
        status: { ratified: 2025-09-01, review_by: 2026-08-31 }
        \(bodies[number])
        """
    }
    let read = Cluster.load("trees.yaml", reading: files.read)
    #expect(read.diagnostics.map(\.message) == [])
    let cluster = try #require(read.value)
    let checker = try #require(PolicyFiles.checker)
    return (
      MemberComparison(
        cluster.members, cluster: cluster.layer, checker, PolicyFiles.question),
      checker.check(CheckSubject.load("trees.yaml", reading: files.read), PolicyFiles.question)
        .findings
    )
  }

  private static func letter(_ absence: String) -> String {
    "escalation: [{ id: letter, when: { absence: \(absence), in: term }, do: stage_letter }]"
  }

  private static let agreements: [(agreed: String, bodies: [String], lines: [Keeping?])] = [
    (
      "{ path: registers.morning.closes, must: at_most, to: 20 minutes }",
      [
        "registers: { morning: { opens: 08:50, closes: 09:10 } }",
        "registers: { morning: { opens: 08:30, closes: 09:00 } }", "day: { starts: 08:50 }",
      ], [.kept, .broken, .broken]
    ),
    (
      "{ path: registers.morning.closes, must: be_the_same }",
      [
        "registers: { morning: { opens: 08:50, closes: 09:15 } }",
        "registers: { morning: { opens: 09:00, closes: 09:25 } }",
        "registers: { morning: { opens: 09:00, closes: 09:20 } }",
      ], [.kept, .kept, .broken]
    ),
    (
      "{ path: escalation.letter.when.absence, must: at_most, to: 6 % }",
      [letter("5 %"), letter("7 %"), letter("4 days")], [.kept, .broken, nil]
    ),
    (
      "{ path: leave_of_absence.notice, must: be_the_same }",
      [
        "leave_of_absence: { notice: 10 school_days }", "leave_of_absence: { notice: 2 weeks }",
        "leave_of_absence: { notice: 10 school_days }",
      ], [.kept, nil, .kept]
    ),
  ]

  /// Nil means undecided.
  @Test(arguments: agreements, [true, false])
  func `are judged as a check of the cluster's file judges them`(
    agreement: (agreed: String, bodies: [String], lines: [Keeping?]), follows: Bool
  ) throws {
    let (comparison, check) = try comparison(
      agreed: agreement.agreed, agreement.bodies, follows: follows)
    for (number, line) in agreement.lines.enumerated() {
      let member = comparison.members[number]
      #expect(member.outOfLine.isEmpty == (line != .broken), "\(member.name)")
      #expect(member.untold.isEmpty == (line != nil), "\(member.name)")
      let found = check.filter { finding in
        finding.diagnostic.rule.hasPrefix("agreement.")
          && finding.diagnostic.message.hasPrefix(member.name + " ")
      }.map(\.diagnostic.rule)
      guard !agreement.agreed.contains("be_the_same") else { continue }
      #expect(
        found == (line == .kept ? [] : [line == .broken ? "agreement.broken" : "agreement.untold"]))
    }
    let promised = comparison.rows.filter { $0.agreed != nil }
    #expect(promised.count == 1)
    #expect(promised[0].cells.contains { $0.clause != nil }, "it is told where the members say it")
  }

  @Test func `are not praised alone for what a check warns against`() throws {
    let closes = "registers: { morning: { opens: 08:50, closes: 09:40 } }"
    let (comparison, _) = try comparison(
      agreed: "{ path: registers.morning.closes, must: equal, to: 50 minutes }", [closes, closes])
    #expect(comparison.members.allSatisfy { $0.outOfLine.isEmpty })
    #expect(comparison.members.map(\.warnedAgainst).joined().count == 2)
    let row = try #require(comparison.rows.first { $0.agreed != nil })
    #expect(row.cells[0].warnings.map(\.diagnostic.rule).contains("register.close-limit"))
  }

  // MARK: Growth

  @Test(arguments: [50, 400])
  func `are each compared a few times, however many they are`(count: Int) {
    var compared = 0
    func standing(_ left: Int, _ right: Int) -> Comparison {
      compared += 1
      return left == right ? .same : left < right ? .stricter : .looser
    }
    let values = (0..<count).map { $0 * 37 % count }
    #expect(Extremes.places(values, .stricter, standing).map { values[$0] } == [0])
    #expect(Extremes.places(values, .looser, standing).map { values[$0] } == [count - 1])
    #expect(compared < 4 * count)
  }

  @Test func `have no strictest where two cannot be compared`() {
    // Whole numbers ordered by divisibility: 1 divides all; 4 and 6 are incomparable.
    func standing(_ left: Int, _ right: Int) -> Comparison {
      left == right
        ? .same
        : left.isMultiple(of: right)
          ? .looser : right.isMultiple(of: left) ? .stricter : .incomparable
    }
    #expect(Extremes.places([4, 6, 12], .stricter, standing) == [])
    #expect(Extremes.places([4, 6, 12, 12], .looser, standing) == [2, 3])
    #expect(Extremes.places([6, 1, 4], .stricter, standing) == [1])
    #expect(Extremes.places([4, 4], .stricter, standing) == [])
    #expect(Extremes.places([Int](), .stricter, standing) == [])
  }
}

/// Files that are created on request.
private struct MadeFiles {
  let text: @Sendable (String) -> String

  init(_ text: @escaping @Sendable (String) -> String) { self.text = text }

  func read(_ path: String) -> Outcome<SourceFile> {
    Outcome(SourceFile(path: path, text: text(path)))
  }
}
