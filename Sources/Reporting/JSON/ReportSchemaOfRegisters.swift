import Simulation

extension ReportSchema {
  static let replay = Shape.group(
    "What rollcall replay found",
    [
      ("version", .constant(1), "The version of this format."),
      ("policy", .optional(.text), "The policy's file; null for the law alone."),
      ("register", .text, "The folder of the register."), ("school", .text, "The school's name."),
      ("from", .date, "The first day of the register."), ("to", .optional(.date), "The last."),
      ("partial", .truth, "Whether so much is not used that no figure is of the whole."),
      ("usage", .list(usage), "How much of each file was used."),
      ("measures", measures, "How the sessions were spent."),
      ("clauses", .list(clause), "What had to be done, and whether it was."),
      ("practice", .list(practice), "What a register must show, and whether it does."),
      ("conformance", conformance, "How far practice agrees with the policy and the law."),
      ("consistency", .list(comparison), "Whether groups of pupils are treated alike."),
      ("counterfactual", counterfactual, "What would have followed from the right marks."),
      (
        "divergences", .optional(.list(divergence)),
        "Where the record differs, by date; null where they are only counted."
      ),
      ("subsidiary_pupils", .whole, "Pupils whose main registration is at another school."),
      ("not_checked", .list(.text), "What the data cannot show."),
      ("assumptions", .list(.text), "What was taken for granted."),
      ("rejections", .list(row("reason", "Why the row cannot be used.")), "Rows left out."),
      ("remarks", .list(remark), "What is worth checking in the data."),
      (
        "summary",
        .group(
          "Counts",
          [
            ("divergences", .whole, "All of them."), ("errors", .whole, "Errors among them."),
            ("warnings", .whole, "Warnings among them."), ("notes", .whole, "Notes among them."),
          ]), "How often the record differs."
      ),
    ])

  private static let usage = Shape.group(
    "How much of a file was used",
    [
      ("file", .text, "The file."),
      ("rows", .whole, "Its rows, without the header and blank ones."),
      ("unused_rows", .whole, "Those that are not used."),
      ("cells", .optional(.whole), "Filled cells for marks, where a row has several."),
      ("unused_cells", .optional(.whole), "Those that are not used."),
    ])

  private static let remark = Shape.group(
    "A remark",
    [
      ("file", .text, "The file."),
      ("line", .optional(.whole), "The line, from 1; null for the file as a whole."),
      ("remark", .text, "What is worth checking."),
      ("unused", .truth, "Whether it tells of something that is not used."),
    ])

  private static let measures = Shape.group(
    "Measures",
    [
      ("pupils", .whole, "Pupils with sessions on roll."),
      ("possible", .whole, "Possible sessions of compulsory school age, as in all rates."),
      ("attended", .whole, "Sessions attended."), ("authorised", .whole, "Authorised absence."),
      ("unauthorised", .whole, "Unauthorised absence."),
      ("attendance_rate", .optional(.number), "Attended of possible sessions."),
      ("late", .whole, "Late marks of all pupils on roll."),
      ("late_after_close", .whole, "Late after the register closed, of all pupils on roll."),
      ("missing", .whole, "Sessions without a mark of all pupils on roll."),
      ("persistently_absent", .whole, "Pupils persistently absent."),
      ("severely_absent", .whole, "Pupils severely absent."),
      (
        "outside_compulsory_age",
        .group(
          "Outside compulsory school age",
          [
            ("throughout", .whole, "Pupils who are so in all their sessions."),
            ("partly", .whole, "Pupils who are so in some."),
            ("sessions", .whole, "Their sessions that are in no rate."),
          ]), "Who is not of compulsory school age, and what that leaves out of the rates."
      ),
    ])

  private static let clause = Shape.group(
    "A clause",
    [
      ("clause", .text, "Its name."), ("checked", .truth, "Whether the data can show it."),
      ("deadline", .truth, "Whether it says by when."),
      ("raised", .whole, "Obligations that opened."), ("met", .whole, "Met in time."),
      ("late", .whole, "Met late."), ("missed", .whole, "Never met."),
      ("pending", .whole, "Not yet due."),
      ("done", .optional(.whole), "Without a deadline: those done."),
      ("not_done", .optional(.whole), "Without a deadline: those not done."),
      ("adherence", .optional(.number), "Met of those judged."),
      ("too_few", .truth, "Whether fewer were judged than a share says anything of."),
      ("unit", .text, "The unit of the deadline, in which the distances are."),
      ("fewest_days_to_spare", .optional(.whole), "The nearest to being late."),
      ("days_to_spare", .optional(.number), "On average."),
      ("most_days_late", .optional(.whole), "The latest."),
      ("days_late", .optional(.number), "On average."),
      (
        "nearest",
        .optional(
          .group(
            "The pupils near a threshold",
            [
              ("threshold", .whole, "The fewest sessions at which it fires."),
              ("highest", .whole, "The highest count below."),
              ("pupils", .whole, "How many pupils are near."),
            ])), "How near pupils came without reaching it."
      ),
    ])

  private static let practice = Shape.group(
    "A rule about practice",
    [
      ("rule", .text, "Its name."), ("checked", .truth, "Whether the data can show it."),
      ("cases", .whole, "Marks or records that it judges."),
      ("divergences", .whole, "Those it finds wrong."),
      ("adherence", .optional(.number), "Those that keep it, of all."),
      ("too_few", .truth, "Whether there were fewer cases than a share says anything of."),
    ])

  private static let shares: [Shape.Key] = [
    ("judged", .whole, "Obligations judged."), ("met", .whole, "Met in time."),
    ("adherence", .optional(.number), "Met of those judged."),
    ("divergences", .whole, "Divergences."),
  ]

  private static let conformance = Shape.group(
    "Conformance",
    [
      ("overall", .optional(.number), "The share that was kept; null of too little."),
      ("too_few", .truth, "Whether there is too little for an overall figure."),
      ("judged", .whole, "Obligations judged."), ("met", .whole, "Met in time."),
      ("school_days", .whole, "School days of data."),
      ("kept", .whole, "Clauses kept."),
      ("broken", .whole, "Clauses broken."), ("dormant", .whole, "Clauses without a case."),
      ("not_checked", .whole, "Clauses that the data cannot show."),
      (
        "months", .list(.group("A month", [("month", .text, "As 2024-09.")] + shares)),
        "By the month."
      ),
      (
        "pupils", .list(.group("A pupil", [("pupil", .text, "The identifier.")] + shares)),
        "By the pupil."
      ),
    ])

  private static let comparison = Shape.group(
    "A comparison of two groups",
    [
      ("clause", .text, "The clause."), ("attribute", .text, "What tells the groups apart."),
      ("group", .text, "The group."), ("suppressed", .truth, "Whether small counts are hidden."),
      ("pupils", .optional(.whole), "Pupils in it."), ("kept", .optional(.whole), "Kept for them."),
      ("other_pupils", .optional(.whole), "Other pupils."),
      ("other_kept", .optional(.whole), "Kept for the others."),
      ("probability", .optional(.number), "That chance alone differs as much."),
      ("more_than_chance", .truth, "Whether it is more than chance."),
    ])

  private static let counterfactual = Shape.group(
    "What would have followed",
    [
      ("marks", .whole, "Marks that would be others."),
      ("pupils", .whole, "Pupils they belong to."),
      (
        "shifts",
        .optional(
          .list(
            .group(
              "An obligation that would have opened on another day",
              [
                ("pupil", .text, "The pupil."), ("clause", .text, "The clause."),
                ("recorded", .optional(.date), "When it opened."),
                ("corrected", .optional(.date), "When it would have."),
                ("evidence", .list(evidence), "The rows."),
              ]))), "What would have changed; null with `--summary`, which does not work it out."
      ),
    ])

  private static let divergence = Shape.group(
    "A divergence",
    [
      ("clause", .text, "The clause that the record differs from."),
      ("also_against", .list(.text), "Other clauses that ask the same."),
      ("kind", .words(Divergence.Kind.allCases.map(\.rawValue)), "In what way it differs."),
      ("pupil", .optional(.text), "The pupil."), ("class", .optional(.text), "The class."),
      ("date", .date, "When it arose."),
      ("session", .optional(.words(["AM", "PM"])), "The session."),
      ("expected", .optional(.text), "What was expected."),
      ("recorded", .optional(.text), "What is recorded."), ("due", .optional(.date), "By when."),
      ("severity", severity, "How much it weighs."), ("message", .text, "What differs."),
      (
        "clause_at",
        .optional(
          .group("A place", [("file", .text, "The file."), ("line", .whole, "The line.")])),
        "Where the clause stands."
      ),
      ("evidence", .list(evidence), "The rows on which it rests."),
      ("citations", .list(citation), "Who asks, and where."),
    ])

  private static let evidence = Shape.group(
    "A row", [("file", .text, "The file."), ("line", .whole, "The line, from 1.")])

  private static func row(_ name: String, _ meaning: String) -> Shape {
    .group(
      "A row",
      [("file", .text, "The file."), ("line", .whole, "The line, from 1."), (name, .text, meaning)])
  }

  static let test = Shape.group(
    "What rollcall test found",
    [
      ("version", .constant(1), "The version of this format."),
      ("framework", .text, "The framework's name."),
      ("files", .list(testFile), "The files of tests."),
      ("coverage", .list(coverage), "Which clauses the tests exercise."),
      (
        "summary",
        .group(
          "Counts",
          [
            ("files", .whole, "The files."), ("not_run", .whole, "Files that could not be run."),
            ("tests", .whole, "The tests."), ("passed", .whole, "Tests that passed."),
            ("failed", .whole, "Tests that failed."), ("expectations", .whole, "What they expect."),
          ]), "How many passed."
      ),
    ])

  private static let testFile = Shape.group(
    "A file of tests",
    [
      ("file", .text, "The file."), ("policy", .optional(.text), "The policy that is tested."),
      ("problems", .list(finding(isReported: false)), "Why it could not be run."),
      ("tests", .list(result), "What became of its tests."),
    ])

  private static let result = Shape.group(
    "A test",
    [
      ("name", .text, "Its name."), ("line", .whole, "The line, from 1."),
      ("passed", .truth, "Whether all came out as expected."),
      ("expectations", .whole, "How many it has."),
      (
        "failures",
        .list(
          .group(
            "A failure",
            [
              ("file", .text, "The file."), ("line", .whole, "The line, from 1."),
              ("column", .whole, "The column, from 1."), ("end_line", .whole, "The last line."),
              ("end_column", .whole, "The column after its last character."),
              ("clause", .optional(.text), "The clause."),
              ("pupil", .optional(.text), "The pupil."),
              ("expected", .text, "What was expected."), ("happened", .text, "What happened."),
            ])), "What came out otherwise."
      ),
    ])

  private static let coverage = Shape.group(
    "How far the tests of a policy reach",
    [
      ("policy", .optional(.text), "The policy; null for the law alone."),
      ("clauses", .whole, "The policy's own clauses."),
      ("exercised", .whole, "Those that a test exercises."),
      (
        "not_asked", .optional(.text),
        "That the duties of the law are not asked, because another nation's binds the school; else null."
      ),
      (
        "each",
        .list(
          .group(
            "A clause",
            [
              ("clause", .text, "Its name."), ("origin", .text, "Whose it is."),
              ("exercised", .truth, "Whether a test exercises it."),
            ])), "Every clause that binds the school."
      ),
    ])
}
