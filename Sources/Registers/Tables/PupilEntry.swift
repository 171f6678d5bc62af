import CivilTime
import Clauses
package import Diagnostics
package import TypedYAML

/// What is known of a pupil.
package struct PupilEntry: DatasetRecord {
  package var pupil: Located<Prose>?
  var yearGroup, classGroup, site: Located<Prose>?
  var classPosition: Located<ClassPosition>?
  var joined, left, dateOfBirth: Located<CivilDate>?
  var groups: [Located<PupilGroup>]?
  var registration: Located<Pupil.Registration>?
  package let span: SourceSpan

  package static let title = "a pupil"
  static let isUsedInPart = true
  package static let declared: [Column<PupilEntry>] = [
    Column(
      "pupil", { $1(&$0.pupil) }, required: true, "The pupil's identifier, as in the marks.",
      inCells: ". Several rows of one pupil are several times on roll."),
    Column(
      "year_group", { $1(&$0.yearGroup) },
      "The year group: `7`, `Year 7` or `Y7`; `R` or `Reception`; `N1`, `N2` or `Nursery`."
    ) { cell, span throws(RowProblem) in
      if let year = YearGroup.standard(cell.text) { return Located(Prose(text: year), at: span) }
      throw cell.problem("is not a year group, such as `7`, `Year 7`, `R` or `N1`")
    },
    Column(
      "class_position", { $1(&$0.classPosition) },
      "`most_junior` or `most_senior` for a pupil of that class.",
      inCells: "; where it is blank the year group tells."),
    Column("class", { $1(&$0.classGroup) }, "The class or form, as `registers_taken` names it."),
    Column(
      "site", { $1(&$0.site) },
      "The site, where the school has several with times of their own."),
    Column(
      "date_of_birth", { $1(&$0.dateOfBirth) },
      "The date of birth, from which compulsory school age follows."),
    Column(
      "joined", { $1(&$0.joined) }, "The first date on roll.",
      inCells: "; blank for before the register."),
    Column(
      "left", { $1(&$0.left) }, "The last date on roll.", inCells: "; blank for still on roll."),
    group(
      .sen,
      "Special educational needs: yes or no, or `K` (SEN support), `E` (education, health and care "
        + "plan) and `N` (none)."),
    group(.fsm, "Free school meals: yes or no, also as `T` and `F`."),
    group(.socialWorker, "Whether the pupil has a social worker: yes or no."),
    group(
      .youthOffendingTeam, "Whether a youth offending team works with the pupil: yes or no."),
    group(
      .boarder,
      "Whether the pupil boards: yes or no, or `B`, `6`, `7` (boarder) and `N` (none) of the school census."
    ),
    Column(key: Field("groups", { $1(&$0.groups) }, "The groups the pupil belongs to.")),
    Column(
      "registration", { $1(&$0.registration) },
      "Of a pupil who is registered at two schools: `main` or `subsidiary`.",
      inCells: ", also as `M` and `S`; `C`, and a blank, for one registered here alone."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  /// The column of a group; in small registers groups are a list.
  private static func group(_ group: PupilGroup, _ summary: String) -> Column<PupilEntry> {
    Column(column: group.rawValue, summary) { cell, record throws(RowProblem) in
      guard let cell else { return }
      guard let isMember = group.isMember(cell.text.lowercased()) else {
        throw cell.problem("is neither yes nor no\(group.codes)")
      }
      if isMember { record.groups = (record.groups ?? []) + [Located(group, at: record.span)] }
    }
  }

  var contradictions: [Contradiction?] { [Contradiction("time on roll", joined, left)] }

  func enter(_ builder: inout DatasetBuilder) throws(RowProblem) {
    let year = yearGroup.map { YearGroup.standard($0.value.text) ?? $0.value.text }
    let spell = Pupil.Spell(
      joined: joined?.value, left: left?.value, yearGroup: year,
      classGroup: classGroup?.value.text, site: site?.value.text, evidence: Evidence(span))
    try builder.add(
      Pupil(
        id: pupil.identifier, yearGroup: year, classGroup: classGroup?.value.text,
        classPosition: classPosition?.value, dateOfBirth: dateOfBirth?.value,
        groups: Set((groups ?? []).map(\.value)), registration: registration?.value ?? .main,
        evidence: Evidence(span), spells: [spell]))
  }
}

extension PupilGroup {
  /// Whether a word in the group's column, in lower case, says that a pupil is in it; nil for another word.
  fileprivate func isMember(_ word: String) -> Bool? {
    switch (self, word) {
    case (_, "yes"), (_, "y"), (_, "true"), (_, "t"), (_, "1"): true
    case (_, "no"), (_, "n"), (_, "false"), (_, "f"), (_, "0"): false
    // Codes of the school census: in need of support, with a plan; a boarder, for six nights or fewer, for seven.
    case (.sen, "k"), (.sen, "sen support"), (.sen, "e"), (.sen, "ehcp"), (.sen, "ehc plan"): true
    case (.boarder, "b"), (.boarder, "boarder"), (.boarder, "6"), (.boarder, "7"): true
    case (.boarder, "not a boarder"), (.boarder, "day"): false
    default: nil
    }
  }

  /// The codes of the school census that its column may have besides, for a message.
  fileprivate var codes: String {
    switch self {
    case .sen: ", nor one of the codes `K`, `E` and `N`"
    case .boarder: ", nor one of the codes `B`, `6`, `7` and `N`"
    case .fsm, .socialWorker, .youthOffendingTeam: ""
    }
  }
}
