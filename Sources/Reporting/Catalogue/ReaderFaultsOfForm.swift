import Diagnostics
import PolicyModel
import PolicyTests
import Registers

extension ReaderFault {
  /// What is wrong with the keys of a file, or with what they hold.
  static let ofForm: [ReaderFault] = [
    .init(
      "format.kind", "The file is not of a kind that can be used here",
      why: "The key `rollcall` says what a file is; without it nothing can be said of its keys.",
      fix: "Begin the file with its kind, as in `rollcall: policy/v1`.",
      wrong: "school: { name: A School }", right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "format.unknown-key", "A key is not one of those that its group has",
      why: "A key that nobody reads looks like a rule of the policy and is none.",
      fix: "Spell it as `rollcall schema KIND --format markdown` lists it, or leave it out.",
      wrong: "rollcall: policy/v1\nschool: { nmae: A School, name: A School }",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "format.missing-key", "A key is not there without which its group makes no sense",
      why: "Nothing could be concluded from the others.", fix: "Add the key.",
      wrong: "rollcall: policy/v1", right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "format.value", "A value is not of the form that its key asks for",
      why:
        "A time, a date, a sum or a number of days that could be read in two ways is not guessed.",
      fix: "Write it as the message shows; quantities have units, such as `10 school_days`.",
      wrong: "rollcall: policy/v1\nschool: { name: A School, phase: elementary }",
      right: "rollcall: policy/v1\nschool: { name: A School, phase: primary }"),
    .init(
      "format.duplicate-id", "Two clauses of one list have the same name",
      why: "Reports, tests and waivers name a clause by it, and could not tell the two apart.",
      fix: "Give one of them another name.",
      wrong: "rollcall: policy/v1\nschool: { name: A School }\nescalation:\n"
        + "  - { id: a, when: { absence: 4 days, in: term }, do: letter, within: 5 days }\n"
        + "  - { id: a, when: { absence: 6 days, in: term }, do: letter, within: 5 days }",
      right: "rollcall: policy/v1\nschool: { name: A School }\nescalation:\n"
        + "  - { id: a, when: { absence: 4 days, in: term }, do: letter, within: 5 days }\n"
        + "  - { id: b, when: { absence: 6 days, in: term }, do: letter, within: 5 days }"),
    .init(
      "format.unknown-path", "A path under `sources` leads to no key of a policy",
      why: "The words that it quotes would belong to nothing.",
      fix: "Write the keys from the top, with dots between them: `registers.morning.closes`.",
      wrong: "rollcall: policy/v1\nschool: { name: A School }\n"
        + "sources: { day.begins: { document: d, quote: q } }",
      right: "rollcall: policy/v1\nschool: { name: A School }\n"
        + "sources: { day.starts: { document: d, quote: q } }"),
    .init(
      "format.follows", "A file under `follows` cannot be read",
      why: "What the policy inherits from it is not known.",
      fix: "The path is relative to the file that names it; a policy follows at most "
        + "\(PolicyDocument.mostLayers) files.",
      wrong: "rollcall: policy/v1\nschool: { name: A School }\nfollows: [nowhere.yaml]",
      right: "rollcall: policy/v1\nschool: { name: A School }"),
    .init(
      "format.occasion", "An occasion under `when` names nothing to wait for, or several things",
      why: "It must be clear on which day an obligation opens.",
      fix: "Name one, as in `{ absence: 4 days, in: school_year }`.",
      wrong: "rollcall: policy/v1\nschool: { name: A School }\n"
        + "escalation: [{ id: letter, when: { in: term }, do: letter }]",
      right: "rollcall: policy/v1\nschool: { name: A School }\n"
        + "escalation: [{ id: letter, when: { absence: 4 days, in: term }, do: letter }]"),
    .init(
      "format.dates-out-of-order", "The last date of a range comes before the first",
      why: "Nothing is in force on any day of it.", fix: "Put the earlier date under `from`."),
    .init(
      "format.citation", "A citation names neither a passage nor a source with the place in it",
      why: "Nobody could look it up.",
      fix: "Write `{ passage: … }` or `{ source: …, where: … }`."),
    .init(
      "format.commencement", "A rule, or a value, begins in two ways, or in none",
      why: "It begins on a date of its own, or with a law.",
      fix: "Give its dates, or under `comes_with` the source with which it comes into force."),
    .init(
      "format.expectation", "An expectation of a test says nothing, or several things at once",
      why: "It must be clear what is right and what is wrong.",
      fix: "Write one entry for each: `fires` with `due` and `outcome`, `diverges` with `on` and "
        + "`session`, or `measure` with `is`."),
  ]

  /// What is wrong with a register dataset, or with a small register.
  static let ofRegisters: [ReaderFault] = [
    .init(
      "register.missing-file", "The file of the marks is not there",
      why: "Without marks there is nothing to replay.",
      fix: "Its name under `marks` is relative to `register.yaml`."),
    .init(
      "register.empty-file", "A file of the dataset holds nothing",
      why: "Its first row should give the names of the columns.",
      fix: "Export it again, or leave it out of `register.yaml`."),
    .init(
      "register.unreadable-file", "A file of the dataset is there and cannot be read",
      why: "What it holds is not known, and it is not to be taken for a file that is missing.",
      fix: "Look at its permissions and its size; at most \(DataFile.limit >> 30) GiB is read."),
    .init(
      "register.not-text", "A file of the dataset is no text that can be read",
      why:
        "UTF-8 and Windows-1252 are read; a workbook or UTF-16 holds the same letters as other bytes.",
      fix: "Export or save it as CSV in UTF-8."),
    .init(
      "register.malformed", "A file of the dataset is not what `register.yaml` says it is",
      why:
        "The first row of a CSV file cannot be read, or the XML of a Common Transfer File is broken or "
        + "has a document type declaration.",
      fix: "Look at the place that the message names."),
    .init(
      "register.unusable-rows",
      "More than \(Wording.grouped(Limits.rejections)) rows of a file cannot be used",
      why: "So many faults are one: a column is taken for another, or dates are written otherwise.",
      fix: "Look at why the first row is unusable, then at `columns` and `date_format`."),
    .init(
      "register.too-large", "The marks are of more pupils than can be held",
      why:
        "Every pupil takes a place for each session, and \(Wording.grouped(Limits.places)) places are "
        + "held.",
      fix: "Look at which column is taken for the pupil, or replay one school at a time."),
    .init(
      "register.no-room", "There is no room for marks that are more than are held in memory",
      why:
        "`replay --summary` keeps them in a file without a name in the folder for temporary files, "
        + "\(RegisterReader.places >> 20) million at a time being held.",
      fix: "Make room there, or name another folder with `TMPDIR`."),
    .init(
      "register.ambiguous-column", "Two columns have the same name, or are about the same session",
      why: "Nothing says which of them is meant.", fix: "Rename or remove the other."),
    .init(
      "register.missing-column", "A column is not there",
      why: "The dataset cannot be read without it, or `register.yaml` names it.",
      fix: "Say under `columns` what the file calls it."),
    .init(
      "register.unknown-column", "`columns` maps a name that Rollcall does not read",
      why: "The column would be read by nobody.",
      fix: "Write the name that the message suggests, or leave the line out."),
    .init(
      "register.unused-key", "A key is given that the layout of the marks does not read",
      why: "The marks would be read otherwise than `register.yaml` says.",
      fix: "Leave the key out, or name the layout that reads it."),
    .init(
      "register.ambiguous-session", "Sessions are written `M` and `A`",
      why: "`A` alone means AM, and beside `M` it may mean the afternoon.",
      fix: "Write `AM` and `PM` in the column of sessions."),
    .init(
      "register.identifiers-differ", "No pupil of the pupils' table has a mark",
      why:
        "The two files write identifiers in different ways, so every pupil would be counted twice.",
      fix: "Name the columns that hold the same identifier, and export both as text."),
    .init(
      "register.other-school", "A Common Transfer File has no marks of the school that is named",
      why: "The marks of another school are not this one's.",
      fix: "Write the number under which the file has the school's marks."),
    .init(
      "register.no-marks", "The file of the marks holds none that can be used",
      why: "Every row was refused, most often because dates are written otherwise than "
        + "`date_format` says, or every mark lies outside the calendar.",
      fix: "Do what the message says of most rows, or correct `terms`."),
    .init(
      "register.mostly-unused", "More than a quarter of the marks is not used",
      why: "Figures of a part of a register look like those of the whole.",
      fix:
        "Mend the export or `register.yaml`; `rollcall replay --partial` shows figures all the same."
    ),
    .init(
      "register.term-dates", "A term does not end within a year of its first day",
      why: "Two dates were exchanged, or a year mistyped.",
      fix: "Put the earlier date under `from`."),
    .init(
      "register.terms-overlap", "A term begins before the last one ends",
      why: "A day would belong to two terms.", fix: "List the terms in order, without an overlap."),
    .init(
      "register.no-sessions", "The calendar has no session at all",
      why: "There is nothing to be marked.", fix: "Check the terms' dates and the closed days."),
    .init(
      "register.inline-marks", "The marks of a small register cannot be read",
      why: "They are a date and, for each school day from it on, a morning and an afternoon mark.",
      fix: "Write them as \"2024-09-02: U/ // NN\"; `.` stands for a missing mark."),
    .init(
      "register.arrival-without-session", "A pupil arrives where the calendar has no session",
      why: "The arrival could be held against no mark.",
      fix: "Check its date, and the calendar's terms and closed days."),
    .init(
      "register.entry-without-session", "A mark is entered where the calendar has no session",
      why: "The time of entry could be held against no mark.",
      fix: "Check its date, and the calendar's terms and closed days."),
    .init(
      "register.ends-before-it-begins", "Something ends before it begins",
      why: "Two dates were exchanged, or a year mistyped.", fix: "Put the earlier date first."),
    .init(
      "register.overlapping-spells", "Two times on roll of one pupil overlap, or are the same",
      why: "Several entries of a pupil say when the pupil left and came back.",
      fix: "Give the earlier one the date on which the pupil left, or remove the repetition."),
    .init(
      "register.decision", "The decision on a request for leave is neither granted nor refused",
      why: "What follows from it depends on which.", fix: "Write `granted` or `refused`."),
  ]

  /// What keeps policy tests from being run.
  static let ofTests: [ReaderFault] = [
    .init(
      "tests.policy", "The policy that is to be tested cannot be used",
      why: "What would be tested is not known.",
      fix:
        "The path is relative to the file of tests; `rollcall check` says what is wrong with the "
        + "policy."),
    .init(
      "tests.same-name", "Two tests of a file have the same name",
      why: "A report could not say which of them failed.", fix: "Give each a name of its own."),
    .init(
      "tests.no-marks", "A test has no mark at all",
      why: "Its data would begin and end nowhere.",
      fix: "Write what was marked, as in `marks: { P1: \"2024-09-02: /. NN\" }`."),
    .init(
      "tests.unknown-clause", "A test names a clause that does not bind the school",
      why: "It would pass whatever the policy says.",
      fix:
        "Name one of the policy's own by where it stands, such as `follow_up.home-visit`, or one "
        + "that `rollcall rules --kind duty` or `--kind practice` lists."),
    .init(
      "tests.unknown-pupil", "A test names a pupil who has no marks and is not under `pupils`",
      why: "It would pass, or an action be lost, because of a slip of the pen.",
      fix: "Use the pupil's name among the marks."),
    .init(
      "tests.unusable", "Something in a test's register cannot be used",
      why: "A row that is left out in silence makes another test of it.",
      fix: "Do what the message says."),
    .init(
      "tests.too-large", "The registers of a file of tests are larger than a school's year",
      why:
        "They are all held at once, with at most "
        + "\(Wording.grouped(PolicyTestSuite.mostPlaces)) places for a mark, so that a damaged file does "
        + "not take all the memory.",
      fix: "A test needs few pupils and one school year; `rollcall replay` reads large registers."),
  ]

  /// What is wrong with the files of a framework, of a cluster or of an authority.
  static let ofFrameworks: [ReaderFault] = [
    .init(
      "framework.unknown-path",
      "A rule asks about a path that the files it is asked of do not have",
      why: "It could never find anything.",
      fix: "Spell the path as `rollcall schema policy` has it."),
    .init(
      "framework.unknown-parameter", "A rule compares with a parameter that is not there",
      why: "It could never find anything.", fix: "Add the parameter, or spell it as it is."),
    .init(
      "framework.unknown-source", "A citation names a source that is not listed",
      why: "Nobody could look it up.", fix: "List it under `sources`, or spell it as it is."),
    .init(
      "framework.unknown-passage", "A citation names a passage that is not listed",
      why: "Nobody could look it up.", fix: "List it under `passages`, or spell it as it is."),
    .init(
      "framework.unknown-rule", "Something names a rule that is not there",
      why: "It would say nothing about any rule.",
      fix: "Spell it as `rollcall rules` lists it."),
    .init(
      "framework.unknown-word", "A rule names a word that the framework's vocabularies do not hold",
      why: "It could never be kept, or never be broken.",
      fix: "Add the word under `vocabularies`, or spell it as it stands there."),
    .init(
      "framework.no-citation", "A rule cites nothing",
      why: "A finding has to say by whose authority it is made.",
      fix: "Say which source requires it, and where."),
    .init(
      "framework.no-example", "A rule has no example that breaks it, or none that keeps it",
      why: "Both are tests of the rule.", fix: "Add `breaks` and `holds`."),
    .init(
      "framework.wrong-example", "An example does not do what it stands for",
      why: "What `breaks` or `holds` shows is how a reader learns what the rule means; one that "
        + "shows the opposite hides a slip in the rule or in itself.",
      fix: "Change the example, or the rule."),
    .init(
      "framework.unverified-error",
      "A rule is an error, and on some date rests on nothing in force whose words somebody has read",
      why: "Nobody should be told that they break the law on the strength of what nobody has seen.",
      fix: "Make it a warning or a note, or confirm one of its citations that is in force then."),
    .init(
      "framework.word-for", "A word is for pupils of whom it cannot be",
      why: "Of words only actions say whom they are for, and of them only that it is an age.",
      fix: "Write whom a duty is for under the `for` of the duty."),
    .init(
      "framework.confirmation", "A confirmation names nothing that is open",
      why:
        "What somebody has looked up must lead to a place that a rule rests on, once, or it is lost.",
      fix: "Copy the source, and the passage or the place, from `rollcall rules --unverified`."),
    .init(
      "framework.duplicate-id", "A name is used twice",
      why: "A report could not say which of the two it means.",
      fix: "Give one of them another name."),
    .init(
      "framework.overlap", "A parameter, or a code, has two values on the same date",
      why: "The law of that day would be two laws.",
      fix: "End the earlier value on the day before the later begins."),
    .init(
      "framework.commencement", "It is not clear when a rule comes into force",
      why: "It begins on a date of its own, or with a law that has one, or has none yet.",
      fix:
        "Give the rule `in_force`, or under `comes_with` a source that has dates or is `not_yet: true`."
    ),
    .init(
      "framework.gap", "A parameter, or a code, has no value between two of its dates",
      why: "What the law was then would not be known.",
      fix: "End the earlier value on the day before the later begins."),
    .init(
      "framework.bank-holiday", "A bank holiday is on a weekend, or outside its list's dates",
      why: "Working days stop on it, so it must be a Monday to Friday of those dates.",
      fix: "Give the weekday on which the banks are closed, such as the substitute day."),
    .init(
      "framework.dates-out-of-order", "The last date of a value comes before the first",
      why: "It would hold on no day.", fix: "Put the earlier date under `from`."),
    .init(
      "framework.condition", "A condition says several things, or nothing, or about nothing",
      why: "It must be clear what is asked of what.",
      fix: "Give it one relation, and one `value` or a `from` and a `to`; make several a list."),
    .init(
      "framework.judgement", "A rule about practice lacks a key that its way of judging needs",
      why: "It could not be judged.", fix: "Add the key beside `judge`."),
    .init(
      "framework.strictness", "A value's strictness is given in two ways",
      why: "They could contradict each other.", fix: "Write `stricter` or `from_strictest`."),
    .init(
      "framework.passage", "A passage is answered by nothing, or in two ways",
      why: "What the guidance says is checked, or it is said why it cannot be.",
      fix: "Cite it in a rule, or say under `not_checkable` why no rule can check it, and not both."
    ),
  ]

  /// What is wrong with the rules that a `.rollcall.yaml` turns off.
  static let ofConfigurations: [ReaderFault] = [
    .init(
      "config.reason", "A rule is turned off for a reason that is empty",
      why: "Whoever reads the report will ask, and nobody will remember.",
      fix: "Say why in a sentence; every report repeats it.",
      wrong: "rollcall: config/v1\noff: [{ rule: policy.review-overdue, reason: \"\" }]",
      right: "rollcall: config/v1\n"
        + "off: [{ rule: policy.review-overdue, reason: two schools merge in May }]"),
    .init(
      "config.unknown-rule", "A rule is turned off that is not one of those that are asked",
      why: "It turns nothing off, and what was meant is still found.",
      fix: "Spell it as reports do, or leave it out."),
    .init(
      "config.reading-fault", "What is found in reading a file is turned off",
      why: "What could not be read is not known, so nobody can say that it does no harm.",
      fix: "Put right what is found in the file."),
  ]
}
