/// The JSON Schema of what `check`, `replay`, `test`, `diff` and `compare` write with `--format json`.
package enum ReportSchema {
  /// The schema: a report is one of the five, each of which has other keys.
  package static var json: JSON {
    let reports: [any JSONValue.Type] = [
      CheckReport.self, ReplayReport.self, TestReport.self, DiffReport.self, CompareReport.self,
    ]
    return .object(
      JSON.schemaHeader("Rollcall report", id: "report/v1") + [
        ("anyOf", .array(reports.map { .object($0.schema) }))
      ])
  }
}
