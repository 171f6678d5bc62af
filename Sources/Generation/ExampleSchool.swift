public import CivilTime
import Clauses
public import Diagnostics
public import PolicyModel
import PositionedYAML
public import Registers
import Simulation
public import Statute
import TypedYAML

/// A fictional school's year: a register dataset with known divergences and no others.
public struct ExampleSchool: Sendable {
  /// A divergence that was planted.
  public struct Planted: Sendable, Hashable {
    /// The clause that the record was made to differ from.
    public let clause: String
    /// In what way.
    public let kind: String
    /// The pupil.
    public let pupil: String
    /// The date on which it arises.
    public let date: CivilDate
    /// `AM` or `PM`, where it concerns one session.
    public let session: String?
  }

  /// The files of the dataset, by name.
  public let files: [(name: String, text: String)]
  /// The planted divergences, in the order of their dates.
  public let planted: [Planted]

  /// The dataset that the files hold, read back as anybody would read it.
  public func dataset() -> Outcome<Dataset> {
    let manifest = files.first { $0.name == "register.yaml" }?.text ?? ""
    return Dataset.read(SourceFile(path: "register.yaml", text: manifest)) { name in
      files.first { $0.name == name }.map { DataFile(name: name, bytes: Array($0.text.utf8)) }
    }
  }

  /// Makes a school's year under a policy; nil, with what is wrong, where that cannot be done.
  ///
  /// The school does everything that the policy and the framework ask, in time, but for what is
  /// planted. The same seed and number of pupils give the same bytes.
  public static func make(
    seed: UInt64, pupils: Int, framework: Framework, policy: PolicyDocument
  ) -> Outcome<ExampleSchool> {
    var random = SeededRandom(seed: seed)
    let source = ExampleCalendar()
    var reading = Reading()
    guard let calendar = source.calendar(&reading) else { return Outcome(nil, reading.diagnostics) }
    let model = RegisterModel(calendar: calendar)
    var years = (0..<pupils).map { model.pupil($0, of: pupils, &random) }
    var planter = Planter(model: model)
    planter.plantMarks(&years)
    let files = DatasetFiles(calendarYAML: source.yaml, calendar: calendar, years: years)
    var actions: [ActionRow] = []
    // An action may call for another: support for its review, a review for a letter.
    for round in 0..<5 {
      let outcome = ExampleSchool(files: files.texts(actions: actions), planted: []).dataset()
      guard let dataset = outcome.value else { return Outcome(nil, outcome.diagnostics) }
      let opened = Simulator(framework, policy).obligations(in: dataset)
      let more = planter.actions(for: opened, calendar: calendar, isFirst: round == 0)
      guard !more.isEmpty else { break }
      actions = (actions + more).sorted()
    }
    return Outcome(
      ExampleSchool(
        files: files.texts(actions: actions) + [("planted.csv", planter.table)],
        planted: planter.planted))
  }
}

/// The terms of 2024/25 of a school with five INSET days: 190 days of school.
struct ExampleCalendar {
  let yaml = """
    calendar:
      terms:
        - name: Autumn
          from: 2024-09-03
          to: 2024-12-20
          half_term: { from: 2024-10-28, to: 2024-11-01 }
        - name: Spring
          from: 2025-01-06
          to: 2025-04-11
          half_term: { from: 2025-02-17, to: 2025-02-21 }
        - name: Summer
          from: 2025-04-28
          to: 2025-07-22
          half_term: { from: 2025-05-26, to: 2025-05-30 }
      # INSET days and the early May bank holiday
      closed: [2024-11-04, 2025-01-06, 2025-05-05, 2025-06-02, 2025-07-21, 2025-07-22]

    """

  /// The calendar that the YAML describes.
  func calendar(_ reading: inout Reading) -> SchoolCalendar? {
    let document = YAMLDocument.read(SourceFile(path: "calendar", text: yaml))
    return document.value?["calendar"].flatMap { CalendarFile.read($0, &reading) }?.calendar
  }
}
