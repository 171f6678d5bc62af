package import CivilTime
package import Clauses
package import Diagnostics
package import TypedYAML

/// The threshold of persistent or severe absence, and the action taken.
package struct AbsenceBand: Record {
  package var threshold: Located<PercentageBound>?
  package var action: Located<Name>?
  package let span: SourceSpan

  package static let title = "a band of absence"
  package static let fields: [Field<AbsenceBand>] = [
    Field("threshold", { $1(&$0.threshold) }, "The share of possible sessions missed."),
    Field(
      "do", { $1(&$0.action) }, example: "joint_plan_with_local_authority", words: .actions,
      "What the school does then."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The last chance before a penalty notice.
package struct NoticeToImprove: Record {
  package var period: ImprovementPeriod?
  package let span: SourceSpan

  package static let title = "a notice to improve"
  package static let fields: [Field<NoticeToImprove>] = [
    Field("period", { $1(&$0.period) }, "How long attendance has to improve.")
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The time in which attendance has to improve.
package struct ImprovementPeriod: Record {
  package var from: Located<Weeks>?
  package var to: Located<Weeks>?
  package let span: SourceSpan

  package static let title = "an improvement period"
  package static let fields: [Field<ImprovementPeriod>] = [
    Field("from", { $1(&$0.from) }, "The shortest period."),
    Field("to", { $1(&$0.to) }, "The longest period."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The occasions on which a penalty notice is considered, and its amounts.
package struct PenaltyNoticeRules: Record {
  package var threshold: Occasion?
  package var alternatives: [Occasion]?
  package var onlyIfAttendanceBelow: Located<Percentage>?
  package var first: PenaltyNotice?
  package var second: PenaltyNotice?
  package var third: FurtherOffence?
  package var issuedBy: OneOrMore<Located<Name>>?
  package var issuedTo: Located<PenaltyRecipient>?
  package let span: SourceSpan

  package static let title = "rules about penalty notices"
  package static let fields: [Field<PenaltyNoticeRules>] = [
    Field("threshold", { $1(&$0.threshold) }, "The absence at which a notice is considered."),
    Field(
      "alternatives", { $1(&$0.alternatives) },
      "Other occasions at each of which one is considered too, where the policy says “or”."),
    Field(
      "only_if_attendance_below", { $1(&$0.onlyIfAttendanceBelow) }, example: "90 %",
      "A further test of attendance, where the policy sets one."),
    Field("first", { $1(&$0.first) }, "The first notice."),
    Field("second", { $1(&$0.second) }, "The second notice to the same parent for the same child."),
    Field("third", { $1(&$0.third) }, "What happens after two notices."),
    Field(
      "issued_by", { $1(&$0.issuedBy) }, example: "local_authority", words: .deciders,
      "Who issues notices: one, or several as a list."),
    Field("issued_to", { $1(&$0.issuedTo) }, "To whom notices are issued."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The amounts and deadlines of a penalty notice.
package struct PenaltyNotice: Record {
  package var amount: Located<Money>?
  package var within: Located<Days>?
  package var reducedTo: Located<Money>?
  package var reducedWithin: Located<Days>?
  package var ifWithin: Located<Years>?
  package let span: SourceSpan

  package static let title = "a penalty notice"
  package static let fields: [Field<PenaltyNotice>] = [
    Field("amount", { $1(&$0.amount) }, "The full amount."),
    Field("within", { $1(&$0.within) }, "The days to pay it, receipt being day 1."),
    Field("reduced_to", { $1(&$0.reducedTo) }, "The reduced amount."),
    Field("reduced_within", { $1(&$0.reducedWithin) }, "The days to pay the reduced amount."),
    Field(
      "if_within", { $1(&$0.ifWithin) }, "How long after the first notice it counts as the second."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The action after two notices.
package struct FurtherOffence: Record {
  package var action: Located<Name>?
  package var ifWithin: Located<Years>?
  package let span: SourceSpan

  package static let title = "what follows two notices"
  package static let fields: [Field<FurtherOffence>] = [
    Field(
      "do", { $1(&$0.action) }, example: "other_legal_intervention", words: .actions,
      "What is done instead of a notice."),
    Field("if_within", { $1(&$0.ifWithin) }, "The years in which two notices count."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The recipients of a penalty notice.
package enum PenaltyRecipient: String, Vocabulary {
  case eachParentPerChild = "each_parent_per_child"
  case eachParent = "each_parent"
  case family
  package static let noun = "to whom a notice is issued"
  package static var otherNames: [OtherNames<PenaltyRecipient>] {
    [
      OtherNames(
        .eachParentPerChild, called: "per_parent_per_child", "each_parent_for_each_child",
        "per_child_per_parent", "each_parent_each_child", "per_parent_and_child"),
      OtherNames(
        .eachParent, called: "per_parent", "both_parents", "every_parent", "parent", "parents"),
      OtherNames(.family, called: "per_family", "each_family", "household"),
    ]
  }
}

/// The professionals who are informed of events.
package struct Informs: Record {
  package var ofUnexplainedAbsence: [Located<Name>]?
  package var ofDeletion: [Located<Name>]?
  package let span: SourceSpan

  package static let title = "who is told"
  package static let fields: [Field<Informs>] = [
    Field(
      "of_unexplained_absence", { $1(&$0.ofUnexplainedAbsence) }, words: .professionals,
      "Who is told of an unexplained absence."),
    Field(
      "of_deletion", { $1(&$0.ofDeletion) }, words: .professionals,
      "Who is told when a name is to be deleted."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The reports of a school to the local authority.
package struct Returns: Record {
  package var sickness: Located<Quantity>?
  package var continuousAbsence: Located<Quantity>?
  package var interval: Located<Interval>?
  package var dataShared: Located<Interval>?
  package var alsoFor: [Located<ClassPosition>]?
  package let span: SourceSpan

  package static let title = "returns to the authority"
  package static let fields: [Field<Returns>] = [
    Field(
      "sickness", { $1(&$0.sickness) }, example: "10 days",
      "The illness after which a sickness return is made."),
    Field(
      "continuous_absence", { $1(&$0.continuousAbsence) }, example: "10 school_days",
      "The unbroken unauthorised absence after which a return is made."),
    Field("interval", { $1(&$0.interval) }, "How often attendance returns are made."),
    Field("data_shared", { $1(&$0.dataShared) }, "How often attendance data is shared."),
    Field(
      "also_for", { $1(&$0.alsoFor) }, example: "most_junior",
      "The classes whose pupils the law exempts from the returns about joining and leaving, where the "
        + "authority asks for theirs too."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}

/// The frequency of a recurring task.
package enum Interval: String, Vocabulary {
  case daily
  case weekly
  case fortnightly
  case monthly
  case halfTermly = "half_termly"
  case termly
  case annually
  case regularly
  package static let noun = "how often"
  package static var otherNames: [OtherNames<Interval>] {
    [
      OtherNames(.daily, called: "every_day", "each_day", "day", "1_day", "per_day"),
      OtherNames(
        .weekly, called: "every_week", "each_week", "week", "once_a_week", "1_week", "per_week"),
      OtherNames(
        .fortnightly, called: "every_fortnight", "every_two_weeks", "every_2_weeks", "2_weeks",
        "biweekly", "every_other_week", "fortnight"),
      OtherNames(
        .monthly, called: "every_month", "each_month", "month", "once_a_month", "1_month",
        "per_month", "every_four_weeks", "every_4_weeks", "4_weekly"),
      OtherNames(
        .halfTermly, called: "every_half_term", "each_half_term", "half_term", "per_half_term",
        "six_weekly", "every_six_weeks", "every_6_weeks"),
      OtherNames(.termly, called: "every_term", "each_term", "term", "per_term", "once_a_term"),
      OtherNames(
        .annually, called: "annual", "yearly", "every_year", "each_year", "year", "once_a_year",
        "per_year"),
      OtherNames(.regularly, called: "regular", "often", "frequently", "ongoing"),
    ]
  }
}

/// The procedure when a pupil cannot be found.
package struct MissingEducation: Record {
  package var reportedAfter: Located<Quantity>?
  package var homeVisitOn: Located<Prose>?
  package var safeguardingReferral: Located<Quantity>?
  package let span: SourceSpan

  package static let title = "rules about missing pupils"
  package static let fields: [Field<MissingEducation>] = [
    Field(
      "reported_after", { $1(&$0.reportedAfter) }, example: "10 school_days",
      "The absence after which the pupil is reported missing."),
    Field(
      "home_visit_on", { $1(&$0.homeVisitOn) },
      "The day of absence on which the home is visited, as `day 3`."),
    Field(
      "safeguarding_referral", { $1(&$0.safeguardingReferral) }, example: "5 school_days",
      "The absence at which a safeguarding referral is considered."),
  ]

  package init(at span: SourceSpan) { self.span = span }
}
