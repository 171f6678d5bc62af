package import CivilTime
package import Diagnostics
package import TypedYAML

/// The keys of `register.yaml`: which files make up a dataset, and how to read them.
package struct Manifest: Record {
  package var kind, school: Located<Prose>?
  package var calendar: CalendarFile?
  package var pupils: SideTable<PupilEntry>?
  package var amendments: SideTable<AmendmentEntry>?
  package var actions: ActionsFile?
  package var leave: SideTable<LeaveEntry>?
  package var exclusions: SideTable<ExclusionEntry>?
  package var registersTaken: SideTable<RegisterTakenEntry>?
  package var marks: MarksFile?
  package let span: SourceSpan

  package static let title = "a register dataset"
  package static let fields: [Field<Manifest>] = [
    Field("rollcall", { $1(&$0.kind) }, required: true, "The kind of file: `register/v1`."),
    Field("school", { $1(&$0.school) }, "The school's name."),
    Field("calendar", { $1(&$0.calendar) }, required: true, "When the school has sessions."),
    Field("pupils", { $1(&$0.pupils) }, "Who is on roll, from when to when."),
    Field("marks", { $1(&$0.marks) }, required: true, "The register's marks."),
    Field(
      "amendments", { $1(&$0.amendments) }, "Changes to marks, as the law requires them recorded."),
    Field(
      "actions", { $1(&$0.actions) }, "What the school did: calls, letters, meetings, notices."),
    Field("leave", { $1(&$0.leave) }, "Requests for leave and what became of them."),
    Field("exclusions", { $1(&$0.exclusions) }, "Suspensions and permanent exclusions."),
    Field(
      "registers_taken", { $1(&$0.registersTaken) },
      "When each class's register was opened and closed."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// A file of a dataset as its readers see it: its name, what its columns are called, how it writes dates.
package struct TableFile: Sendable {
  package var file: Located<Prose>?
  package var columns: NamedValues<Located<Prose>>?
  package var dateFormat: Located<DateFormat>?
  package let span: SourceSpan

  /// The file's name as the dataset gives it.
  var name: String { file?.value.text ?? "" }
}

/// A table beside the marks and how its columns are called.
package struct SideTable<Columns: TableColumns>: Record {
  package var file: Located<Prose>?
  package var columns: ColumnNames<Columns>?
  package var dateFormat: Located<DateFormat>?
  package let span: SourceSpan

  package static var title: String { "a file of the dataset" }
  package static var fields: [Field<SideTable>] {
    [
      Field("file", { $1(&$0.file) }, required: true, "The file's name, relative to this one."),
      Field(
        "columns", { $1(&$0.columns) },
        "What the file calls its columns, where it has other names."),
      Field(
        "date_format", { $1(&$0.dateFormat) }, "How dates are written; left out, `yyyy-MM-dd`."),
    ]
  }

  package init(at span: SourceSpan) { self.span = span }

  /// The file as its readers see it.
  var table: TableFile {
    TableFile(file: file, columns: columns?.values, dateFormat: dateFormat, span: span)
  }
}

/// The table of actions, with what its words for them mean.
package struct ActionsFile: Record {
  package var side: SideTable<ActionEntry>
  package var actions: NamedValues<Located<Name>>?
  package var span: SourceSpan { side.span }

  package static let title = "a file of the dataset"
  package static let fields: [Field<ActionsFile>] =
    SideTable<ActionEntry>.fields.map { Field($0, in: { $1(&$0.side) }) } + [
      Field(
        "actions", { $1(&$0.actions) },
        "The file's own words for actions, each with the word that a clause has under `do`.")
    ]

  package init(at span: SourceSpan) { side = SideTable(at: span) }
}

/// The file of the marks and how they are laid out in it.
package struct MarksFile: Record {
  /// How marks are laid out in a file.
  package enum Layout: String, Vocabulary {
    /// A row a mark.
    case long
    /// A row a pupil.
    case wide
    /// The Department for Education's Common Transfer File.
    case ctf
    package static let noun = "a layout of marks"
    package static var otherNames: [OtherNames<Layout>] {
      [
        OtherNames(.long, called: "rows", "row_per_mark", "narrow", "tall"),
        OtherNames(.wide, called: "grid", "columns", "row_per_pupil"),
        OtherNames(.ctf, called: "xml", "common_transfer_file"),
      ]
    }
  }

  package var file: Located<Prose>?
  package var layout: Located<Layout>?
  package var columns: ColumnNames<MarkColumns>?
  package var dateFormat: Located<DateFormat>?
  package var from, to: Located<CivilDate>?
  package var establishment: Located<SchoolNumber>?
  package let span: SourceSpan

  package static let title = "the file of the marks"
  package static let fields: [Field<MarksFile>] = [
    Field("file", { $1(&$0.file) }, required: true, "The file's name, relative to this one."),
    Field(
      "layout", { $1(&$0.layout) },
      "`long`: a row a mark; `wide`: a row a pupil, with a column for each session or day, or one "
        + "string of marks; `ctf`: the XML of a Common Transfer File. Left out, `long`."),
    Field("columns", { $1(&$0.columns) }, "Rollcall's names of columns, with the file's own."),
    Field(
      "date_format", { $1(&$0.dateFormat) },
      "How dates are written, also in a header; left out, `yyyy-MM-dd`."),
    Field(
      "from", { $1(&$0.from) },
      "The first day of strings of marks; left out, the column `first_day`, or the calendar's first."
    ),
    Field(
      "to", { $1(&$0.to) },
      "The last day of strings of marks; left out, the column `last_day`, or the calendar's last."),
    Field(
      "establishment", { $1(&$0.establishment) },
      "The school's number in a Common Transfer File; left out, that of its header or of most of its "
        + "strings of marks."),
  ]

  package init(at span: SourceSpan) { self.span = span }

  /// Reports the keys that its layout does not read.
  func checkKeys(_ reading: inout Reading) {
    func refuse(_ key: String, _ span: SourceSpan?, _ reason: String, _ reading: inout Reading) {
      guard let span else { return }
      reading.report(
        .unusedKey, "`\(key)` is not read: \(reason).", at: span, path: "marks.\(key)",
        help: "Leave it out.")
    }
    if layout?.value != .ctf {
      refuse(
        "establishment", establishment?.span, "it is about Common Transfer Files", &reading)
    }
    switch layout?.value {
    case .wide: break
    case .long, nil:
      let reason = "it is about strings of marks, and here a row is one mark"
      refuse("from", from?.span, reason, &reading)
      refuse("to", to?.span, reason, &reading)
    case .ctf:
      let reason = "a Common Transfer File says it itself"
      refuse("columns", columns?.values.entries.first?.key.span, reason, &reading)
      refuse("date_format", dateFormat?.span, reason, &reading)
      refuse("from", from?.span, reason, &reading)
      refuse("to", to?.span, reason, &reading)
    }
  }

  /// The file as a table of columns.
  var table: TableFile {
    TableFile(file: file, columns: columns?.values, dateFormat: dateFormat, span: span)
  }
}
