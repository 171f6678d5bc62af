public import Diagnostics
public import PositionedYAML
public import TypedYAML

/// A column of a table.
///
/// Each is declared once: reading, did-you-mean, the JSON Schema and the page of `docs/format` come from
/// that declaration.
public struct TableColumn: Sendable {
  /// Rollcall's name of the column.
  public let name: String
  /// Whether the table is of no use without it.
  public let isRequired: Bool
  /// What it holds, in a sentence.
  public let summary: String

  init(_ name: String, required: Bool = false, _ summary: String) {
    (self.name, isRequired, self.summary) = (name, required, summary)
  }
}

/// The columns of a kind of table.
public protocol TableColumns: Sendable {
  /// The columns in their usual order.
  static var columns: [TableColumn] { get }
}

/// Rollcall's names of a table's columns, with the file's own.
public struct ColumnNames<Columns: TableColumns>: Readable {
  /// The names that are given.
  let values: NamedValues<Located<Prose>>

  public static var form: Form {
    let fields = Columns.columns.map { column in
      FieldForm(
        name: column.name,
        summary: column.summary + (column.isRequired ? " The file must have it." : ""),
        isRequired: false, form: { Located<Prose>.form })
    }
    return .record(
      RecordForm(title: "Rollcall's names of columns, with the file's own", fields: fields))
  }

  public static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard let values = NamedValues<Located<Prose>>.read(node, &reading) else { return nil }
    let known = Columns.columns.map(\.name)
    for entry in values.entries where !known.contains(entry.key.value) {
      reading.report(.unknownColumn(entry.key.value, among: known, at: entry.key.span))
    }
    return Self(values: values)
  }

  public var erased: Located<Value> { values.erased }
}

/// The columns of the marks.
public enum MarkColumns: TableColumns {
  private static let pupil = TableColumn("pupil", required: true, "The pupil's identifier.")
  /// Those of a row a mark.
  static let long =
    [
      pupil,
      TableColumn("date", required: true, "In a row a mark: the date of the session."),
      TableColumn("session", required: true, "In a row a mark: `AM` or `PM`."),
      TableColumn("code", required: true, "In a row a mark: the register code; blank for no mark."),
    ] + NoteColumn.all.map(\.column)
  /// Those of a row a pupil, beside a column for each session or day.
  static let wide = [
    pupil,
    TableColumn("marks", "In a row a pupil: the string of marks."),
    TableColumn("first_day", "In a row a pupil: the first day of the string of marks."),
    TableColumn("last_day", "In a row a pupil: the last day of the string of marks."),
  ]

  public static let columns = long + wide.dropFirst()
}

/// The columns of the pupils' table.
public enum PupilColumns: TableColumns {
  public static let columns = [
    TableColumn(
      "pupil", required: true,
      "The pupil's identifier, as in the marks. Several rows of one pupil are several times on roll."
    ),
    TableColumn(
      "year_group",
      "The year group: `7`, `Year 7` or `Y7`; `R` or `Reception`; `N1`, `N2` or `Nursery`."),
    TableColumn(
      "class_position",
      "`most_junior` or `most_senior` for a pupil of that class; where it is blank the year group tells."
    ),
    TableColumn("class", "The class or form, as `registers_taken` names it."),
    TableColumn("site", "The site, where the school has several with times of their own."),
    TableColumn("date_of_birth", "The date of birth, from which compulsory school age follows."),
    TableColumn("joined", "The first date on roll; blank for before the register."),
    TableColumn("left", "The last date on roll; blank for still on roll."),
    TableColumn(
      "sen",
      "Special educational needs: yes or no, or `K` (SEN support), `E` (education, health and care "
        + "plan) and `N` (none)."),
    TableColumn("fsm", "Free school meals: yes or no, also as `T` and `F`."),
    TableColumn("social_worker", "Whether the pupil has a social worker: yes or no."),
    TableColumn(
      "youth_offending_team", "Whether a youth offending team works with the pupil: yes or no."),
    TableColumn(
      "boarder",
      "Whether the pupil boards: yes or no, or `B`, `6`, `7` (boarder) and `N` (none) of the school census."
    ),
    TableColumn(
      "registration",
      "Of a pupil who is registered at two schools: `main` or `subsidiary`, also as `M` and `S`; `C`, and a "
        + "blank, for one registered here alone."),
  ]
}

/// The columns of the table of amendments.
public enum AmendmentColumns: TableColumns {
  public static let columns = [
    TableColumn("pupil", required: true, "The pupil's identifier."),
    TableColumn("date", required: true, "The date of the session."),
    TableColumn("session", required: true, "`AM` or `PM`."),
    TableColumn("original", required: true, "The mark before the change; blank for none."),
    TableColumn("amended", required: true, "The mark after the change; blank for none."),
    TableColumn("reason", "Why the mark was changed."),
    TableColumn("amended_on", required: true, "The date of the change."),
    TableColumn("name", "Who changed it."),
    TableColumn("position", "What position that person holds."),
  ]
}

/// The columns of the table of actions.
public enum ActionColumns: TableColumns {
  public static let columns = [
    TableColumn("pupil", required: true, "The pupil's identifier."),
    TableColumn("date", required: true, "The date on which it was done."),
    TableColumn("time", "The time of day at which it was done."),
    TableColumn(
      "action", required: true,
      "What was done, in the word that a clause has under `do`, such as `contact_parent`; letter case, "
        + "spaces and hyphens do not matter, and `actions` maps other words."),
    TableColumn(
      "detail", "More about it, as `key=value` with `;` between several, such as `stage=1`."),
    TableColumn("amount", "The sum of a penalty, with or without its `£`."),
    TableColumn("parent", "The parent concerned, by an identifier."),
  ]
}

/// The columns of the table of requests for leave.
public enum LeaveColumns: TableColumns {
  public static let columns = [
    TableColumn("pupil", required: true, "The pupil's identifier."),
    TableColumn("applied_on", required: true, "The date of the application."),
    TableColumn("applied_by", "Who applied, such as `resident_parent`."),
    TableColumn("first_day", required: true, "The first day asked for."),
    TableColumn("last_day", "The last day asked for; blank for the first."),
    TableColumn("reason", "What the leave is for."),
    TableColumn("decision", "`granted` or `refused`; blank for not decided."),
    TableColumn("decided_on", "The date of the decision."),
  ]
}

/// The columns of the table of exclusions.
public enum ExclusionColumns: TableColumns {
  public static let columns = [
    TableColumn("pupil", required: true, "The pupil's identifier."),
    TableColumn("first_day", required: true, "The first day of the exclusion."),
    TableColumn("last_day", "The last day of a suspension; blank for the first."),
    TableColumn("kind", "`suspension`, which a blank cell means too, or `permanent`."),
  ]
}

/// The columns of the table of registers taken.
public enum RegisterTakenColumns: TableColumns {
  public static let columns = [
    TableColumn("class", required: true, "The class, as the pupils' table names it."),
    TableColumn("date", required: true, "The date of the session."),
    TableColumn("session", required: true, "`AM` or `PM`."),
    TableColumn("opened", "The time of day at which the register was opened."),
    TableColumn("closed", "The time of day at which the register was closed."),
  ]
}
