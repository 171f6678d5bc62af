import CivilTime
import Clauses
package import Diagnostics
package import TypedYAML

/// Something that the school did.
package struct ActionEntry: DatasetRecord {
  package var pupil: Located<Prose>?
  var action, parent: Located<Prose>?
  var date: Located<CivilDate>?
  var time: Located<TimeOfDay>?
  var amount: Located<Money>?
  var detail: NamedValues<Located<Prose>>?
  package let span: SourceSpan

  package static let title = "an action"
  static let isUsedInPart = true
  package static let declared: [Column<ActionEntry>] = [
    Column("pupil", { $1(&$0.pupil) }, required: true, "The pupil's identifier."),
    Column("date", { $1(&$0.date) }, required: true, "The date on which it was done."),
    Column("time", { $1(&$0.time) }, "The time of day at which it was done."),
    Column(
      "action", { $1(&$0.action) }, required: true,
      "What was done, in the word that a clause has under `do`, such as `contact_parent`; letter case, "
        + "spaces and hyphens do not matter.",
      inCells: ", and `actions` maps other words."),
    Column(
      "detail", { $1(&$0.detail) }, "More about it.",
      inCells: ", as `key=value` with `;` between several, such as `stage=1`.", cell: pairs),
    Column(
      "amount", { $1(&$0.amount) }, "The sum of a penalty.", inCells: ", with or without its `£`."
    ),
    Column("parent", { $1(&$0.parent) }, "The parent concerned, by an identifier."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  /// The pairs `key=value` of a cell, separated by `;`.
  @Sendable private static func pairs(
    _ cell: Cell, _ span: SourceSpan
  ) throws(RowProblem) -> NamedValues<Located<Prose>>? {
    var pairs: [(key: Located<String>, value: Located<Prose>)] = []
    for pair in cell.text.split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { trimmed($0) }
      guard parts.count == 2 else {
        throw RowProblem("\(quoted(pair)) under `detail` is not of the form key=value")
      }
      pairs.append((Located(parts[0], at: span), Located(Prose(text: parts[1]), at: span)))
    }
    return NamedValues(pairs, at: span)
  }

  func enter(_ builder: inout DatasetBuilder) {
    guard let date = date?.value, let kind = action?.value.text else { return }
    let pairs = (detail?.entries ?? []).map { ($0.key.value, $0.value.value.text) }
    builder.add(
      Action(
        date: date, time: time?.value, kind: kind,
        detail: Swift.Dictionary(pairs, uniquingKeysWith: { _, last in last }),
        parent: parent?.value.text, amount: amount?.value, evidence: Evidence(span)),
      for: pupil.identifier)
  }
}

/// A change to a mark.
package struct AmendmentEntry: DatasetRecord {
  package var pupil: Located<Prose>?
  var date, amendedOn: Located<CivilDate>?
  var session: Located<InlineRegister.Half>?
  var original, amended: Located<MarkCode>?
  var missing: [Located<Amendment.Item>]?
  package let span: SourceSpan

  package static let title = "an amendment"
  package static let declared: [Column<AmendmentEntry>] = [
    Column("pupil", { $1(&$0.pupil) }, required: true, "The pupil's identifier."),
    Column("date", { $1(&$0.date) }, required: true, "The date of the session."),
    Column("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
    Column(
      "original", { $1(&$0.original) }, columnRequired: true, "The mark before the change.",
      inCells: "; blank for none."),
    Column(
      "amended", { $1(&$0.amended) }, columnRequired: true, "The mark after the change.",
      inCells: "; blank for none."),
    item(.reason, "Why the mark was changed."),
    Column("amended_on", { $1(&$0.amendedOn) }, required: true, "The date of the change."),
    item(.name, "Who changed it."),
    item(.position, "What position that person holds."),
    Column(key: Field("missing", { $1(&$0.missing) }, "What the record leaves out.")),
  ]

  package init(at span: SourceSpan) { self.span = span }

  /// The column of what a table records and a small register says to be missing.
  private static func item(_ item: Amendment.Item, _ summary: String) -> Column<AmendmentEntry> {
    Column(column: item.rawValue, summary) { cell, record in
      if cell == nil { record.missing = (record.missing ?? []) + [Located(item, at: record.span)] }
    }
  }

  func enter(_ builder: inout DatasetBuilder) {
    guard let date = date?.value, let half = session?.value.half, let amendedOn = amendedOn?.value
    else { return }
    builder.add(
      Amendment(
        session: Session(date, half), original: original?.value, amended: amended?.value,
        amendedOn: amendedOn, missing: (missing ?? []).map(\.value), evidence: Evidence(span)),
      for: pupil.identifier)
  }
}

/// A request for leave.
package struct LeaveEntry: DatasetRecord {
  package var pupil: Located<Prose>?
  var decision, appliedBy, reason: Located<Prose>?
  var appliedOn, firstDay, lastDay, decidedOn: Located<CivilDate>?
  package let span: SourceSpan

  package static let title = "a request for leave"
  package static let declared: [Column<LeaveEntry>] = [
    Column("pupil", { $1(&$0.pupil) }, required: true, "The pupil's identifier."),
    Column("applied_on", { $1(&$0.appliedOn) }, required: true, "The date of the application."),
    Column("applied_by", { $1(&$0.appliedBy) }, "Who applied, such as `resident_parent`."),
    Column("first_day", { $1(&$0.firstDay) }, required: true, "The first day asked for."),
    Column(
      "last_day", { $1(&$0.lastDay) }, "The last day asked for.", inCells: "; blank for the first."),
    Column("reason", { $1(&$0.reason) }, "What the leave is for."),
    Column(
      "decision", { $1(&$0.decision) }, "`granted` or `refused`.",
      inCells: "; blank for not decided."),
    Column("decided_on", { $1(&$0.decidedOn) }, "The date of the decision."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  var contradictions: [Contradiction?] {
    [Contradiction("leave", firstDay, lastDay), unknownDecision]
  }

  /// A decision that is none.
  private var unknownDecision: Contradiction? {
    guard let decision, LeaveRequest.outcomes[decision.value.text.lowercased()] == nil else {
      return nil
    }
    let text = decision.value.text
    return Contradiction(
      reason: "\(quoted(text)) under `decision` is neither granted nor refused",
      diagnostic: Diagnostic(
        .decision, "`\(text.prefix(60))` is neither granted nor refused.", at: decision.span,
        help: Wording.suggestion(for: text, among: LeaveRequest.outcomes.keys.sorted())
          .map { "Did you mean `\($0)`?" } ?? "Write `granted` or `refused`."))
  }

  func enter(_ builder: inout DatasetBuilder) {
    guard let appliedOn = appliedOn?.value, let firstDay = firstDay?.value else { return }
    builder.add(
      LeaveRequest(
        appliedOn: appliedOn, appliedBy: appliedBy?.value.text, firstDay: firstDay,
        lastDay: lastDay?.value ?? firstDay, reason: reason?.value.text,
        decision: decision?.value.text, decidedOn: decidedOn?.value, evidence: Evidence(span)),
      for: pupil.identifier)
  }
}

/// A suspension or a permanent exclusion.
package struct ExclusionEntry: DatasetRecord {
  package var pupil: Located<Prose>?
  var firstDay, lastDay: Located<CivilDate>?
  var kind: Located<ExclusionKind>?
  package let span: SourceSpan

  package static let title = "an exclusion"
  package static let declared: [Column<ExclusionEntry>] = [
    Column("pupil", { $1(&$0.pupil) }, required: true, "The pupil's identifier."),
    Column("first_day", { $1(&$0.firstDay) }, required: true, "The first day of the exclusion."),
    Column(
      "last_day", { $1(&$0.lastDay) }, "The last day of a suspension.",
      inCells: "; blank for the first."),
    Column("kind", { $1(&$0.kind) }, "`suspension` (the default) or `permanent`."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  var contradictions: [Contradiction?] { [Contradiction("exclusion", firstDay, lastDay)] }

  func enter(_ builder: inout DatasetBuilder) {
    guard let firstDay = firstDay?.value else { return }
    let kind = kind?.value ?? .suspension
    builder.add(
      Exclusion(
        kind: kind, firstDay: firstDay,
        lastDay: lastDay?.value ?? (kind == .permanent ? nil : firstDay), evidence: Evidence(span)),
      for: pupil.identifier)
  }
}

/// The taking of a class's register.
package struct RegisterTakenEntry: DatasetRecord {
  var classGroup: Located<Prose>?
  var date: Located<CivilDate>?
  var session: Located<InlineRegister.Half>?
  var opened, closed: Located<TimeOfDay>?
  package let span: SourceSpan

  package static let title = "the taking of a register"
  static let isUsedInPart = true
  package static let declared: [Column<RegisterTakenEntry>] = [
    Column("class", { $1(&$0.classGroup) }, required: true, "The class, as `pupils` names it."),
    Column("date", { $1(&$0.date) }, required: true, "The date of the session."),
    Column("session", { $1(&$0.session) }, required: true, "`AM` or `PM`."),
    Column("opened", { $1(&$0.opened) }, "The time of day at which the register was opened."),
    Column("closed", { $1(&$0.closed) }, "The time of day at which the register was closed."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  func enter(_ builder: inout DatasetBuilder) {
    guard let group = classGroup?.value.text, let date = date?.value, let half = session?.value.half
    else { return }
    builder.add(
      RegisterTaken(
        session: Session(date, half), opened: opened?.value, closed: closed?.value,
        evidence: Evidence(span)),
      of: group)
  }
}

extension Located<Prose>? {
  /// The identifier of the pupil named.
  var identifier: String { PupilIdentifier.standard(self?.value.text ?? "") }
}
