public import CivilTime
import Clauses
public import Compliance
public import Diagnostics
public import PolicyModel
import Statute
import TypedYAML

/// The policies of several schools side by side, clause by clause.
public struct MemberComparison: Sendable {
  /// One of the schools.
  public struct Member: Sendable {
    /// The school's policy with what it follows.
    public let document: PolicyDocument
    /// What a check finds in it.
    public let findings: [Finding]
    /// The date by whose law its limits are taken: the report's, or the nearest on which it is in force.
    public let date: CivilDate
    /// In how many clauses it asks for more than every other that differs, and in how many for less.
    public internal(set) var strictestIn = 0
    public internal(set) var loosestIn = 0
    /// The paths at which it departs from what the members agreed or have in common.
    public internal(set) var outOfLine: [String] = []

    /// The school's name.
    public var name: String { document.schoolName }
    /// How many findings of a severity count.
    public func count(_ severity: Severity) -> Int {
      findings.count { $0.counts && $0.diagnostic.severity == severity }
    }
  }

  /// What one school says in one clause.
  public struct Cell: Sendable {
    /// Where it stands among the others.
    public enum Place: String, Sendable {
      case strictest, loosest
    }

    /// What it says; nil where it says nothing.
    public let clause: SaidClause?
    /// Whether none asks for more, or none for less, and some school differs.
    public internal(set) var place: Place?
    /// Whether it departs from what the members agreed or have in common.
    public internal(set) var isOutOfLine = false
    /// The limits that the law sets to it.
    public let limits: [LegalLimit]

    /// The place among the others, the strictest first.
    fileprivate var rank: Int { place == .strictest ? 0 : place == .loosest ? 2 : 1 }

    /// What it says in words.
    public var words: String { clause?.words ?? "says nothing" }
  }

  /// One clause over all schools.
  public struct Row: Sendable {
    /// The path of the clause.
    public let path: String
    /// What each school says, in the order of the members.
    public internal(set) var cells: [Cell]
    /// What the members agreed on, in words; nil where they agreed on nothing.
    public let agreed: String?

    /// The schools by what they say: the strictest first, the loosest last, else in their order.
    public var groups: [[Int]] {
      unordered.sorted { left, right in
        (cells[left[0]].rank, left[0]) < (cells[right[0]].rank, right[0])
      }
    }

    private var unordered: [[Int]] {
      cells.indices.reduce(into: []) { groups, index in
        let place = groups.firstIndex { group in
          switch (cells[group[0]].clause, cells[index].clause) {
          case (nil, nil): true
          case (let left?, let right?): left.saysTheSame(as: right)
          default: false
          }
        }
        if let place { groups[place].append(index) } else { groups.append([index]) }
      }
    }

    /// Whether all schools say the same.
    public var isAgreed: Bool { unordered.count == 1 }
  }

  /// The cluster whose members they are; nil for policies that were named one by one.
  public let cluster: Layer?
  /// The schools, in the order in which they were named.
  public private(set) var members: [Member]
  /// The clauses that ask something of somebody, in the order of the keys of a policy.
  public private(set) var rows: [Row]
  /// What a check of the cluster's own file finds.
  public let clusterFindings: [Finding]

  /// Compares policies by the law as a checker knows it; `asOf` is the date of the report.
  public init(
    _ documents: [PolicyDocument], cluster: Layer? = nil, clusterFindings: [Finding] = [],
    _ checker: Checker, _ question: Question
  ) {
    self.cluster = cluster
    self.clusterFindings = clusterFindings
    let members = documents.map { document in
      Member(
        document: document, findings: checker.findings(for: document, question),
        date: document.inForce.map { question.asOf.clamped(to: $0) } ?? question.asOf)
    }
    let yardstick = Yardstick(checker.framework)
    let said = members.map { $0.document.clauses(yardstick) }
    let limits = members.map { checker.limits(for: $0.document, on: $0.date) }
    let agreed = (cluster?.agreed ?? []).reduce(into: [String: String]()) { words, agreement in
      guard let path = agreement.path?.value.text else { return }
      words[path] = agreement.words(checker.framework, on: question.asOf)
    }
    rows = MemberComparison.paths(said, agreed: agreed.keys.sorted()).compactMap { path in
      guard yardstick.concern(of: path)?.asksNothing?.value.isTrue != true else { return nil }
      let cells = members.indices.map { index in
        Cell(
          clause: said[index].first { $0.path == path },
          limits: limits[index].filter { $0.path == path || $0.path.hasPrefix(path + ".") })
      }
      return Row(path: path, cells: cells, agreed: agreed[path])
    }
    self.members = members
    for index in rows.indices { rank(index, yardstick) }
    for index in rows.indices { judge(index) }
  }

  /// Every path that any school says something at, or that is agreed on, in the order of the keys.
  private static func paths(_ said: [[SaidClause]], agreed: [String]) -> [String] {
    var seen: Set<String> = []
    let all = (said.joined().map(\.path) + agreed).filter { seen.insert($0).inserted }
    let sections = Policy.sections
    func place(_ path: String) -> Int {
      sections.firstIndex(of: String(path.prefix { $0 != "." })) ?? sections.count
    }
    return all.enumerated().sorted { left, right in
      (place(left.element), left.offset) < (place(right.element), right.offset)
    }.map(\.element)
  }

  /// Finds the schools than which none asks for more, or none for less.
  private mutating func rank(_ row: Int, _ yardstick: Yardstick) {
    let clauses = rows[row].cells.map(\.clause)
    for index in clauses.indices {
      let standings = Set(
        clauses.map { yardstick.standing(of: clauses[index], to: $0) })
      if standings == [.same, .stricter] || standings == [.stricter] {
        rows[row].cells[index].place = .strictest
        members[index].strictestIn += 1
      } else if standings == [.same, .looser] || standings == [.looser] {
        rows[row].cells[index].place = .loosest
        members[index].loosestIn += 1
      }
    }
  }

  /// Finds the schools that depart from what was agreed, or from what they have in common.
  private mutating func judge(_ row: Int) {
    let path = rows[row].path
    let groups = rows[row].groups
    let sizes = groups.map(\.count)
    let isOneLargest = sizes.count { $0 == sizes.max() } == 1
    let mustBeTheSame = (cluster?.agreed ?? []).contains {
      $0.path?.value.text == path && $0.must?.value == .beTheSame
    }
    for index in members.indices {
      let isFound = members[index].findings.contains { finding in
        MemberComparison.promises.contains(finding.diagnostic.rule)
          && (finding.diagnostic.path == path || finding.diagnostic.path.hasPrefix(path + "."))
      }
      let isApart =
        mustBeTheSame && groups.count > 1
        && (!isOneLargest
          || groups.first { $0.contains(index) }.map { $0.count } != sizes.max())
      guard isFound || isApart else { continue }
      rows[row].cells[index].isOutOfLine = true
      members[index].outOfLine.append(path)
    }
  }

  /// The rules about what members promised and have in common.
  private static let promises: Set<String> = ["layer.loosened", "agreement.broken"]
}

extension Policy {
  /// The keys of a policy, in the order of their declaration.
  static var sections: [String] {
    guard case .record(let record) = form else { return [] }
    return record.fields.map(\.name)
  }
}

extension CivilDate {
  /// The date, or the nearest in a range.
  func clamped(to range: DateRange) -> CivilDate {
    let date = max(self, range.first)
    return range.last.map { min(date, $0) } ?? date
  }
}
