import CivilTime
package import Clauses
package import Diagnostics
package import PolicyModel
import PositionedYAML
package import Registers
import Simulation
package import Statute
import TypedYAML

/// A fictional school's year: a register dataset with known divergences and no others.
package struct GeneratedSchool: Sendable {
  /// The files of the dataset, by name, and the table of planted divergences.
  package let files: [(name: String, text: String)]
  /// The planted divergences, in the order of their dates.
  package let planted: [Planted]

  /// The parameters of a generated school.
  package struct Order: Sendable {
    /// The seed; equal seeds generate equal schools.
    package var seed: UInt64
    /// The number of pupils, 30 to 5,000.
    package var pupils: Int
    /// The kind of school; nil for that of the policy.
    package var kind: SchoolKind?
    /// The share of duties that the school performs as required, from 0 to 1.
    package var practice: Double

    /// Creates the parameters.
    package init(seed: UInt64, pupils: Int, kind: SchoolKind? = nil, practice: Double) {
      (self.seed, self.pupils, self.kind, self.practice) = (seed, pupils, kind, practice)
    }
  }

  /// The dataset, read back from the files.
  package func dataset() -> Outcome<Dataset> { read(files) }

  /// Generates a school's year under a policy; nil, with diagnostics, where that is impossible.
  ///
  /// Equal orders give equal bytes on every machine.
  package static func make(
    _ order: Order, framework: Framework, policy: PolicyDocument
  ) -> Outcome<GeneratedSchool> {
    guard let maker = SchoolMaker(order, framework, policy) else { return Outcome(nil, []) }
    return maker.make()
  }
}

extension SchoolKind {
  /// The kind of school with the figures nearest to a phase's.
  package init(_ phase: Phase?) {
    switch phase {
    case .secondary, .allThrough, .sixthForm: self = .secondary
    case .special, .alternativeProvision, .hospital: self = .special
    case .nursery, .infant, .junior, .primary, nil: self = .primary
    }
  }
}

/// Reads the files of a dataset from memory.
private func read(_ files: [(name: String, text: String)]) -> Outcome<Dataset> {
  let manifest = files.first { $0.name == "register.yaml" }?.text ?? ""
  return Dataset.read(SourceFile(path: "register.yaml", text: manifest)) { name in
    files.first { $0.name == name }.map { DataFile(name: name, bytes: Array($0.text.utf8)) }
  }
}

/// Generates one school: draws its year, plants lapses, and performs the actions called for.
private struct SchoolMaker {
  let order: GeneratedSchool.Order
  let simulator: Simulator
  let source = ExampleCalendar()
  let calendar: SchoolCalendar
  let model: SchoolModel
  let ledger: Ledger
  let details: ActionDetails
  let recipes: RecipeBook

  init?(_ order: GeneratedSchool.Order, _ framework: Framework, _ policy: PolicyDocument) {
    guard let calendar = source.calendar, let first = calendar.schoolDays.first,
      let dates = DateRange(from: first, to: calendar.schoolDays.last)
    else { return nil }
    self.order = order
    self.calendar = calendar
    simulator = Simulator(framework, policy)
    let effective = policy.effective
    let kind = order.kind ?? SchoolKind(effective.school?.phase?.value)
    model = SchoolModel(
      kind, calendar, effective, RegisterBook(effective, framework.yearsOfKeyStages(on: first)))
    ledger = Ledger(
      calendar: calendar, dueDates: DueDates(calendar, framework.bankHolidays), dates: dates,
      clauses: simulator.clauses(during: dates))
    details = ActionDetails(
      sums: PenaltySums(framework, on: first), calendar: calendar)
    let records = ledger.clauses.filter { $0.duty.action.text == "notice_to_improve" }
    recipes = RecipeBook(
      grounds: Grounds(
        shape: model.shape, hours: model.lateness.hours, leave: LeaveTerms(effective),
        sums: details.sums, improvementRecords: records.flatMap(\.duty.records),
        ofCompulsoryAge: Set(
          framework.practice.filter { $0.concerned.ages == .compulsory }.map(\.id))),
      lapse: 1 - order.practice, seed: order.seed)
  }

  func make() -> Outcome<GeneratedSchool> {
    var years = model.years(seed: order.seed, pupils: order.pupils)
    recipes.delay(&years)
    var planted = recipes.plant(&years)
    let registers = RegistersTaken(
      years, recipes.grounds, lapse: recipes.lapse, seed: order.seed)
    planted += registers.planted
    let done = practise(years)
    guard let works = done.value else { return Outcome(nil, done.diagnostics) }
    planted += works.flatMap(\.planted)
    planted.sort()
    let files = files(years, registers.rows).texts(actions: works.flatMap(\.work.rows))
    return Outcome(
      GeneratedSchool(files: files + [("planted.csv", table(planted))], planted: planted))
  }

  private func files(_ years: [PupilYear], _ registers: [RegistersTaken.Row]) -> DatasetFiles {
    DatasetFiles(
      school: "Hollybank \(SchoolMaker.names[model.pupils.kind] ?? "School")",
      calendarYAML: source.yaml, calendar: calendar, years: years, registers: registers)
  }

  private static let names: [SchoolKind: String] = [
    .primary: "Primary School", .secondary: "Secondary School", .special: "Special School",
  ]

  /// The planted divergences as a table.
  private func table(_ planted: [Planted]) -> String {
    "clause,kind,pupil,date,session\n"
      + planted.map { plant in
        "\(plant.clause),\(plant.kind),\(plant.pupil),\(plant.date),\(plant.session ?? "")\n"
      }.joined()
  }

  // MARK: Practice

  private typealias Done = (work: PracticeModel.Work, planted: [Planted])

  /// Performs for every pupil the actions that clauses call for, until none remains.
  private func practise(_ years: [PupilYear]) -> Outcome<[Done]> {
    let practice = PracticeModel(ledger: ledger, details: details, lapse: recipes.lapse)
    var works = years.enumerated().map { index, year in
      practice.begin(
        year, given: year.actions + timetables(year),
        SeededRandom(seed: order.seed, stream: UInt64(index) | 6 << 32))
    }
    var done: [Int: [Planted]] = [:]
    var active = Array(works.indices)
    // Terminates, because attempts and rounds are bounded.
    while !active.isEmpty {
      let outcome = occasions(works, active, years)
      guard let found = outcome.value else { return Outcome(nil, outcome.diagnostics) }
      active = active.filter { index in
        works[index].occasions = found[years[index].id] ?? []
        if practice.proceed(&works[index]) { return true }
        if let truth = practice.truth(works[index]) {
          done[index] = truth
          return false
        }
        works[index] = practice.again(works[index])
        return true
      }
    }
    return Outcome(works.enumerated().map { ($0.element, done[$0.offset] ?? []) })
  }

  private func timetables(_ year: PupilYear) -> [ActionRow] {
    year.partTime.map { agreed in
      ActionRow(
        date: agreed.from, time: "08:30", pupil: year.id, action: "part_time_timetable",
        detail: ["until": agreed.until.description])
    }
  }

  /// The occasions on which some pupils' clauses call for actions, by pupil.
  private func occasions(
    _ works: [PracticeModel.Work], _ active: [Int], _ years: [PupilYear]
  ) -> Outcome<[String: [Ledger.Occasion]]> {
    // A pupil with marks throughout gives the data equal first and last dates each time.
    let anchor = years.indices.first {
      years[$0].marks.first != Mark.none && years[$0].marks.last != Mark.none
    }
    let chosen = Set(active + [anchor].compactMap { $0 }).sorted()
    let files = files(chosen.map { years[$0] }, [])
    let outcome = read(files.texts(actions: chosen.flatMap { works[$0].rows }))
    guard let dataset = outcome.value else { return Outcome(nil, outcome.diagnostics) }
    let numbers = Swift.Dictionary(
      ledger.clauses.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var occasions: [String: [Ledger.Occasion]] = [:]
    for (clause, pupil, obligation) in simulator.obligations(in: dataset) {
      guard let number = numbers[clause.name] else { continue }
      occasions[pupil.id, default: []].append(
        .init(clause: number, opened: obligation.opened, due: obligation.due))
    }
    return Outcome(occasions)
  }
}
