package import CivilTime
package import Compliance
package import Diagnostics
package import PolicyModel
import Statute
import TypedYAML

/// The policies of several schools side by side, clause by clause.
package struct MemberComparison: Sendable {
  /// One of the schools.
  package struct Member: Sendable {
    /// The school's policy with its layers.
    package let document: PolicyDocument
    /// The findings of a check of the policy.
    package let findings: [Finding]
    /// The date for the law's limits: the report's, or the nearest on which the policy is in force.
    package let date: CivilDate
    /// The number of clauses in which the school is the strictest, and in which it is the loosest.
    package internal(set) var strictestIn = 0
    package internal(set) var loosestIn = 0
    /// The paths at which it departs from the members' agreement or common layer.
    package internal(set) var outOfLine: [String] = []
    /// The paths at which conformance with the members' agreement is unknown.
    package internal(set) var untold: [String] = []
    /// The paths at which it conforms to the members' agreement or common layer, and a check gives
    /// a warning.
    package internal(set) var warnedAgainst: [String] = []

    /// The school's name.
    package var name: String { document.schoolName }
    /// The number of findings of a severity that count.
    package func count(_ severity: Severity) -> Int {
      findings.count { $0.counts && $0.diagnostic.severity == severity }
    }
  }

  /// One school's version of one clause.
  package struct Cell: Sendable {
    /// The extreme in strictness among the schools.
    package enum Place: String, Sendable, CaseIterable {
      case strictest, loosest
    }

    /// The clause; nil where the policy has none.
    package let clause: SaidClause?
    /// The extreme that the clause reaches; nil where none, or where all schools agree.
    package internal(set) var place: Place?
    /// Conformance with the members' agreement or common layer.
    package internal(set) var keeping = Keeping.kept
    /// The legal limits of the clause.
    package let limits: [LegalLimit]
    /// The errors and warnings of a check at the clause, without those about promises.
    package let warnings: [Finding]

    /// Whether it conforms to the members' agreement or common layer, and a check gives a warning.
    package internal(set) var isWarnedAgainst = false

    /// Whether it departs from the members' agreement or common layer.
    package var isOutOfLine: Bool { keeping == .broken }

    /// The order of display, the strictest first.
    fileprivate var rank: Int { place == .strictest ? 0 : place == .loosest ? 2 : 1 }

    /// The clause in words.
    package var words: String { clause?.words ?? "says nothing" }
  }

  /// One clause over all schools.
  package struct Row: Sendable {
    /// The path of the clause.
    package let path: String
    /// The cell of each school, in the order of the members.
    package internal(set) var cells: [Cell]
    /// The members' agreement, in words; nil where there is none.
    package let agreed: String?
    /// The schools grouped by equal clauses, from the strictest to the loosest.
    package fileprivate(set) var groups: [[Int]]

    /// Whether the clauses of all schools are equal.
    package var isAgreed: Bool { groups.count == 1 }
  }

  /// The cluster of the members; nil for policies that were named one by one.
  package let cluster: Layer?
  /// The members' promises, in the order of the cluster's file.
  package let promises: [Promise]
  /// The schools, in the order in which they were named.
  package private(set) var members: [Member]
  /// The clauses that impose an obligation, in the order of the keys of a policy.
  package private(set) var rows: [Row]

  /// Compares policies by the law that a checker holds; `asOf` is the date of the report.
  package init(
    _ documents: [PolicyDocument], cluster: Layer? = nil, _ checker: Checker, _ question: Question
  ) {
    self.cluster = cluster
    let prepared = PreparedLayers()
    members = documents.map { document in
      Member(
        document: document, findings: checker.findings(for: document, question, prepared),
        date: document.inForce(asOf: question.asOf).map { question.asOf.clamped(to: $0) }
          ?? question.asOf)
    }
    promises = cluster.map { checker.promises(of: $0, by: documents, question, prepared) } ?? []
    let scale = Scale(checker.framework)
    let lists = ClauseList.aligned(documents.map { ClauseList($0, scale, asOf: question.asOf) })
    let views = zip(members, lists).map { MemberView($0, $1, cluster, checker) }
    var agreed: [String: [Promise]] = [:]
    for promise in promises where promise.problem == nil {
      for path in MemberComparison.rows(of: promise, in: views) {
        agreed[path, default: []].append(promise)
      }
    }
    var seen: Set<String> = []
    let paths = Policy.inOrder(
      (views.flatMap { $0.said.clauses.map(\.path) } + agreed.keys.sorted()).filter {
        seen.insert($0).inserted
      })
    rows = paths.compactMap { path in
      let promised = agreed[path] ?? []
      guard !promised.isEmpty || !scale.yardstick.asksNothing(path) else { return nil }
      return Row(path, promised, views, scale)
    }
    for index in rows.indices { judge(index, agreed[rows[index].path] ?? [], views) }
  }

  /// The paths of the rows that show a promise: those of the agreed values, of the duties that
  /// contain them, or of their parts.
  private static func rows(of promise: Promise, in views: [MemberView]) -> [String] {
    var seen: Set<String> = []
    let found = zip(promise.members, views).flatMap { sayings, view in
      sayings.filter { !$0.isSilence }.flatMap { saying -> [String] in
        let duty = saying.path.pathSteps.prefix(2).joined(separator: ".")
        if view.said[duty]?.duty != nil { return [duty] }
        return view.said[saying.path] == nil ? view.below.within(saying.path) : [saying.path]
      }
    }.filter { seen.insert($0).inserted }
    return found.isEmpty ? [promise.path] : found
  }

  /// Counts each school's extremes and its departures from the agreement or the common layer.
  private mutating func judge(_ row: Int, _ promises: [Promise], _ views: [MemberView]) {
    let path = rows[row].path
    for member in members.indices {
      switch rows[row].cells[member].place {
      case .strictest?: members[member].strictestIn += 1
      case .loosest?: members[member].loosestIn += 1
      case nil: break
      }
      // A promise to have equal clauses is kept where all are equal.
      let keepings = promises.filter { !$0.isSameness || !rows[row].isAgreed }.map {
        $0.keeping(of: member, at: path)
      }
      let isBroken = keepings.contains(.broken) || !views[member].loosened.within(path).isEmpty
      let keeping = isBroken ? .broken : keepings.first { $0 != .kept } ?? .kept
      rows[row].cells[member].keeping = keeping
      switch keeping {
      case .broken: members[member].outOfLine.append(path)
      case .untold: members[member].untold.append(path)
      case .kept:
        let isInCommon = isInCommon(rows[row].cells[member].clause)
        if !promises.isEmpty || isInCommon, !rows[row].cells[member].warnings.isEmpty {
          members[member].warnedAgainst.append(path)
          rows[row].cells[member].isWarnedAgainst = true
        }
      }
    }
  }
}

extension MemberComparison {
  /// Whether a clause, or one that it overrides, comes from the cluster's common layer.
  private func isInCommon(_ clause: SaidClause?) -> Bool {
    guard let clause, let cluster = cluster?.name?.value.text else { return false }
    return clause.layer == cluster || clause.overrides.contains { $0.layer == cluster }
  }
}

extension MemberComparison.Row {
  fileprivate init(_ path: String, _ promises: [Promise], _ views: [MemberView], _ scale: Scale) {
    let words = promises.map { promise in
      let part = promise.path.pathSteps.dropFirst(path.pathSteps.count).map { Wording.plain($0) }
      return (part + [promise.words]).joined(separator: " ")
    }
    self.init(
      path: path,
      cells: views.map { view in
        MemberComparison.Cell(
          clause: view.said[path], limits: view.limits.within(path),
          warnings: view.warnings.within(path))
      },
      agreed: words.isEmpty ? nil : Wording.list(words), groups: [])
    // Equal clauses are grouped, so that each is compared once.
    let sayings = views.map { $0.said.saying(at: path) }
    var places: [String: Int] = [:]
    var keys: [SaidClause.Key?: Int] = [:]
    for (member, saying) in sayings.enumerated() {
      let place: Int?
      if let unsaid = saying.unsaid {
        place = places[unsaid.words]
        places[unsaid.words] = place ?? groups.count
      } else {
        place = keys[saying.clause?.key]
        keys[saying.clause?.key] = place ?? groups.count
      }
      if let place { groups[place].append(member) } else { groups.append([member]) }
    }
    let said = groups.map { sayings[$0[0]] }
    for (place, wanted) in [
      (MemberComparison.Cell.Place.strictest, Comparison.stricter), (.loosest, .looser),
    ] {
      let found = Extremes.places(said, wanted) { scale.standing(of: $0, to: $1) }
      // A clause that the law does not allow is not marked as the strictest.
      for member in found.flatMap({ groups[$0] })
      where place != .strictest || !cells[member].limits.contains(where: { $0.isTooLoose(scale) }) {
        cells[member].place = place
      }
    }
    groups.sort { (cells[$0[0]].rank, $0[0]) < (cells[$1[0]].rank, $1[0]) }
  }
}

extension LegalLimit {
  /// Whether the value breaks the limit by being looser.
  fileprivate func isTooLoose(_ scale: Scale) -> Bool {
    isKept == false
      && scale.yardstick.standing(of: limit, to: measured, at: path.pathSteps) == .stricter
  }
}

/// The inputs of a row from one school.
private struct MemberView {
  let said: ClauseList
  let limits: PathIndex<LegalLimit>
  /// The errors and warnings that count, without those about promises.
  let warnings: PathIndex<Finding>
  /// The findings of clauses looser than the cluster's common layer.
  let loosened: PathIndex<Finding>
  /// The paths of the clauses.
  let below: PathIndex<String>

  init(
    _ member: MemberComparison.Member, _ said: ClauseList, _ cluster: Layer?, _ checker: Checker
  ) {
    self.said = said
    below = PathIndex(said.clauses.map(\.path)) { $0 }
    limits = PathIndex(checker.limits(for: member.document, on: member.date), by: \.path)
    warnings = PathIndex(
      member.findings.filter { finding in
        finding.counts && finding.diagnostic.severity >= .warning
          && !MemberView.promises.contains(finding.diagnostic.rule)
      }, by: \.diagnostic.path)
    loosened = PathIndex(
      member.findings.filter { finding in
        finding.diagnostic.rule == "layer.loosened"
          && finding.diagnostic.related.contains { $0.span.file == cluster?.span.file }
      }, by: \.diagnostic.path)
  }

  /// The rules about promises and the common layer.
  private static let promises: Set<String> = ["layer.loosened", "agreement.broken"]
}

/// A search for the greatest items of a partial order.
enum Extremes {
  /// The indices of the items that compare as `wanted` with every unequal one; none where some are
  /// incomparable or all are equal.
  ///
  /// Each item is compared twice at the most.
  static func places<Item>(
    _ items: [Item], _ wanted: Comparison, _ standing: (Item, Item) -> Comparison
  ) -> [Int] {
    var best = 0
    for place in items.indices.dropFirst() where standing(items[place], items[best]) == wanted {
      best = place
    }
    var same: [Int] = []
    for place in items.indices {
      switch place == best ? .same : standing(items[best], items[place]) {
      case .same: same.append(place)
      case wanted: continue
      default: return []
      }
    }
    return same.count == items.count ? [] : same
  }
}

extension CivilDate {
  /// The date, or the nearest in a range.
  func clamped(to range: DateRange) -> CivilDate {
    let date = max(self, range.first)
    return range.last.map { min(date, $0) } ?? date
  }
}
