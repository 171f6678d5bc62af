import Clauses
import Diagnostics

/// The JSON Schema of what `check`, `replay` and `test` write with `--format json`.
package enum ReportSchema {
  /// The schema: a report is one of the three, told apart by its keys.
  package static var json: JSON {
    .object(
      JSON.schemaHeader("Rollcall report", id: "report/v1") + [
        ("anyOf", .array([check, replay, test].map(\.schema)))
      ])
  }

  private static let check = Shape.group(
    "What rollcall check found",
    [
      ("version", .constant(1), "The version of this format."),
      ("as_of", .date, "The day of the report, or the one date that was asked about."),
      ("files", .list(.text), "The files that were checked, as they were named."),
      ("policies", .list(policy), "The policies among them."),
      ("findings", .list(finding(isReported: true)), "What was found, in the order of the files."),
      (
        "turned_off", .list(turnedOff), "Rules that a configuration turns off and that were broken."
      ),
      ("summary", summary, "How much was found."),
    ])

  private static let policy = Shape.group(
    "A policy",
    [
      ("file", .text, "The file."), ("school", .text, "The school's name, or the file's."),
      ("in_force_from", .optional(.date), "The first day on which the policy is in force."),
      ("in_force_to", .optional(.date), "The last day."),
      (
        "other_nation", .optional(.text),
        "The nation whose law binds the school, where that is another: the policy is then not judged."
      ),
      (
        "rules_not_asked", .optional(.whole),
        "How many rules were not asked because only what is said is judged; null where all were."
      ),
    ])

  private static let summary = Shape.group(
    "Counts",
    [
      ("errors", .whole, "Errors that count."), ("warnings", .whole, "Warnings that count."),
      ("notes", .whole, "Notes that count."), ("waived", .whole, "Findings that are waived."),
      (
        "doubtful", .whole,
        "Findings that count and cite only what nobody has looked up in the edition in force."
      ),
      ("known", .whole, "Findings that the baseline holds."),
      (
        "gone", .optional(.whole),
        "Findings of the baseline that no longer occur; null without one."
      ),
      ("rules_checked", .whole, "The most rules that were asked of one file."),
      (
        "rules_not_asked", .whole,
        "The most rules that were not asked of a file because only what it says is judged."
      ),
      (
        "not_judged", .whole,
        "Files that were not judged, because another nation's law binds their schools."
      ),
      ("files", .whole, "The files that were checked."),
      (
        "other_files", .whole,
        "YAML files in the folders that do not begin with `rollcall:`, which are other programs'."
      ),
    ])

  private static let turnedOff = Shape.group(
    "A rule that is turned off",
    [
      ("rule", .text, "The rule's name."), ("reason", .text, "Why it is turned off."),
      ("configuration", .text, "The file that turns it off."),
      ("findings", .whole, "How many findings that leaves out."),
      ("rests_on_law", .truth, "Whether the law or statutory guidance asks for it."),
    ])

  /// A finding of a check, or a fault that kept a file of tests from being run.
  static func finding(isReported: Bool) -> Shape {
    let own: [Shape.Key] = [
      ("rule", .text, "The rule's stable name."), ("severity", severity, "How much it weighs."),
      ("message", .text, "What is wrong, in sentences."), ("file", .text, "Where it stands."),
      ("line", .whole, "The line, from 1."),
      ("column", .whole, "The column in Unicode code points, from 1."),
      ("end_line", .whole, "The line on which it ends."),
      ("end_column", .whole, "The column after its last character."),
      ("path", .text, "The path of the value; empty for the whole file."),
      ("since", .optional(.date), "The first day on which it is wrong."),
      ("until", .optional(.date), "The last, where it ends before the policy does."),
      ("expected", .optional(.text), "What is asked for."),
      ("found", .optional(.text), "What the file says."),
      (
        "rests_on", .optional(.words(Source.Kind.allCases.map(\.rawValue))),
        "The weightiest authority that asks for it; null where nobody is cited."
      ),
      ("citations", .list(citation), "Who asks, and where."),
      ("related", .list(related), "Other places that explain it."),
      ("help", .optional(.text), "What puts it right."),
      ("waiver", .optional(waiver), "How the policy has it accepted."),
    ]
    let reported: [Shape.Key] = [
      ("fingerprint", .text, "The same for the same finding, on whatever line it stands."),
      ("standing", .words(standings), "Whether it counts towards failing."),
    ]
    return .group("A finding", own + (isReported ? reported : []))
  }

  private static let standings: [String] =
    [ReportedFinding.Standing.counts, .known, .waived].map(\.rawValue)

  static let severity = Shape.words(Severity.allCases.map(\.rawValue))

  static let citation = Shape.group(
    "A citation",
    [
      ("source", .text, "The source's short name."), ("title", .text, "Its title."),
      ("where", .text, "The paragraph, regulation or page."),
      (
        "kind", .optional(.words(Source.Kind.allCases.map(\.rawValue))),
        "What authority the source has; `project` is a choice of our own."
      ),
      (
        "basis", .words(Citation.Basis.allCases.map(\.rawValue)),
        "Whether somebody has seen it say so there, or its words in another edition, or nothing."
      ),
      (
        "seen_in", .optional(edition),
        "The edition before in which the words were read, where the page in this one is not looked up."
      ),
    ])

  private static let edition = Shape.group(
    "A place in an edition before",
    [
      ("source", .text, "The source's short name."), ("title", .text, "Its title."),
      ("where", .text, "The paragraph, regulation or page."),
    ])

  private static let related = Shape.group(
    "A related place",
    [
      ("message", .text, "What is to be seen there."), ("file", .text, "The file."),
      ("line", .whole, "The line, from 1."), ("column", .whole, "The column, from 1."),
    ])

  private static let waiver = Shape.group(
    "A waiver",
    [
      ("effect", .words(["waived", "accepted_risk"]), "Whether the finding still counts."),
      ("reason", .text, "Why it is accepted."), ("approved_by", .text, "By whom."),
      ("until", .date, "The last day on which it is."),
    ])
}

/// What a value of a report may be.
indirect enum Shape: Sendable {
  typealias Key = (name: String, shape: Shape, meaning: String)

  case text, date, whole, number, truth
  case constant(Int)
  case words([String])
  case optional(Shape)
  case list(Shape)
  /// A group that has each of its keys and no others.
  case group(String, [Key])

  /// The shape as a JSON Schema.
  var schema: JSON {
    switch self {
    case .text: .object([("type", .string("string"))])
    case .date:
      .object([("type", .string("string")), ("pattern", .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))])
    case .whole: .object([("type", .string("integer"))])
    case .number: .object([("type", .string("number"))])
    case .truth: .object([("type", .string("boolean"))])
    case .constant(let number): .object([("const", .integer(number))])
    case .words(let words): .object([("enum", .array(words.map { .string($0) }))])
    case .optional(let shape):
      .object([("anyOf", .array([shape.schema, .object([("type", .string("null"))])]))])
    case .list(let shape): .object([("type", .string("array")), ("items", shape.schema)])
    case .group(let title, let keys):
      .object([
        ("title", .string(title)), ("type", .string("object")),
        ("properties", .object(keys.map { ($0.name, described($0)) })),
        ("required", .array(keys.map { .string($0.name) })),
        ("additionalProperties", .truth(false)),
      ])
    }
  }

  private func described(_ key: Key) -> JSON {
    guard case .object(let entries) = key.shape.schema else { return .null }
    return .object([("description", .string(key.meaning))] + entries)
  }
}
