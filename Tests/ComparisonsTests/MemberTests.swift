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
        // What cannot be compared with a limit, as working days with school days, does not keep it.
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
}
