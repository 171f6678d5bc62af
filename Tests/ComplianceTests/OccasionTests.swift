import Compliance
import Diagnostics
import Testing

/// The occasions of a stage.
@Suite struct `An occasion` {
  @Test(arguments: [
    ("absence: 200 %, in: school_year", ["format.value"]), ("in: school_year", ["format.occasion"]),
  ])
  func `is told once, where it cannot be read`(when: String, rules: [String]) throws {
    let files = LayerFiles([
      "layer.yaml": LayerFiles.cluster(""),
      "elm.yaml": LayerFiles.school(
        "layer.yaml",
        "escalation: [{ id: a, when: { \(when) }, do: attendance_meeting, within: 5 school_days }]"),
    ])
    #expect(try files.findings("elm.yaml", "format.").map(\.diagnostic.rule) == rules)
  }
}
