import CivilTime
import Clauses
import Diagnostics
import Registers
import Testing

@Suite struct `A Common Transfer File of more than one school` {
  /// Two school weeks.
  private func files(_ pupils: String, source: String? = "2000", marks: String = "") -> Files {
    var files = Files()
    files.manifest = """
      rollcall: register/v1
      calendar: { terms: [{ from: 2024-09-02, to: 2024-09-13 }] }
      marks: { file: ctf.xml, layout: ctf\(marks) }

      """
    let school =
      source.map { "<SourceSchool><LEA>801</LEA><Estab>\($0)</Estab></SourceSchool>" } ?? ""
    files["ctf.xml"] =
      "<CTfile><Header>\(school)</Header><CTFpupilData>\n\(pupils)</CTFpupilData></CTfile>\n"
    return files
  }

  private func pupil(
    _ number: String, _ years: String..., history: String = ""
  ) -> String {
    "<Pupil><UPN>\(number)</UPN><DOB>2014-10-11</DOB>\n<Attendance>\(years.joined(separator: "\n"))"
      + "</Attendance>\n<SchoolHistory>\(history)</SchoolHistory></Pupil>\n"
  }

  private func year(
    _ school: String?, from: String = "2024-09-02", _ marks: String, _ texts: String = "",
    year: String = "2024"
  ) -> String {
    let number = school.map { "<LEA>801</LEA><Estab>\($0)</Estab>" } ?? ""
    return
      "<YearData><Year>\(year)</Year>\(number)\(texts)<AttendSessions><AttendanceStartDate>\(from)"
      + "</AttendanceStartDate><AttendanceMarks>\(marks)</AttendanceMarks></AttendSessions></YearData>"
  }

  private func school(_ number: String, _ dates: String) -> String {
    "<School><LEA>801</LEA><Estab>\(number)</Estab>\(dates)</School>"
  }

  private static let fortnight = "/\\/\\/\\/\\/\\####/\\/\\/\\/\\/\\"
  private static let (one, two) = ("R674123101121", "B801200005001")

  private func codes(_ dataset: Dataset, _ pupil: String) -> String {
    dataset.entries.filter { $0.hasPrefix(pupil) }.map { String($0.split(separator: " ")[3]) }
      .joined()
  }

  /// Marks of one string outside the calendar make no leavers of other pupils.
  @Test(arguments: [
    ("2024-09-02", fortnight + "####/\\/\\"), ("2024-08-30", "/\\####" + fortnight),
    ("2024-08-30", "/\\####" + fortnight + "####/\\"),
  ])
  func `may have a string that goes on beyond the calendar`(from: String, marks: String) throws {
    let dataset = try #require(
      files(
        pupil(Self.one, year("2000", Self.fortnight))
          + pupil(Self.two, year("2000", from: from, marks))
      ).read().value)
    #expect(dataset.pupils.map(\.pupil.joined) == [nil, nil])
    #expect(dataset.pupils.map(\.pupil.left) == [nil, nil])
    #expect(!dataset.assumptions.contains { $0.contains("from the first mark to the last") })
  }

  @Test(arguments: [("2000", "before"), ("2000", "after")])
  func `has the marks of the school that wrote it, wherever they stand`(
    own: String, order: String
  ) throws {
    let other = year("3999", "OOOOOOOOOO")
    let mine = year("2000", "/\\/\\/\\/\\/\\")
    let first =
      order == "before" ? pupil(Self.one, other, mine) : pupil(Self.one, mine, other)
    let dataset = try #require(
      files(first + pupil(Self.two, year("2000", Self.fortnight))).read().value)
    #expect(codes(dataset, Self.one) == "/\\/\\/\\/\\/\\")
    #expect(dataset.refused == [])
    #expect(dataset.usage.map(\.unusedRows) == [1])
    #expect(!dataset.unused.isTooMuch)
    let line = order == "before" ? 3 : 4
    #expect(
      dataset.remarked == [
        "ctf.xml:\(line) 1 string of marks of 1 pupil is of another school, `801/3999`, and not counted: this "
          + "one is taken to be `801/2000`. If it is not, write its number as `establishment` under `marks`."
      ])
  }

  @Test func `has those of the school that most strings are of where none wrote it`() throws {
    let pupils =
      pupil(Self.one, year("3999", "OO")) + pupil(Self.two, year("2000", "/\\"))
      + pupil("P3", year("2000", "/\\"))
    for source in [nil, "4000"] {
      let dataset = try #require(files(pupils, source: source).read().value)
      #expect(dataset.pupils.map(\.pupil.id) == [Self.two, "P3"])
    }
  }

  @Test func `has those of the school that the manifest names`() throws {
    let pupils = pupil(Self.one, year("3999", "OO"), year("2000", "/\\"))
    let named = files(pupils, marks: ", establishment: 801/3999")
    #expect(codes(try #require(named.read().value), Self.one) == "OO")
    let wrong = files(pupils, marks: ", establishment: 801/3998").read()
    #expect(wrong.diagnostics.map(\.rule) == ["dataset.other-school"])
    #expect(
      wrong.diagnostics.first?.message
        == "`ctf.xml` has no marks of the school `801/3998`; it has those of `801/2000` and `801/3999`."
    )
    let malformed = files(pupils, marks: ", establishment: 8013999").read()
    #expect(malformed.diagnostics.map(\.rule) == ["format.value"])
  }

  @Test func `counts what names no school as its own`() throws {
    let dataset = try #require(
      files(pupil(Self.one, year(nil, "/\\")) + pupil(Self.two, year("2000", "/\\"))).read().value)
    #expect(dataset.pupils.count == 2)
    #expect(dataset.remarked == [])
  }

  @Test func `has the number of its school in no other layout`() throws {
    var files = Files()
    files.manifest = files.manifest.replacing(
      "file: marks.csv", with: "file: marks.csv, establishment: 801/2000")
    #expect(files.read().diagnostics.map(\.rule) == ["dataset.unused-key"])
  }

  @Test func `has its own history of each pupil, and not that of others`() throws {
    let history =
      school("2000", "<EntryDate>2020-09-01</EntryDate><LeavingDate>2024-09-04</LeavingDate>")
      + school("3999", "<EntryDate>2024-09-05</EntryDate>")
    let dataset = try #require(
      files(
        pupil(Self.one, year("2000", Self.fortnight), history: history)
          + pupil(Self.two, year("2000", Self.fortnight))
      ).read().value)
    let pupil = try #require(dataset.pupils.first { $0.pupil.id == Self.one }).pupil
    #expect(pupil.spells.map(\.joined?.description) == ["2020-09-01"])
    #expect(pupil.spells.map(\.left?.description) == ["2024-09-04"])
    #expect(
      dataset.assumptions == [
        "A pupil without dates of entry and leaving is taken to be on roll throughout, and one without a date "
          + "of birth to be of compulsory school age."
      ])
  }

  @Test(arguments: [
    (
      "1970-01-01", true,
      "1 January 1970 as the date of leaving (1 row) is what programs write for no date"
    ),
    (
      "2012-09-04", false,
      "the date of leaving is 4 September 2012, before the date of birth, 11 October 2014"
    ),
  ])
  func `has no pupil leave on a date on which none can`(
    date: String, isPlaceholder: Bool, words: String
  ) throws {
    let dataset = try #require(
      files(
        pupil(
          Self.one, year("2000", Self.fortnight),
          history: school("2000", "<LeavingDate>\(date)</LeavingDate>"))
      ).read().value)
    #expect(dataset.pupils.map(\.pupil.left) == [nil])
    let said = isPlaceholder ? dataset.remarked : dataset.refused
    #expect(said.count == 1)
    #expect(said.first?.contains(words) == true, "\(said)")
  }

  /// The string is filled up to the date of leaving with the sign for a day without sessions.
  @Test func `has a pupil leave on the last day with a mark`() throws {
    let leaving = "<EntryDate>2020-09-01</EntryDate><LeavingDate>2024-09-04</LeavingDate>"
    let dataset = try #require(
      files(
        pupil(Self.one, year("2000", "/\\####"), history: school("2000", leaving))
          + pupil(Self.two, year("2000", Self.fortnight))
      ).read().value)
    let pupil = try #require(dataset.pupils.first { $0.pupil.id == Self.one }).pupil
    #expect(pupil.left == CivilDate("2024-09-02"))
    #expect(dataset.remarked == [])
  }

  @Test(arguments: [
    ("2024-09-02", "/\\/\\", nil, "2024-09-03"), ("2024-09-11", "/\\/\\/\\", "2024-09-11", nil),
    ("2024-09-02", "##/\\/\\##", "2024-09-03", "2024-09-04"),
    ("2024-09-02", fortnight, nil, nil),
  ])
  func `tells by the ends of a string when a pupil was there`(
    from: String, marks: String, joined: String?, left: String?
  ) throws {
    let dataset = try #require(
      files(
        pupil(Self.one, year("2000", from: from, marks))
          + pupil(Self.two, year("2000", Self.fortnight))
      ).read().value)
    let pupil = try #require(dataset.pupils.first { $0.pupil.id == Self.one }).pupil
    #expect(pupil.joined?.description == joined)
    #expect(pupil.left?.description == left)
    let note =
      "1 pupil whose marks begin after those of others, or end before them, is taken to be on roll from the "
      + "first mark to the last."
    #expect(dataset.assumptions.contains(note) == (joined != nil || left != nil))
  }

  /// A refused string may have covered the rest of the year.
  @Test func `tells nothing by a string beside one that was refused`() throws {
    let dataset = try #require(
      files(
        pupil(Self.one, year("2000", "/\\"), year("2000", from: "2024-09-09", "C1NN"))
          + pupil(Self.two, year("2000", Self.fortnight))
      ).read().value)
    #expect(dataset.refused.count == 1)
    #expect(dataset.pupils.allSatisfy { $0.pupil.left == nil })
  }

  @Test func `names dates of its history that cannot be`() throws {
    let history =
      school("2000", "<EntryDate>2024-09-10</EntryDate><LeavingDate>2024-09-04</LeavingDate>")
      + "\n" + school("2000", "<EntryDate>01/09/2020</EntryDate>")
    let dataset = try #require(
      files(pupil(Self.one, year("2000", Self.fortnight), history: history)).read().value)
    #expect(
      dataset.refused == [
        "ctf.xml:4 the pupil left on 4 September 2024, before entering on 10 September 2024",
        "ctf.xml:5 the date of entry is not a date, as year-month-day",
      ])
    #expect(dataset.pupils.first?.pupil.joined == nil)
  }

  @Test(arguments: [("2024", 0), ("2025", 0), ("2023", 1), ("2026", 1)])
  func `names a string of another school year than it says`(year name: String, found: Int) throws {
    let dataset = try #require(
      files(pupil(Self.one, year("2000", Self.fortnight, year: name))).read().value)
    #expect(dataset.remarked.count == found)
  }

  /// The totals of a year are kept only with all its marks, because others cannot verify them.
  @Test(arguments: [
    ("2024-09-02", fortnight, 1), ("2024-08-30", "//" + "####" + fortnight, 0),
    ("2024-09-02", "C1", 0), ("2023-09-04", "/\\", 0),
  ])
  func `keeps the totals of whole years of marks`(from: String, marks: String, kept: Int) throws {
    let totals = "<SessionsPossible>20</SessionsPossible><SessionsAttended>12</SessionsAttended>"
    let dataset = try #require(
      files(
        pupil(Self.one, year("2000", from: from, marks, totals))
          + pupil(Self.two, year("2000", Self.fortnight))
      ).read().value)
    let all = dataset.pupils.flatMap(\.statedTotals)
    #expect(all.count == kept)
    #expect(all.allSatisfy { $0.possible == 20 && $0.attended == 12 && $0.authorised == nil })
  }
}
