import CivilTime
import Diagnostics
import Generation
import Registers
import SharedLaw
import Simulation
import Statute
import TestSupport
import Testing

/// The example's register holds a list of planted divergences; a replay finds those and no others.
@Suite struct `The example` {
  /// A divergence as the planted table writes it.
  private struct Row: Hashable, Comparable, CustomStringConvertible {
    let clause, kind, pupil, date, session: String
    var description: String { "\(clause) \(kind) \(pupil) \(date) \(session)" }
    static func < (left: Row, right: Row) -> Bool { left.description < right.description }
  }

  private func planted() throws -> [Row] {
    let table = try #require(ProjectFiles.text("\(Example.folder)/planted.csv"))
    return table.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Row(
        clause: cells[0], kind: cells[1], pupil: cells[2], date: cells[3], session: cells[4])
    }
  }

  @Test func `has at least a dozen planted divergences`() throws {
    #expect(try planted().count >= 12)
  }

  @Test func `gives up each planted divergence, and nothing else`() throws {
    let found = try Example.replay().divergences.map { divergence in
      Row(
        clause: divergence.clause, kind: divergence.kind.rawValue,
        pupil: divergence.pupil ?? divergence.group ?? "",
        date: divergence.date.description, session: divergence.half?.abbreviation ?? "")
    }
    #expect(found.sorted() == (try planted()).sorted())
  }

  @Test func `leads each divergence back to rows of the data`() throws {
    for divergence in try Example.replay().divergences {
      #expect(!divergence.evidence.isEmpty, "\(divergence.message)")
    }
  }

  @Test func `is what the generator makes from its seed`() throws {
    let framework = try #require(EmbeddedLaw.rules)
    let school = try #require(
      GeneratedSchool.make(
        .init(seed: 2024, pupils: 210, practice: 0.98), framework: framework,
        policy: try Example.policy()
      ).value)
    #expect(
      school.files.map(\.name)
        == ProjectFiles.names(in: Example.folder).sorted {
          school.files.map(\.name).firstIndex(of: $0) ?? 99
            < school.files.map(\.name).firstIndex(of: $1) ?? 99
        })
    for file in school.files {
      let committed = ProjectFiles.text("\(Example.folder)/\(file.name)")
      #expect(committed == file.text, "\(file.name) differs; run make example")
    }
  }
}
