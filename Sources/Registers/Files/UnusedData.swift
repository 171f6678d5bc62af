import Diagnostics

/// What was given with a dataset and is not used.
package struct UnusedData: Sendable {
  private let usage: [FileUsage]
  private let rejections: [Rejection]
  private let remarks: [Remark]

  /// Creates it from what a reading says of its files.
  package init(_ usage: [FileUsage], _ rejections: [Rejection], _ remarks: [Remark]) {
    (self.usage, self.rejections, self.remarks) = (usage, rejections, remarks)
  }

  /// Whether anything was not used: a row, a cell, or a column with a date in its name.
  package var isSome: Bool {
    !rejections.isEmpty || usage.contains { !$0.isComplete }
      || remarks.contains { $0.weight == .loss }
  }

  /// Whether more than a quarter of the marks is not used, or what is used was misread, so that no figure is
  /// of the register.
  package var isTooMuch: Bool {
    usage.contains(where: \.isMostlyUnused) || remarks.contains { $0.weight == .misreading }
  }

  /// How much was used, in a line; nil where that is not known.
  package var line: String? {
    guard !usage.isEmpty else { return nil }
    let parts = usage.filter { !$0.isComplete }.map(UnusedData.part)
    if parts.isEmpty {
      let rows = usage.enumerated().map { place, usage in
        let count = place == 0 ? Wording.count(usage.rows, "row") : Wording.grouped(usage.rows)
        return "\(count) in \(usage.file)"
      }
      return isSome
        ? "Every row was used: \(Wording.list(rows)). Single columns or cells were not: see below."
        : "Every row was used: \(Wording.list(rows))."
    }
    return "Not used: \(Wording.list(parts)). The reasons stand below."
  }

  private static func part(_ usage: FileUsage) -> String {
    var parts: [String] = []
    if usage.unusedRows > 0 {
      parts.append("\(Wording.grouped(usage.unusedRows)) of \(Wording.count(usage.rows, "row"))")
    }
    if let cells = usage.cells, let unused = usage.unusedCells, unused > 0 {
      parts.append("\(Wording.grouped(unused)) of \(Wording.count(cells, "mark"))")
    }
    return "\(Wording.list(parts)) in \(usage.file)"
  }

  /// Why a register of which so much is not used gives no figures, in lines: what is missing, the reasons
  /// of most rows, and what is worth checking in the files.
  package var refusal: [String] {
    let parts = usage.filter(\.isMostlyUnused).map(UnusedData.part)
    let reason =
      parts.isEmpty
      ? "The marks are not read as they were meant"
      : "\(Wording.list(parts)) cannot be used, more than a quarter"
    return ["\(reason), so no figures are given."]
      + remarks.filter { $0.line == nil }.map { "\($0.evidence.file): \($0.sentence)" }
      + RejectionGroup.groups(of: rejections).sorted { $0.lines.count > $1.lines.count }.prefix(3)
      .map { $0.sentence }
  }
}

/// The rows of one file that could not be used for one reason.
package struct RejectionGroup: Sendable {
  /// The file.
  package let file: String
  /// The lines in their order.
  package internal(set) var lines: [Int]
  /// Why they could not be used.
  package let reason: String

  /// The lines and the reason in a sentence.
  package var sentence: String {
    let shown = lines.prefix(lines.count > 4 ? 3 : 4).map { String($0) }
    let rest = lines.count - shown.count
    let list = Wording.list(shown + (rest > 0 ? ["\(Wording.grouped(rest)) more"] : []))
    return "\(file), \(lines.count == 1 ? "line" : "lines") \(list): \(reason)."
  }

  /// Rejections with those of one file and reason together, in the order of the first of each.
  package static func groups(of rejections: [Rejection]) -> [RejectionGroup] {
    var groups: [RejectionGroup] = []
    var places: [Key: Int] = [:]
    for rejection in rejections {
      let key = Key(file: rejection.evidence.file, reason: rejection.reason)
      if let place = places[key] {
        if groups[place].lines.last != rejection.evidence.line {
          groups[place].lines.append(rejection.evidence.line)
        }
      } else {
        places[key] = groups.count
        groups.append(
          RejectionGroup(file: key.file, lines: [rejection.evidence.line], reason: key.reason))
      }
    }
    return groups
  }

  private struct Key: Hashable {
    let file, reason: String
  }
}
