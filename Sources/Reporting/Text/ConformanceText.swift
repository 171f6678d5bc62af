import CivilTime
import Clauses
import Diagnostics
import Simulation

/// The sections of a replay's report about the whole rather than one divergence.
struct ConformanceText {
  let replay: Replay
  let showsSmallNumbers: Bool
  let style: TextStyle

  var text: String { figures + practiceTable + distances + consistency + counterfactual }

  // MARK: Conformance

  private var figures: String {
    let conformance = replay.conformance
    let what =
      conformance.isTooLittle
      ? "A figure is given from \(Wording.count(Conformance.fewestCases, "obligation")) that were due "
        + "and \(Wording.count(Conformance.fewestSchoolDays, "school day")) of data on. Of the clauses "
        + "and rules that had a case, each was kept: "
      : "The mean, over all clauses and rules that had a case, of how often each was kept: "
    var output =
      style.bold("Conformance: \(overall)") + "\n"
      + style.wrapped(
        what + "\(conformance.kept) always, \(conformance.broken) not always. Besides these, "
          + "\(conformance.dormant) had no case and \(conformance.notChecked) could not be checked.",
        indent: "  ")
    let dormant = replay.clauses.filter { $0.isChecked && $0.isDormant }.map(\.clause.name)
    if !dormant.isEmpty {
      output += style.wrapped(
        "Never called for, so not shown to be kept: \(Wording.list(dormant)).", indent: "  ",
        hanging: "  ")
    }
    return output + months + "\n"
  }

  /// The figure, or a note that there are too few cases for one.
  private var overall: String {
    let conformance = replay.conformance
    guard conformance.isTooLittle else {
      return conformance.overall?.description ?? "undefined: nothing was due"
    }
    let met =
      conformance.judged == 0
      ? "nothing that could be checked was due"
      : "\(conformance.met) of \(Wording.count(conformance.judged, "obligation")) met"
    return "too few to say: \(met), in \(Wording.count(conformance.schoolDays, "school day"))"
  }

  private var months: String {
    let months = replay.conformance.months
    guard months.count > 1 else { return "" }
    let cells = months.map { month in
      let share =
        month.judged == 0 ? "–" : "\(month.met)/\(month.judged)"
      let name = CivilDate(year: month.year, month: month.month, day: 1)?.monthWritten ?? ""
      return "\(name) \(share)" + (month.divergences == 0 ? "" : " (\(month.divergences))")
    }
    return style.wrapped(
      "By month, met of due, with divergences: \(cells.joined(separator: ", ")).", indent: "  ",
      hanging: "  ")
  }

  // MARK: Rules about practice

  private var practiceTable: String {
    let active = replay.practice.filter { $0.isChecked && $0.cases > 0 }
    guard !active.isEmpty else { return "" }
    let rows = active.map { result in
      [
        result.rule.id, Wording.grouped(result.cases), Wording.grouped(result.divergences),
        result.share,
      ]
    }
    return TextTable(["What the record had to show", "cases", "differ", "kept"], rows).text(style)
      + "\n"
  }

  // MARK: Distances

  private var distances: String {
    let lines = replay.clauses.filter(\.isChecked).compactMap(distance)
    guard !lines.isEmpty else { return "" }
    return style.bold("How far from the limits") + "\n"
      + lines.map { style.wrapped("- \($0)", indent: "  ", hanging: "  ") }.joined() + "\n"
  }

  private func distance(_ result: Replay.ClauseResult) -> String? {
    let timing = result.timing
    var parts: [String] = []
    if let fewest = timing.fewestDaysToSpare, timing.daysToSpare > 0 {
      parts.append(
        "met with \(days(timing.daysToSpare, timing.met, timing.unit)) to spare on average, \(fewest) "
          + "at the least")
    }
    if let most = timing.mostDaysLate {
      parts.append(
        most == 0
          ? "late on the day itself"
          : "late by \(days(timing.daysLate, timing.late, timing.unit)) on average, \(most) at the most"
      )
    }
    if let nearest = result.nearest, nearest.pupils > 0 {
      parts.append(
        "\(Wording.count(nearest.pupils, "pupil")) near it, at up to \(nearest.words)")
    }
    return parts.isEmpty ? nil : "\(result.clause.name): \(parts.joined(separator: "; "))."
  }

  /// A mean of days with one decimal, rounded half up.
  private func days(_ sum: Int, _ count: Int, _ unit: UnitOfCount) -> String {
    guard count > 0 else { return "0 \(unit.words(for: 0))" }
    let tenths = (sum * 20 + count) / (2 * count)
    let number = tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    return "\(number) \(unit.words(for: tenths == 10 ? 1 : 0))"
  }

  // MARK: Consistency

  private var consistency: String {
    let consistency = replay.consistency
    guard !consistency.comparisons.isEmpty else { return "" }
    let title = style.bold("Like cases treated alike") + "\n"
    let differences = consistency.differences
    guard !differences.isEmpty else {
      return title
        + style.wrapped(
          "\(Wording.count(consistency.comparisons.count, "comparison")) of groups of pupils, clause "
            + "by clause: no difference is more than chance.", indent: "  ") + "\n"
    }
    return title
      + differences.map { style.wrapped("- \(words($0))", indent: "  ", hanging: "  ") }.joined()
      + style.wrapped(
        "\(Wording.count(consistency.comparisons.count, "comparison")) were made; a difference is "
          + "listed where chance alone would show any such in fewer than one school in twenty. It "
          + "is a reason to look, and not yet unfairness.", indent: "  ") + "\n"
  }

  private func words(_ comparison: Consistency.Comparison) -> String {
    let group =
      comparison.group == "yes"
      ? Wording.plain(comparison.attribute)
      : "\(Wording.plain(comparison.attribute)) \(comparison.group)"
    let isMore =
      comparison.kept * comparison.otherPupils > comparison.otherKept * comparison.pupils
    let start =
      "\(comparison.clause): kept \(isMore ? "more" : "less") often for pupils of \(group)"
    guard showsSmallNumbers || !comparison.isSmall else {
      return "\(start) than for others (counts below 5 are not shown)."
    }
    return "\(start), \(comparison.kept) of \(comparison.pupils), than for others, "
      + "\(comparison.otherKept) of \(comparison.otherPupils)."
  }

  // MARK: The counterfactual

  /// The end of the sentence about consequences, which are computed only with listed divergences.
  private var consequence: String {
    guard replay.isListing else { return "." }
    return replay.counterfactual.shifts.isEmpty ? "; nothing else would have followed." : ". Then:"
  }

  private var counterfactual: String {
    let counterfactual = replay.counterfactual
    guard counterfactual.marks > 0 else { return "" }
    var output =
      style.bold("With the marks that the policy and the law ask for") + "\n"
      + style.wrapped(
        "\(Wording.count(counterfactual.marks, "mark")) of "
          + "\(Wording.count(counterfactual.pupils, "pupil")) would be others"
          + consequence,
        indent: "  ")
    for shift in counterfactual.shifts {
      output += style.wrapped("- \(words(shift))", indent: "  ", hanging: "  ")
    }
    return output + "\n"
  }

  private func words(_ shift: Counterfactual.Shift) -> String {
    let what: String
    switch (shift.recorded, shift.corrected) {
    case (let recorded?, nil):
      what = "\(shift.clause) would not have been called for on \(recorded.written)"
    case (nil, let corrected?):
      what = "\(shift.clause) would have been called for on \(corrected.written)"
    case (let recorded, let corrected):
      what =
        "\(shift.clause) would have been called for on \(corrected?.written ?? "another day"), not on "
        + "\(recorded?.written ?? "another")"
    }
    return "\(shift.pupil): \(what) (\(EvidenceText(shift.evidence).text))."
  }
}

extension Replay.PracticeResult {
  /// The share of cases in which it was kept, in words.
  var share: String {
    cases == 0 ? "no case" : Conformance.share(of: kept, outOf: cases)
  }
}

extension Conformance {
  /// A percentage in words, rounded down so that only all cases make 100%; none of too few cases.
  static func share(of part: Int, outOf whole: Int) -> String {
    whole < fewestCases ? "too few to say" : "\(part * 100 / whole)%"
  }
}

extension Replay.Nearest {
  /// The highest count beside the threshold, in the unit of the threshold.
  fileprivate var words: String {
    isInDays
      ? "\(Sessions(highest).inDays) of \(Sessions(threshold).inDays) days"
      : "\(highest) of \(threshold) sessions"
  }
}

extension Sessions {
  /// The sessions as days of two sessions, without the unit: `5.5`.
  var inDays: String { count % 2 == 0 ? String(count / 2) : "\(count / 2).5" }
}
