import Diagnostics
import PositionedYAML
import TypedYAML

extension Manifest {
  /// The manifest, the marks' file and the calendar that a `register.yaml` gives; the only reading of it,
  /// so that what is refused does not depend on how the marks are read.
  static func parts(
    of file: SourceFile
  ) -> Outcome<(manifest: Manifest, marks: MarksFile, calendar: SchoolCalendar)> {
    var reading = Reading()
    let document = YAMLDocument.read(file)
    document.diagnostics.forEach { reading.report($0) }
    guard let root = document.value, let manifest = Manifest.read(root, &reading) else {
      return Outcome(nil, reading.diagnostics)
    }
    manifest.marks?.checkKeys(&reading)
    guard manifest.isRegister(&reading), let calendar = manifest.calendar?.calendar,
      let marks = manifest.marks
    else { return Outcome(nil, reading.diagnostics) }
    return Outcome((manifest, marks, calendar))
  }

  /// Whether nothing was wrong in reading it and it is a register's; an error says that it is another's.
  private func isRegister(_ reading: inout Reading) -> Bool {
    if let kind, kind.value.text != "register/v1" {
      reading.report(
        .kind, "This file is `\(kind.value.text)`, but a register was expected.",
        at: kind.span, path: "rollcall", help: "Begin it with `rollcall: register/v1`.")
    }
    return reading.diagnostics.isEmpty
  }
}
