import CivilTime
import Clauses
package import Diagnostics
package import PolicyModel
import PositionedYAML
import Registers
import Simulation
package import Statute
import TypedYAML

/// A file of policy tests, validated.
package struct PolicyTestSuite: Sendable {
  /// A test with the dataset that its register describes.
  struct Case: Sendable {
    let name: Located<Prose>
    let dataset: Dataset
    let expectations: [Expectation]
    /// The place at which the test excludes other results; nil where it allows them.
    let exhaustive: SourceSpan?
    /// Replays the test under its policy.
    let simulator: Simulator
    /// The duties that bind the school on the test's dates.
    let clauses: [Clause]
    /// The names of those that do not come from the file's policy, because the test changes it.
    let changedClauses: Set<String>
  }

  /// The file as the user named it.
  package let path: String
  /// The policy that is tested; nil for the framework alone.
  package let policy: PolicyDocument?
  let simulator: Simulator
  /// The duties that bind the school by the file's policy, in the order school, layers, nation.
  var clauses: [Clause] { cases.first.map { simulator.clauses(during: $0.dataset.dates) } ?? [] }
  /// The framework's rules about practice that bind the school.
  var practice: [PracticeRule] { simulator.practice }
  /// The tests in the order of the file, at least one.
  let cases: [Case]

  /// The most places for marks in the registers of one file together, which bounds memory to that
  /// of a school's year: 5,000 pupils for 380 sessions are 1,900,000.
  package static let mostPlaces = 2_000_000

  /// Whether a file's first key declares policy tests, so that a folder can be searched without
  /// reading every file whole.
  package static func isTestFile(_ file: SourceFile) -> Bool {
    let lines = file.text.utf8.split(separator: UInt8(ascii: "\n")).lazy.map { Substring($0) }
    let first = lines.first { line in
      let start = line.first { $0 != " " && $0 != "\r" }
      return start != nil && start != "#" && start != "-" && start != "%"
    }
    let words = (first ?? "").split { " :\"'{,\r".contains($0) }
    return words.prefix(2).elementsEqual(["rollcall", Substring(DocumentKind.tests.rawValue)])
  }

  /// Reads a file of tests and the policy that it names; `read` opens a file by its path.
  ///
  /// An invalid key, a clause that binds no school here or a pupil without a register is a located
  /// error, after which no test of the file is run.
  package static func load(
    _ path: String, _ framework: Framework, reading read: (String) -> Outcome<SourceFile>
  ) -> Outcome<PolicyTestSuite> {
    var reading = Reading()
    let file = read(path)
    file.diagnostics.forEach { reading.report($0) }
    let tree = file.value.map { YAMLDocument.read($0) }
    tree?.diagnostics.forEach { reading.report($0) }
    let kind = tree?.value.map { DocumentKind.read($0) }
    kind?.diagnostics.forEach { reading.report($0) }
    guard let root = tree?.value, let found = kind?.value else {
      return Outcome(nil, reading.diagnostics)
    }
    guard found == .tests else {
      reading.report(.notTests(found, root))
      return Outcome(nil, reading.diagnostics)
    }
    let suite = PolicyTestFile.read(root, &reading).flatMap { tests in
      PolicyTestSuite(tests, path: path, framework, read, &reading)
    }
    return Outcome(reading.diagnostics.isEmpty ? suite : nil, reading.diagnostics)
  }

  private init?(
    _ file: PolicyTestFile, path: String, _ framework: Framework,
    _ read: (String) -> Outcome<SourceFile>, _ reading: inout Reading
  ) {
    var policy: PolicyDocument?
    if let reference = file.policy {
      policy = PolicyTestSuite.policy(reference, from: path, read, &reading)
      guard policy != nil else { return nil }
    }
    self.path = path
    self.policy = policy
    let simulator = Simulator(framework, policy)
    self.simulator = simulator
    var names: [String: SourceSpan] = [:]
    var cases: [Case] = []
    var places = 0
    for test in file.tests ?? [] {
      guard let name = test.name else { continue }
      places += test.register.places
      guard places <= PolicyTestSuite.mostPlaces else {
        reading.report(.tooLarge(name))
        return nil
      }
      if let earlier = names.updateValue(name.span, forKey: name.value.text) {
        reading.report(.sameName(name, earlier))
      }
      let own = test.policy.map {
        PolicyTestSuite.policy($0, over: policy, from: path, read, &reading)
      }
      if case .some(nil) = own { continue }
      let tested = own.map { Simulator(framework, $0) } ?? simulator
      if let ready = Case(test, named: name, tested, of: simulator, &reading) {
        cases.append(ready)
      }
    }
    guard !cases.isEmpty else { return nil }
    self.cases = cases
  }

  /// The policy of one test; nil, with a diagnostic, where it cannot be read.
  private static func policy(
    _ own: TestedPolicy, over policy: PolicyDocument?, from path: String,
    _ read: (String) -> Outcome<SourceFile>, _ reading: inout Reading
  ) -> PolicyDocument? {
    switch own {
    case .file(let reference): return self.policy(reference, from: path, read, &reading)
    case .changes(let changes):
      let changed = PolicyDocument.changing(policy, by: changes, from: path, reading: read)
      changed.diagnostics.forEach { reading.report($0) }
      return changed.value
    }
  }

  private static func policy(
    _ reference: Located<Prose>, from path: String, _ read: (String) -> Outcome<SourceFile>,
    _ reading: inout Reading
  ) -> PolicyDocument? {
    let target = PolicyDocument.relative(reference.value.text, to: path)
    let loaded = PolicyDocument.load(target, reading: read)
    let errors = loaded.diagnostics.filter { $0.severity == .error }
    if errors.isEmpty, let document = loaded.value { return document }
    reading.report(
      .policy,
      "The policy `\(reference.value.text)` cannot be tested: it has "
        + "\(Wording.count(errors.count, "error")).", at: reference.span, path: "policy",
      related: errors.prefix(3).map { Diagnostic.Related($0.message, at: $0.span) },
      help: "The path is relative to this file. `rollcall check \(target)` says what is wrong "
        + "with the policy.")
    return nil
  }
}

extension PolicyTestSuite.Case {
  /// Prepares a test; nil, with a diagnostic, where it could not be run.
  fileprivate init?(
    _ test: PolicyTest, named name: Located<Prose>, _ simulator: Simulator, of file: Simulator,
    _ reading: inout Reading
  ) {
    let before = reading.diagnostics.count
    test.register.checkPupils(&reading)
    guard let expectations = test.expect, reading.diagnostics.count == before else { return nil }
    var own = Reading()
    let dataset = Dataset(test.register, &own)
    own.diagnostics.forEach { reading.report($0) }
    guard let dataset else {
      if own.diagnostics.isEmpty, test.register.isWritten { reading.report(.noMarks(name)) }
      return nil
    }
    for row in dataset.rejections { reading.report(.rejected(row)) }
    let clauses = simulator.clauses(during: dataset.dates)
    let names = clauses.map(\.name) + simulator.practice.map(\.id)
    expectations.check(
      clauses: names, notBinding: simulator.nation.subtracting(names),
      pupils: dataset.pupils.map(\.pupil.id), notAsked: simulator.whatNationIsNotAsked, &reading)
    guard reading.diagnostics.count == before else { return nil }
    self.name = name
    self.dataset = dataset
    self.expectations = expectations
    self.simulator = simulator
    self.clauses = clauses
    let known = Set(file.clauses(during: dataset.dates).map(\.duty))
    changedClauses = Set(clauses.filter { !known.contains($0.duty) }.map(\.name))
    exhaustive = test.exhaustive.flatMap { $0.value.isTrue ? $0.span : nil }
  }
}

extension Simulator {
  /// The names of the nation's duties and rules about practice, for schools of any kind.
  fileprivate var nation: Set<String> {
    Set(framework.duties.map(\.id.value.text) + framework.practice.map(\.id))
  }
}

extension InlineRegister {
  /// Whether the required parts are given, so that only the marks can be invalid.
  fileprivate var isWritten: Bool { calendar != nil && marks != nil }

  /// The number of places for marks in the register.
  fileprivate var places: Int {
    (calendar?.calendar.sessions.count ?? 0) * ((marks?.entries.count ?? 0) + (pupils?.count ?? 0))
  }

  /// Checks that events concern pupils of the register.
  fileprivate func checkPupils(_ reading: inout Reading) {
    let known =
      (marks?.entries.map(\.key.value) ?? []) + (pupils ?? []).compactMap { $0.pupil?.value.text }
    let mentions =
      (actions ?? []).map(\.pupil) + (amendments ?? []).map(\.pupil) + (leave ?? []).map(\.pupil)
      + (exclusions ?? []).map(\.pupil) + (arrivals ?? []).map(\.pupil)
      + (recorded ?? []).map(\.pupil)
    guard !known.isEmpty else { return }
    var names = NearWords(known)
    for pupil in mentions.compactMap({ $0 }) where !names.holds(pupil.value.text) {
      reading.report(.unknownPupil(pupil, &names))
    }
  }
}

extension Expectation {
  /// Whether it expects the absence of a result.
  fileprivate var isOfSilence: Bool {
    switch claim {
    case .neverOpens, .agrees: true
    case .opens, .differs, .measures: false
    }
  }
}

extension [Expectation] {
  /// Checks that the named clauses and pupils exist; a clause that does not bind the school allows
  /// only expectations of absence.
  fileprivate func check(
    clauses: [String], notBinding: Set<String>, pupils: [String], notAsked: String?,
    _ reading: inout Reading
  ) {
    var (names, pupilNames) = (NearWords(clauses), NearWords(pupils))
    for expectation in self {
      if let clause = expectation.clause, !names.holds(clause.value.text),
        !(expectation.isOfSilence && notBinding.contains(clause.value.text))
      {
        reading.report(.unknownClause(clause, &names, notAsked))
      }
      if let pupil = expectation.pupil, !pupilNames.holds(pupil.value.text) {
        reading.report(.unknownPupil(pupil, &pupilNames))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func notTests(_ kind: DocumentKind, _ root: YAMLNode) -> Diagnostic {
    .wrongKind(
      kind, "policy tests were", at: root, help: "Policy tests begin with `rollcall: tests/v1`.")
  }

  fileprivate static func sameName(_ name: Located<Prose>, _ earlier: SourceSpan) -> Diagnostic {
    Diagnostic(
      .sameName, "Two tests of this file are called “\(name.value.text)”.", at: name.span,
      path: "tests", related: [Related("The other is here.", at: earlier)],
      help: "Give each a name of its own, so that a report says which one failed.")
  }

  fileprivate static func tooLarge(_ name: Located<Prose>) -> Diagnostic {
    Diagnostic(
      .tooLarge,
      "With the test “\(name.value.text)” the registers of this file have more than "
        + "\(Wording.grouped(PolicyTestSuite.mostPlaces)) places for a mark.", at: name.span,
      path: "tests",
      help: "A test needs few pupils and one school year; `rollcall replay` reads large registers.")
  }

  fileprivate static func noMarks(_ name: Located<Prose>) -> Diagnostic {
    Diagnostic(
      .noMarks, "The test “\(name.value.text)” has no mark at all.", at: name.span,
      path: "tests", help: "Write what was marked, as in `marks: { P1: \"2024-09-02: /\\ NN\" }`.")
  }

  fileprivate static func rejected(_ row: Rejection) -> Diagnostic {
    let start = SourcePosition(line: row.evidence.line, column: 1)
    return Diagnostic(
      .unusable, "What is written here cannot be used: \(row.reason).",
      at: SourceSpan(file: row.evidence.file, start: start, end: start), path: "tests")
  }

  fileprivate static func unknownPupil(
    _ pupil: Located<Prose>, _ known: inout NearWords
  ) -> Diagnostic {
    Diagnostic(
      .unknownPupil, "`\(pupil.value.text.prefix(60))` is not a pupil of this test.",
      at: pupil.span, path: "tests",
      help: known.didYouMean(pupil.value.text)
        ?? "The pupils are those with `marks`, and those under `pupils`.")
  }

  fileprivate static func unknownClause(
    _ clause: Located<Prose>, _ names: inout NearWords, _ notAsked: String?
  ) -> Diagnostic {
    let name = clause.value.text
    let near =
      names.word(endingWith: ".\(name)") ?? names.suggestion(for: name)
    return Diagnostic(
      .unknownClause, "`\(name.prefix(60))` is not a clause that binds this school.",
      at: clause.span, path: "tests",
      help: near.map { "Did you mean `\($0)`?" } ?? notAsked
        ?? "The policy's own are named by where they stand, such as `follow_up.home-visit`; "
        + "`rollcall rules --kind duty` and `--kind practice` list the nation's.")
  }
}
