import CivilTime
import Testing
import TypedYAML

@testable import Registers

@Suite struct `A date format` {
  @Test(arguments: [
    ("dd/MM/yyyy", "02/09/2024"), ("dd/MM/yyyy", "2/9/2024"), ("d/M/yyyy", "2/9/2024"),
    ("d/M/yyyy", "02/09/2024"), ("yyyy-MM-dd", "2024-09-02"), ("MM/dd/yyyy", "09/02/2024"),
    ("dd.MM.yyyy", "02.09.2024"), ("yyyyMMdd", "20240902"), ("ddMMyyyy", "02092024"),
    ("dd MM yyyy", "02 09 2024"), ("yyyy/d/M", "2024/2/9"),
  ])
  func `reads the second of September`(format: String, text: String) throws {
    #expect(
      try DateFormat(scalar: format).date(text.utf8)
        == CivilDate(year: 2024, month: 9, day: 2))
  }

  @Test(arguments: [
    ("dd/MM/yyyy", "2024-09-02"), ("dd/MM/yyyy", "09/13/2024"), ("dd/MM/yyyy", "31/09/2024"),
    ("dd/MM/yyyy", "29/02/2023"), ("dd/MM/yyyy", "02/09/24"), ("dd/MM/yyyy", "02/09/20245"),
    ("dd/MM/yyyy", "002/09/2024"), ("dd/MM/yyyy", "02/09/2024 "), ("dd/MM/yyyy", "02-09-2024"),
    ("dd/MM/yyyy", "02/09/"), ("dd/MM/yyyy", ""), ("dd/MM/yyyy", "-2/09/2024"),
    ("dd/MM/yyyy", "02/09/2024 00:00"), ("d/M/yyyy", "0/9/2024"),
    ("yyyy-MM-dd", "2024-09-0２"),
  ])
  func `reads no other date`(format: String, text: String) throws {
    #expect(try DateFormat(scalar: format).date(text.utf8) == nil)
  }

  /// Only the width of the fields distinguishes 2 November from 12 January.
  @Test func `without separators reads fields of full width only`() throws {
    let date = try DateFormat(scalar: "yyyyMMdd").date("2024112".utf8)
    #expect(date == nil)
  }

  @Test(arguments: [
    "", "dd/MM", "dd/MM/yy", "dd/mm/yyyy", "DD/MM/YYYY", "dd/MM/yyyy/dd", "ddd/MM/yyyy",
    "dd/MMM/yyyy", "dd//MM/yyyy", "yyyyyyyy", "dd/MM/yyyy HH:mm", "iso", "MM/MM/yyyy",
  ])
  func `that leaves a date open is refused`(format: String) {
    #expect(throws: ScalarProblem.self) { try DateFormat(scalar: format) }
  }

  @Test func `says what is wrong with minutes for months`() throws {
    let problem = try #require(
      throws: ScalarProblem.self, performing: { try DateFormat(scalar: "dd/mm/yyyy") })
    #expect(problem.help == "Write months as `MM`; `mm` means minutes.")
  }
}
