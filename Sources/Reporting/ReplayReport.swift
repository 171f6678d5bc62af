import CivilTime
import Clauses
public import Diagnostics
import Registers
public import Simulation

/// What a replay found, ready to be rendered.
public struct ReplayReport: Sendable {
  /// The policy's file; nil for the framework alone.
  public let policy: String?
  /// The dataset's folder.
  public let register: String
  /// What was found.
  public let replay: Replay

  /// Creates a report.
  public init(policy: String?, register: String, replay: Replay) {
    self.policy = policy
    self.register = register
    self.replay = replay
  }

  /// How many divergences have a severity.
  public func count(_ severity: Severity) -> Int {
    replay.divergences.count { $0.severity == severity }
  }

  /// Whether any divergence is at or above a severity.
  public func reaches(_ severity: Severity) -> Bool {
    replay.divergences.contains { $0.severity >= severity }
  }

  /// The report for programs.
  public var json: JSON {
    .object([
      ("version", .integer(1)),
      ("policy", .optional(policy)),
      ("register", .string(register)),
      ("school", .string(replay.school)),
      ("from", .string(replay.dates.first.description)),
      ("to", .optional(replay.dates.last?.description)),
      ("measures", replay.measures.json),
      ("clauses", .array(replay.clauses.map(\.json))),
      ("divergences", .array(replay.divergences.map(\.json))),
      ("not_checked", .array(replay.notChecked.map { .string($0) })),
      ("assumptions", .array(replay.assumptions.map { .string($0) })),
      ("rejections", .array(replay.rejections.map(\.json))),
      (
        "summary",
        .object([
          ("divergences", .integer(replay.divergences.count)),
          ("errors", .integer(count(.error))), ("warnings", .integer(count(.warning))),
          ("notes", .integer(count(.note))),
        ])
      ),
    ])
  }
}

extension Replay.Measures {
  fileprivate var json: JSON {
    .object([
      ("pupils", .integer(pupils)), ("possible", .integer(possible)),
      ("attended", .integer(attended)), ("authorised", .integer(authorised)),
      ("unauthorised", .integer(unauthorised)),
      ("attendance_rate", .ratio(attended, possible)),
      ("late", .integer(late)), ("late_after_close", .integer(lateAfterClose)),
      ("missing", .integer(missing)),
      ("persistently_absent", .integer(persistentlyAbsent)),
      ("severely_absent", .integer(severelyAbsent)),
    ])
  }
}

extension Replay.ClauseResult {
  fileprivate var json: JSON {
    .object([
      ("clause", .string(clause.name)), ("checked", .truth(isChecked)),
      ("raised", .integer(tally.raised)), ("met", .integer(tally.met)),
      ("late", .integer(tally.late)),
      ("missed", .integer(tally.missed)), ("pending", .integer(tally.pending)),
      ("adherence", .ratio(tally.met, tally.judged)),
    ])
  }
}

extension Divergence {
  fileprivate var json: JSON {
    .object([
      ("clause", .string(clause)),
      ("also_against", .array(alsoAgainst.map { .string($0) })),
      ("kind", .string(kind.rawValue)),
      ("pupil", .optional(pupil)),
      ("date", .string(date.description)),
      ("session", .optional(half?.abbreviation)),
      ("expected", .optional(expected)),
      ("recorded", .optional(recorded)),
      ("due", .optional(due?.description)),
      ("severity", .string(severity.rawValue)),
      ("message", .string(message)),
      (
        "clause_at",
        clauseSpan.map {
          .object([("file", .string($0.file)), ("line", .integer($0.start.line))])
        } ?? .null
      ),
      ("evidence", .array(evidence.map(\.json))),
      ("citations", .array(citations.map(\.json))),
    ])
  }
}

extension Evidence {
  fileprivate var json: JSON { .object([("file", .string(file)), ("line", .integer(line))]) }
}

extension Rejection {
  fileprivate var json: JSON {
    .object([
      ("file", .string(evidence.file)), ("line", .integer(evidence.line)),
      ("reason", .string(reason)),
    ])
  }
}
