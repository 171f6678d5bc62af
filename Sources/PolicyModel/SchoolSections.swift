package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// The school of a policy.
package struct School: Record {
  package var name: Located<Prose>?
  package var phase: Located<Phase>?
  package var type: Located<SchoolType>?
  package var years: Located<YearRange>?
  package var localAuthority: Located<Name>?
  package var nation: Located<Name>?
  package let span: SourceSpan

  package static let title = "a school"
  package static let fields: [Field<School>] = [
    Field("name", { $1(&$0.name) }, "The school's name, which every policy gives."),
    Field("phase", { $1(&$0.phase) }, "The ages it teaches."),
    Field("type", { $1(&$0.type) }, "How it is governed, which decides which law binds it."),
    Field(
      "years", { $1(&$0.years) }, example: "Reception to Year 6",
      "The youngest year and the oldest that it teaches, by which its most junior and its most senior class "
        + "are known."),
    Field(
      "local_authority", { $1(&$0.localAuthority) }, example: "dudley", words: .localAuthorities,
      "The local authority whose area it is in."),
    Field(
      "nation", { $1(&$0.nation) }, example: "england", words: .nations,
      called: ["country", "jurisdiction", "region", "home_nation", "uk_nation"],
      "The nation whose law binds it; left out, that of its local authority."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The dates on which a policy was ratified, is in force and is reviewed.
package struct Status: Record {
  package var ratified: Located<CivilDate>?
  package var effectiveFrom: Located<CivilDate>?
  package var effectiveTo: Located<CivilDate>?
  package var reviewBy: Located<CivilDate>?
  package var publishedOnWebsite: Located<Truth>?
  package let span: SourceSpan

  package static let title = "a policy's status"
  package static let fields: [Field<Status>] = [
    Field("ratified", { $1(&$0.ratified) }, "The date on which governors or trustees approved it."),
    Field(
      "effective_from", { $1(&$0.effectiveFrom) },
      "The first date on which it is in force; left out, the date it was ratified."),
    Field(
      "effective_to", { $1(&$0.effectiveTo) }, example: "2025-08-31",
      "The last date on which it is in force."),
    Field(
      "review_by", { $1(&$0.reviewBy) }, example: "2025-09-01",
      "The date by which it is to be reviewed; in force until then, where no last date is given."),
    Field(
      "published_on_website", { $1(&$0.publishedOnWebsite) },
      "Whether the school's website carries it."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The contacts for parents.
package struct Contacts: Record {
  package var champion: Contact?
  package var dayToDay: Contact?
  package var support: Contact?
  package var governor: Contact?
  package let span: SourceSpan

  package static let title = "contacts"
  package static let fields: [Field<Contacts>] = [
    Field(
      "senior_attendance_champion", { $1(&$0.champion) },
      "The senior leader who answers for attendance."),
    Field("day_to_day", { $1(&$0.dayToDay) }, "Whom to ask about attendance day to day."),
    Field("support", { $1(&$0.support) }, "Whom to ask for more detailed support."),
    Field("governor", { $1(&$0.governor) }, "The governor or trustee who looks after attendance."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// A contact for parents.
package struct Contact: Record {
  package var name: Located<Prose>?
  package var role: Located<Prose>?
  package var contact: Located<Prose>?
  package let span: SourceSpan

  package static let title = "a contact"
  package static let fields: [Field<Contact>] = [
    Field("name", { $1(&$0.name) }, "The person's name."),
    Field("role", { $1(&$0.role) }, "What they are in the school."),
    Field("contact", { $1(&$0.contact) }, "How to reach them."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The times of a school day.
package struct SchoolDay: GroupedTimes {
  package var whom: PupilsOfTimes?
  package var gatesOpen: Located<TimeOfDay>?
  package var starts: Located<TimeOfDay>?
  package var formTimeEnds: Located<TimeOfDay>?
  package var firstLessonEnds: Located<TimeOfDay>?
  package var ends: Located<TimeOfDay>?
  package var eveningRegistration: Located<TimeOfDay>?
  package let span: SourceSpan

  package static let title = "a school day"
  package static let fields: [Field<SchoolDay>] = [
    Field(
      "for", { $1(&$0.whom) },
      "Whom the times are for, where they differ; left out, whomever no other entry names."),
    Field("gates_open", { $1(&$0.gatesOpen) }, example: "08:40", "When pupils may come in."),
    Field("starts", { $1(&$0.starts) }, "When the morning session starts."),
    Field(
      "form_time_ends", { $1(&$0.formTimeEnds) }, example: "09:05",
      "When form time ends, where the register is taken in it."),
    Field(
      "first_lesson_ends", { $1(&$0.firstLessonEnds) }, example: "09:50",
      "When the first lesson ends, where the register is taken in it."),
    Field("ends", { $1(&$0.ends) }, example: "15:20", "When the school day ends."),
    Field(
      "evening_registration", { $1(&$0.eveningRegistration) }, example: "17:30",
      "When pupils are registered a third time, as boarders are; it belongs to no session."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The rules by which parents report an absence.
package struct AbsenceReporting: Record {
  package var by: Located<TimeOfDay>?
  package var ways: [Located<Name>]?
  package var on: Located<ReportingDays>?
  package var contactFrom: Located<TimeOfDay>?
  package let span: SourceSpan

  package static let title = "how absence is reported"
  package static let fields: [Field<AbsenceReporting>] = [
    Field("by", { $1(&$0.by) }, example: "08:50", "The time by which parents report."),
    Field(
      "ways", { $1(&$0.ways) }, example: "phone", words: .ways,
      "The ways in which they can, such as `phone`."),
    Field("on", { $1(&$0.on) }, "The days on which they report."),
    Field(
      "contact_from", { $1(&$0.contactFrom) }, example: "09:30",
      "The time from which the school contacts parents of whom it has heard nothing."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The days on which parents report an absence.
package enum ReportingDays: String, Vocabulary {
  case firstDay = "first_day"
  case eachDay = "each_day"
  package static let noun = "the days on which an absence is reported"
  package static var otherNames: [OtherNames<ReportingDays>] {
    [
      OtherNames(
        .eachDay, called: "daily", "every_day", "each_and_every_day", "every_day_of_absence",
        "each_day_of_absence", "every_morning", "each_morning"),
      OtherNames(
        .firstDay, called: "the_first_day", "first_day_of_absence", "day_1", "day_one", "first",
        "first_morning", "on_the_first_day", "once"),
    ]
  }
}

/// The targets of a school.
package struct Target: Record {
  package var attendance: Located<Percentage>?
  package let span: SourceSpan

  package static let title = "a target"
  package static let fields: [Field<Target>] = [
    Field(
      "attendance", { $1(&$0.attendance) }, example: "96 %",
      "The attendance that is expected of each pupil, at least.")
  ]

  package init(at span: SourceSpan) { self.span = span }
}
