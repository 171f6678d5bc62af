import Foundation
import TestSupport
import Testing

/// Incomplete and damaged registers are refused at a place, or replayed as far as possible with a
/// statement of the extent.
@Suite struct `A damaged register` {
  private let manifest = """
    rollcall: register/v1
    calendar: { terms: [{ from: 2024-09-02, to: 2024-09-06 }] }
    marks: { file: marks.csv }
    actions: { file: actions.csv }

    """
  private let marks = "pupil,date,session,code\nP1,2024-09-02,AM,/\nP1,2024-09-02,PM,\\\n"

  /// Replays a folder with these files, and returns the status and all output.
  private func replay(_ files: [String: String]) throws -> (status: Int32, text: String) {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    let run = try Program.run(["replay", "--fail-on", "never", "--register", folder.path])
    return (run.status, run.output + run.errors)
  }

  @Test func `without its actions is judged as far as it goes`() throws {
    let run = try replay(["register.yaml": manifest, "marks.csv": marks])
    #expect(run.status == 0)
    #expect(run.text.contains("Actions: the file `actions.csv` is not there. Not checked:"))
    #expect(run.text.contains("Leave: the dataset names no such file."))
  }

  @Test(arguments: [
    ("marks.csv", "", "holds nothing"),
    ("marks.csv", "pupil,date,session\nP1,2024-09-02,AM\n", "no column for `code`"),
    ("marks.csv", "pupil,date,session,code\nP1,02/09/2024,AM,/\n", "no mark that can be used"),
    ("marks.csv", "\"pupil\",date,session,code\n\"", "no mark that can be used"),
    ("register.yaml", "rollcall: register/v1\n", "needs the key `calendar`"),
    ("register.yaml", "calendar: [", "register.yaml:"),
    (
      "register.yaml",
      "rollcall: register/v1\ncalendar: { terms: [{ from: 2024-09-06, to: 2024-09-02 }] }\n"
        + "marks: { file: marks.csv }\n", "does not end within a year"
    ),
  ])
  func `is refused with a located message`(name: String, text: String, words: String) throws {
    var files = ["register.yaml": manifest, "marks.csv": marks]
    files[name] = text
    let run = try replay(files)
    #expect(run.status == 2)
    #expect(run.text.contains(words), "\(run.text)")
    #expect(run.text.contains("register.yaml:"))
  }

  @Test func `lists each row that it could not use`() throws {
    let rest = ["03", "04", "05", "06"].flatMap { day in
      ["P1,2024-09-\(day),AM,/\n", "P1,2024-09-\(day),PM,\\\n"]
    }
    let rows =
      marks + "P1,2024-09-03,XX,/\nP1,2024-13-03,AM,/\nP1,2024-09-02,AM,L\n" + rest.joined()
    let run = try replay([
      "register.yaml": manifest, "marks.csv": rows, "actions.csv": "pupil,date,action\n",
    ])
    #expect(run.status == 0)
    #expect(run.text.contains("marks.csv, line 4: `XX` is neither AM nor PM."))
    #expect(run.text.contains("marks.csv, line 5: `2024-13-03` is not a date"))
    #expect(
      run.text.contains(
        "marks.csv, line 6: the session already has a mark, on line 2: `/` and now `L`"))
    #expect(run.text.contains("Not used: 3 of 13 rows in marks.csv."))
  }
}
