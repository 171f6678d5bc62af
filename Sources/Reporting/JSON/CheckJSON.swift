import CivilTime
import Clauses
import Compliance
import Diagnostics
import PolicyModel

extension CheckReport: JSONRecord {
  /// The report for programs.
  package var json: JSON { group }

  /// The findings of one file as they are written in the report for programs; nil where there are none.
  package func findingsJSON(of entry: Entry) -> String? {
    entry.reported.isEmpty
      ? nil : String(decoding: JSON.items(entry.reported, indent: 2, \.json), as: UTF8.self)
  }

  /// What is written in the report for programs around the findings of the files.
  package func jsonFrame(hasFindings: Bool) -> ReportFrame {
    guard hasFindings else {
      return ReportFrame(head: group(with: "findings", as: .array([])).text)
    }
    let frame = JSON.frame(indent: 0) { group(with: "findings", as: .array([$0])) }
    return ReportFrame(
      head: String(decoding: frame.head, as: UTF8.self), between: ",\n    ",
      tail: String(decoding: frame.tail, as: UTF8.self) + "\n")
  }

  static let noun = "What rollcall check found"
  static let keys: [Key] = [
    Key("version", "The version of this format.", constant: 1),
    Key("as_of", "The day of the report, or the one date that was asked about.", \.asOf),
    Key("files", "The files that were checked, as they were named.") { $0.entries.map(\.file) },
    Key("policies", "The policies among them.") { $0.entries.compactMap(CheckedPolicy.init) },
    Key("findings", "What was found, in the order of the files.", \.reported),
    Key("turned_off", "Rules that a configuration turns off and that were broken.", \.turnedOff),
    Key("summary", "How much was found.", group: "Counts", counts),
  ]

  private static let counts: [Key] = [
    Key("errors", "Errors that count.") { $0.count(.error) },
    Key("warnings", "Warnings that count.") { $0.count(.warning) },
    Key("notes", "Notes that count.") { $0.count(.note) },
    Key("waived", "Findings that are waived.") { $0.count(.waived) },
    Key(
      "doubtful",
      "Findings that count and cite only what nobody has looked up in the edition in force.",
      \.tally.doubtful),
    Key("known", "Findings that the baseline holds.") { $0.count(.known) },
    Key("gone", "Findings of the baseline that no longer occur; null without one.") { report in
      report.baseline.map { _ in report.gone }
    },
    Key("rules_checked", "The most rules that were asked of one file.") {
      $0.entries.map(\.rulesChecked).max() ?? 0
    },
    Key(
      "rules_not_asked",
      "The most rules that were not asked of a file because only what it says is judged."
    ) { $0.entries.compactMap(\.terms.leftToWholePolicies).max() ?? 0 },
    Key(
      "not_judged", "Files that were not judged, because another nation's law binds their schools."
    ) { $0.entries.count { $0.terms.otherNation != nil } },
    Key("files", "The files that were checked.", \.entries.count),
    Key(
      "other_files",
      "YAML files in the folders that do not begin with `rollcall:`, which are other programs'.",
      \.othersFiles),
  ]
}

/// A file that was checked and is a policy.
private struct CheckedPolicy: JSONRecord {
  let entry: CheckReport.Entry
  let school: String
  let inForce: DateRange?

  init?(_ entry: CheckReport.Entry) {
    guard let policy = entry.policy else { return nil }
    (self.entry, school, inForce) = (entry, policy.school, policy.inForce)
  }

  static let noun = "A policy"
  static let keys: [Key] = [
    Key("file", "The file.", \.entry.file),
    Key("school", "The school's name, or the file's.", \.school),
    Key("in_force_from", "The first day on which the policy is in force.", \.inForce?.first),
    Key("in_force_to", "The last day.", \.inForce?.last),
    Key(
      "other_nation",
      "The nation whose law binds the school, where that is another: the policy is then not judged.",
      \.entry.terms.otherNation),
    Key(
      "rules_not_asked",
      "How many rules were not asked because only what is said is judged; null where all were.",
      \.entry.terms.leftToWholePolicies),
  ]
}

extension TurnedOff: JSONRecord {
  static let noun = "A rule that is turned off"
  static let keys: [Key] = [
    Key("rule", "The rule's name.", \.rule),
    Key("reason", "Why it is turned off.", \.reason),
    Key("configuration", "The file that turns it off.", \.configuration),
    Key("findings", "How many findings that leaves out.", \.findings),
    Key("rests_on_law", "Whether the law or statutory guidance asks for it.", \.restsOnLaw),
  ]
}

extension ReportedFinding: JSONRecord {
  static let noun = Finding.noun
  static let keys: [Key] =
    Finding.keys.map { Key($0, of: \.finding) } + [
      Key(
        "fingerprint", "The same for the same finding, on whatever line it stands.", \.fingerprint),
      Key("standing", "Whether it counts towards failing.", \.standing),
    ]
}

/// A finding of a check, or a fault that kept a file of tests from being run.
extension Finding: JSONRecord {
  static let noun = "A finding"
  static let keys: [Key] = [
    Key("rule", "The rule's stable name.", \.diagnostic.rule),
    Key("severity", "How much it weighs.", \.diagnostic.severity),
    Key("message", "What is wrong, in sentences.", \.diagnostic.message),
    Key("file", "Where it stands.", \.diagnostic.span.file),
    Key("line", "The line, from 1.", \.diagnostic.span.start.line),
    Key("column", "The column in Unicode code points, from 1.", \.diagnostic.span.start.column),
    Key("end_line", "The line on which it ends.", \.diagnostic.span.end.line),
    Key("end_column", "The column after its last character.", \.diagnostic.span.end.column),
    Key("path", "The path of the value; empty for the whole file.", \.diagnostic.path),
    Key("since", "The first day on which it is wrong.", \.since),
    Key("until", "The last, where it ends before the policy does.", \.until),
    Key("expected", "What is asked for.", \.expected),
    Key("found", "What the file says.", \.found),
    Key(
      "rests_on", "The weightiest authority that asks for it; null where nobody is cited.",
      \.restsOn),
    Key("citations", "Who asks, and where.", \.citations),
    Key("related", "Other places that explain it.", \.diagnostic.related),
    Key("help", "What puts it right.", \.diagnostic.help),
    Key("waiver", "How the policy has it accepted.", \.waiver),
  ]
}

extension CitedSource: JSONRecord {
  static let noun = "A citation"
  static let keys: [Key] = [
    Key("source", "The source's short name.", \.source),
    Key("title", "Its title.", \.title),
    Key("where", "The paragraph, regulation or page.", \.place),
    Key("kind", "What authority the source has; `project` is a choice of our own.", \.kind),
    Key(
      "basis",
      "Whether somebody has seen it say so there, or its words in another edition, or nothing.",
      \.basis),
    Key(
      "seen_in",
      "The edition before in which the words were read, where the page in this one is not looked up.",
      \.seen),
  ]
}

extension CitedSource.Edition: JSONRecord {
  static let noun = "A place in an edition before"
  static let keys: [Key] = [
    Key("source", "The source's short name.", \.source),
    Key("title", "Its title.", \.title),
    Key("where", "The paragraph, regulation or page.", \.place),
  ]
}

extension Diagnostic.Related: JSONRecord {
  static let noun = "A related place"
  static let keys: [Key] = [
    Key("message", "What is to be seen there.", \.message),
    Key("file", "The file.", \.span.file),
    Key("line", "The line, from 1.", \.span.start.line),
    Key("column", "The column, from 1.", \.span.start.column),
  ]
}

extension AppliedWaiver: JSONRecord {
  static let noun = "A waiver"
  static let keys: [Key] = [
    Key("effect", "Whether the finding still counts.", \.effect),
    Key("reason", "Why it is accepted.", \.reason),
    Key("approved_by", "By whom.", \.approvedBy),
    Key("until", "The last day on which it is.", \.until),
  ]
}
