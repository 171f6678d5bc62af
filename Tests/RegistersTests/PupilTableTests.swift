import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

@Suite struct `The pupils' table` {
  private func dataset(_ table: String, _ more: String = "") throws -> Dataset {
    var files = Files(more: "pupils: { file: pupils.csv }\n\(more)")
    files["pupils.csv"] = table
    let outcome = files.read()
    return try #require(outcome.value, "\(outcome.diagnostics.map(\.message))")
  }

  private func pupil(_ table: String) throws -> Pupil {
    try #require(try dataset(table).pupils.first).pupil
  }

  @Test(arguments: [
    ("11", "11"), ("Year 11", "11"), ("YEAR  11", "11"), ("Y11", "11"), ("Yr 11", "11"),
    ("yr.7", "7"), ("Year11", "11"), ("11.0", "11"), ("07", "7"), ("NC Year 4", "4"),
    ("Year Group 3", "3"), ("R", "R"), ("Reception", "R"), ("Year R", "R"), ("YR", "R"), ("0", "R"),
    ("Year 0", "R"), ("N1", "N1"), ("nursery 2", "N2"), ("Nursery", "N"), ("Y-9", "9"),
    ("14", "14"),
  ])
  func `has year groups in one form`(written: String, year: String) throws {
    let dataset = try dataset("pupil,year_group\nP1,\(written)\n")
    #expect(dataset.pupils.first?.pupil.yearGroup == year)
    #expect(dataset.refused == [])
  }

  @Test(arguments: [
    ("most_junior", ClassPosition.mostJunior), ("Most_Senior", .mostSenior), ("", nil),
    ("top", nil),
  ])
  func `may say that a pupil is in the class at an end of the school`(
    written: String, position: ClassPosition?
  ) throws {
    let dataset = try dataset("pupil,class_position\nP1,\(written)\n")
    #expect(dataset.pupils.first?.pupil.classPosition == position)
    #expect(dataset.refused.count == (written == "top" ? 1 : 0))
  }

  @Test func `names a year group that is none, and uses the rest`() throws {
    let dataset = try dataset("pupil,year_group,class\nP1,Oak,1A\nP2,15,1A\n")
    #expect(
      dataset.refused == [
        "pupils.csv:2 `Oak` under `year_group` is not a year group, such as `7`, `Year 7`, `R` or `N1`; the "
          + "rest of the row is used",
        "pupils.csv:3 `15` under `year_group` is not a year group, such as `7`, `Year 7`, `R` or `N1`; the "
          + "rest of the row is used",
      ])
    #expect(dataset.pupils.map(\.pupil.yearGroup) == [nil, nil])
    #expect(dataset.pupils.map(\.pupil.classGroup) == ["1A", "1A"])
  }

  @Test(arguments: [
    ("sen", "K", true), ("sen", "k", true), ("sen", "E", true), ("sen", "N", false),
    ("sen", "EHCP", true), ("fsm", "T", true), ("fsm", "F", false), ("fsm", "True", true),
    ("fsm", "", false), ("social_worker", "Y", true), ("youth_offending_team", "0", false),
    ("boarder", "yes", true), ("boarder", "B", true), ("boarder", "6", true),
    ("boarder", "7", true),
    ("boarder", "N", false), ("boarder", "", false),
  ])
  func `reads groups as the school census writes them`(
    column: String, word: String, isIn: Bool
  ) throws {
    let dataset = try dataset("pupil,\(column)\nP1,\(word)\n")
    #expect(dataset.refused == [])
    #expect(dataset.pupils.first?.pupil.groups.isEmpty == !isIn)
  }

  @Test(arguments: [
    ("main", Pupil.Registration.main), ("Subsidiary", .subsidiary), ("S", .subsidiary),
    ("M", .main), ("C", .main), ("", .main),
  ])
  func `says at which school a pupil is mainly registered`(
    written: String, registration: Pupil.Registration
  ) throws {
    let dataset = try dataset("pupil,registration\nP1,\(written)\n")
    #expect(dataset.refused == [])
    #expect(dataset.pupils.first?.pupil.registration == registration)
  }

  @Test func `names what is neither yes nor no, and no registration`() throws {
    let dataset = try dataset("pupil,boarder,registration\nP1,weekly,guest\n")
    #expect(
      dataset.refused == [
        "pupils.csv:2 `guest` under `registration` is neither `main` nor `subsidiary`, nor one of the codes "
          + "`C`, `M` and `S`; the rest of the row is used",
        "pupils.csv:2 `weekly` under `boarder` is neither yes nor no, nor one of the codes `B`, `6`, `7` and "
          + "`N`; the rest of the row is used",
      ])
  }

  /// A faulty cell loses only itself: the class, the dates and the other group are kept.
  @Test func `loses a cell that cannot be read, and not its row`() throws {
    let row = "P1,5,5A,2014-10-11,2020-09-01,x,K,Ever 6\n"
    let dataset = try dataset("pupil,year_group,class,date_of_birth,joined,left,sen,fsm\n" + row)
    #expect(
      dataset.refused == [
        "pupils.csv:2 `Ever 6` under `fsm` is neither yes nor no; the rest of the row is used",
        "pupils.csv:2 `x` under `left` is not a date as the dataset writes them (`yyyy-MM-dd`); "
          + "the rest of the row is used",
      ])
    #expect(dataset.unused.isSome)
    #expect(
      dataset.unused.line
        == "Every row was used: 1 row in marks.csv and 1 in pupils.csv. Single columns or cells were not: see "
        + "below.")
    let pupil = try #require(dataset.pupils.first).pupil
    #expect(pupil.classGroup == "5A")
    #expect(pupil.dateOfBirth == CivilDate("2014-10-11"))
    #expect(pupil.joined == CivilDate("2020-09-01"))
    #expect(pupil.groups == [.sen])
  }

  @Test func `has several rows of a pupil who left and came back`() throws {
    let table = """
      pupil,class,date_of_birth,joined,left
      P1,4B,2014-10-11,2024-09-09,
      P1,3A,2014-10-11,2021-09-01,2024-09-04

      """
    let dataset = try dataset(table)
    #expect(dataset.refused == [])
    let pupil = try #require(dataset.pupils.first).pupil
    #expect(pupil.spells.map(\.joined?.description) == ["2021-09-01", "2024-09-09"])
    #expect(pupil.spells.map(\.left?.description) == ["2024-09-04", nil])
    #expect(pupil.spells.map(\.evidence?.line) == [3, 2])
    #expect(pupil.classGroup == "4B")
    let days = ["2024-09-04", "2024-09-05", "2024-09-08", "2024-09-09"].compactMap { CivilDate($0) }
    #expect(days.map { pupil.isOnRoll($0) } == [true, false, false, true])
  }

  @Test(arguments: [
    (
      "2021-09-01,", "2024-09-09,",
      "the time on roll from 9 September 2024 without an end overlaps the one on line 2, from 1 September "
        + "2021 without an end; give that one the date on which the pupil left"
    ),
    (
      "2021-09-01,2024-09-10", "2024-09-09,",
      "the time on roll from 9 September 2024 without an end overlaps the one on line 2, from 1 September "
        + "2021 to 10 September 2024"
    ),
    ("2021-09-01,", "2021-09-01,", "the pupil is listed twice"),
    (",", ",", "the pupil is listed twice"),
    (",2024-09-04", ",", "the pupil is listed twice"),
  ])
  func `refuses a row that repeats or overlaps another time on roll`(
    first: String, second: String, reason: String
  ) throws {
    let dataset = try dataset("pupil,joined,left\nP1,\(first)\nP1,\(second)\n")
    #expect(dataset.refused == ["pupils.csv:3 \(reason)"])
    #expect(dataset.pupils.first?.pupil.spells.count == 1)
  }

  @Test func `may have a pupil leave and join on one day`() throws {
    #expect(try dataset("pupil,joined,left\nP1,,2024-09-04\nP1,2024-09-04,\n").refused == [])
  }

  @Test func `says which of two dates of birth counts`() throws {
    let dataset = try dataset(
      "pupil,date_of_birth,joined,left\nP1,2014-10-11,,2024-09-04\nP1,2014-11-10,2024-09-09,\n")
    #expect(
      dataset.refused == [
        "pupils.csv:3 the date of birth is 10 November 2014 here and 11 October 2014 on line 2, which "
          + "counts; the rest of the row is used"
      ])
    #expect(dataset.pupils.first?.pupil.dateOfBirth == CivilDate("2014-10-11"))
  }

  @Test func `does not lose a pupil by a leaving date before the joining date`() throws {
    let dataset = try dataset("pupil,joined,left\nP1,2021-09-01,2020-09-01\n")
    #expect(
      dataset.refused == [
        "pupils.csv:2 `left` is 1 September 2020, before `joined`, 1 September 2021, so neither date is "
          + "used; the rest of the row is used"
      ])
    #expect(dataset.pupils.first?.pupil.isOnRoll(dataset.dates.first) == true)
  }

  @Test(arguments: [
    ("1916-10-09", "would make the pupil 107 years old"), ("2027-04-06", "is after the register"),
    ("1900-01-01", "would make the pupil 124 years old"),
    ("2023-01-01", "would make the pupil 1 year old"),
    ("2004-09-01", "would make the pupil 20 years old"),
  ])
  func `does not lose a pupil by a date of birth that none can have`(
    date: String, words: String
  ) throws {
    let dataset = try dataset("pupil,date_of_birth\nP1,\(date)\n")
    #expect(dataset.refused.count == 1)
    #expect(dataset.refused.first?.contains(words) == true, "\(dataset.refused)")
    #expect(dataset.pupils.first?.pupil.dateOfBirth == nil)
  }

  @Test(arguments: ["2004-09-02", "2022-09-13", "2014-10-11"])
  func `takes the ages that pupils have`(date: String) throws {
    #expect(try pupil("pupil,date_of_birth\nP1,\(date)\n").dateOfBirth == CivilDate(date))
  }

  @Test(arguments: ["left", "joined"], ["1900-01-01", "9999-12-31", "0001-01-01", "1970-01-01"])
  func `reads the dates that programs write for none as blank`(column: String, date: String) throws
  {
    let dataset = try dataset("pupil,\(column)\nP1,\(date)\nP2,\(date)\n")
    #expect(dataset.pupils.map(\.pupil.joined) == [nil, nil])
    #expect(dataset.pupils.map(\.pupil.left) == [nil, nil])
    #expect(dataset.refused == [])
    let remark = try #require(dataset.remarked.first { $0.contains("no date") })
    #expect(remark.contains("under `\(column)` (2 rows) is what programs write for no date"))
  }

  @Test(arguments: [
    ("left,2014-09-03", "`left` is 3 September 2014, before the date of birth, 11 October 2014"),
    (
      "joined,2013-09-03", "`joined` is 3 September 2013, before the date of birth, 11 October 2014"
    ),
  ])
  func `does not lose a pupil by a date before the date of birth`(
    cell: String, words: String
  ) throws {
    let (column, date) = (cell.prefix { $0 != "," }, cell.suffix(10))
    let dataset = try dataset("pupil,date_of_birth,\(column)\nP1,2014-10-11,\(date)\n")
    #expect(
      dataset.refused == ["pupils.csv:2 \(words), so it is not used; the rest of the row is used"])
    #expect(dataset.pupils.map(\.pupil.left) == [nil])
    #expect(dataset.pupils.map(\.pupil.joined) == [nil])
  }

  @Test func `does not lose a pupil who left before any was born`() throws {
    let dataset = try dataset("pupil,left\nP1,1985-07-19\n")
    #expect(
      dataset.refused == [
        "pupils.csv:2 `left` is 19 July 1985, before any pupil of the register was born, so it is not used; "
          + "the rest of the row is used"
      ])
    #expect(dataset.pupils.map(\.pupil.left) == [nil])
  }

  @Test func `names the columns that are not used`() throws {
    let dataset = try dataset("pupil,Forename,date_of_birth,Surname,\nP1,x,2014-10-11,y,\n")
    #expect(
      dataset.assumptions == ["pupils.csv: columns not used: `Forename` and `Surname`."])
  }

  @Test(arguments: [
    ("leave", "columns: { code: Code }"), ("pupils", "columns: { upn: UPN }"),
    ("actions", "columns: { recorded_at: When }"),
  ])
  func `and the others refuse a column that nothing reads`(table: String, columns: String) throws {
    var files = Files(more: "\(table): { file: t.csv, \(columns) }\n")
    files["t.csv"] =
      "pupil,applied_on,first_day,date,action,Code,UPN,When\nP1,2024-09-02,2024-09-03,2024-09-03,call,x,x,x\n"
    #expect(files.read().diagnostics.map(\.rule) == ["dataset.unknown-column"])
  }
}
