import TestSupport
import Testing

/// `rollcall rules --pages` writes a page a rule.
@Suite struct `The pages of the rules` {
  @Test func `are those in docs, whatever the day`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(["rules", "--pages", "pages"], in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    for name in ProjectFiles.names(in: "docs/rules") {
      #expect(
        try folder.text("pages/\(name)") == ProjectFiles.text("docs/rules/\(name)"), "\(name)")
    }
    // Generated pages replace generated pages.
    #expect(try Program.run(["rules", "--pages", "pages"], in: folder.path).status == 0)
  }

  @Test func `replace nothing else`() throws {
    let folder = try TemporaryFolder()
    try folder.write("# Our school\n", to: "README.md")
    let run = try Program.run(["rules", "--pages", "."], in: folder.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("./README.md is there and is no page of a rule"))
    #expect(try folder.text("README.md") == "# Our school\n")
    #expect(try Program.run(["rules", "--pages", "README.md/x"], in: folder.path).status == 2)
  }
}
