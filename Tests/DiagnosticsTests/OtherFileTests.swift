@testable import Diagnostics
import Testing

/// Other kinds of files are named in place of YAML, with a remedy.
@Suite struct `A file of another kind` {
  private func said(_ bytes: [UInt8]) -> (message: String, help: String)? {
    let outcome = SourceFile.decoding(bytes, path: "f")
    guard let diagnostic = outcome.diagnostics.first, outcome.value == nil,
      diagnostic.rule == "file.other-kind"
    else { return nil }
    #expect(outcome.diagnostics.count == 1)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.span == .startOfFile("f"))
    return (diagnostic.message, diagnostic.help ?? "")
  }

  /// The beginning of a ZIP archive whose first parts have these names.
  private static func archive(_ names: String...) -> [UInt8] {
    [0x50, 0x4B, 0x03, 0x04] + names.flatMap { [0, 0, 20] + Array($0.utf8) + [0, 0x78, 0x9C] }
  }

  private static func older(_ name: String) -> [UInt8] {
    [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
      + name.utf8.flatMap { [$0, 0] }
  }

  @Test(
    arguments: [
      (archive("[Content_Types].xml", "word/document.xml"), "a Word document", "policy/v1"),
      (older("WordDocument"), "a Word document", "policy/v1"),
      (Array("%PDF-1.7\n%âãÏÓ".utf8), "a PDF", "policy/v1"),
      (Array("{\\rtf1\\ansi School policy}".utf8), "a Rich Text document", "policy/v1"),
      (
        archive("mimetypeapplication/vnd.oasis.opendocument.text"), "an OpenDocument text",
        "policy/v1"
      ),
      (archive("[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet", "as CSV"),
      (older("Workbook"), "a spreadsheet", "as CSV"),
      (archive("ppt/presentation.xml"), "a presentation", "policy/v1"),
      (archive("policy.yaml"), "an archive", "Unpack it"),
      ([0x1F, 0x8B, 8, 0], "an archive", "Unpack"),
      ([0x89, 0x50, 0x4E, 0x47, 0x0D], "a picture", "policy/v1"),
      ([0xFF, 0xD8, 0xFF, 0xE0], "a picture", "policy/v1"),
      (Array("\n<!DOCTYPE html><html><body>a: b".utf8), "a web page", "policy/v1"),
      (Array("<html>".utf8), "a web page", "policy/v1"),
      (Array("<?xml version='1.0'?><CTfile>".utf8), "a Common Transfer File", "register.yaml"),
      (Array("{ \"name\": 1 }".utf8), "JSON", "rollcall"),
      (Array("[{\"a\": 1}]".utf8), "JSON", "rollcall"),
      (Array("pupil,date,code\nP1,2024-09-02,/\n".utf8), "comma-separated", "register.yaml"),
      (Array("UPN;Date;Mark\n1;2;3".utf8), "comma-separated", "register.yaml"),
      (Array("UPN\tDate\n1\t08:50".utf8), "comma-separated", "register.yaml"),
      (
        Array("# Attendance policy\n\nMoorside School\nWe expect: all pupils".utf8), "prose",
        "policy/v1"
      ),
      (Array("Dear parents, we write to you\nabout attendance.".utf8), "prose", "policy/v1"),
      (
        [0xEF, 0xBB, 0xBF] + Array("Moorside School\nAttendance policy".utf8), "prose", "policy/v1"
      ),
      ([0x00, 0x01, 0x02, 0xFE], "no text", "copied anew"),
      (Array("a: \u{0}\u{1}".utf8), "no text", "copied anew"),
    ] as [([UInt8], String, String)])
  func `is named with what to do`(bytes: [UInt8], name: String, help: String) throws {
    let named = try #require(self.said(bytes))
    #expect(named.message.contains(name), "\(named.message)")
    #expect(named.help.contains(help), "\(named.help)")
  }

  @Test(arguments: [
    "rollcall: policy/v1\n", "# A comment.\n---\nrollcall: tests/v1\n", "{ rollcall: policy/v1 }",
    "{ \"rollcall\": \"baseline/v1\" }", "{\n  \"rollcall\": \"baseline/v1\"\n}",
    "school:\n  name: A",
    "a: 1", "- a\n- b", "[a, b]", "{ a: 1 }", "\"a\": 1", "'a b': 1", "? a\n: 1", "", "# nothing",
    "\n\n",
    "rollcall policy/v1\nschool: { name: A }", "rolcall policy/v1",
    "Policy of 2025\nrollcall: policy/v1",
    "name:\n  <b>", "a: b, c\n",
  ])
  func `is not seen in YAML`(text: String) {
    #expect(SourceFile.decoding(Array(text.utf8), path: "f").value?.text == text)
  }

  @Test func `is looked for at the beginning alone`() {
    let long = "Moorside School\n" + String(repeating: "é", count: 100_000)
    #expect(said(Array(long.utf8))?.message.contains("prose") == true)
  }
}
