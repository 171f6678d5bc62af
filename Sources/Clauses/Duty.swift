package import CivilTime
package import Diagnostics
package import TypedYAML

/// The force of a clause: a promise or a permission.
package enum Binding: String, Vocabulary {
  /// The school does it: an obligation opens.
  case will
  /// The school may do it: no obligation opens.
  case may
  package static let noun = "how far the clause binds"
  package static var otherNames: [OtherNames<Binding>] {
    [
      OtherNames(.will, called: "must", "shall", "always", "yes"),
      OtherNames(.may, called: "can", "might", "could", "should", "optional", "optionally"),
    ]
  }
}

/// The kinds of exclusion from a school.
package enum ExclusionKind: String, Vocabulary {
  case suspension, permanent
  package static let noun = "a kind of exclusion"
}

/// An undertaking to act when an occasion arises, in one grammar for the nation, an authority, a
/// cluster and a school.
package struct Duty: RefinedRecord, Hashable {
  /// The keys of a duty.
  package struct Draft: Record {
    package var id: Located<Name>?
    package var title: Located<Prose>?
    package var when: Occasion?
    package var action: Located<Name>?
    package var within: Located<Deadline>?
    package var by: Located<TimeOfDay>?
    package var detail: NamedValues<Located<Prose>>?
    package var notBefore: Located<Deadline>?
    package var onlyWhen: Located<Truth>?
    package var preconditions: [Precondition]?
    package var records: [Located<Name>]?
    package var binds: [Located<SchoolType>]?
    package var phases: [Located<Phase>]?
    package var binding: Located<Binding>?
    package var concerned: [Located<Concerned>]?
    package var exempts: Located<ClassPosition>?
    package var exclusion: Located<ExclusionKind>?
    package var afterLeave: Located<Truth>?
    package var mayPrecede: Located<Deadline>?
    package var inForce: InForce?
    package var countingFrom: Located<CivilDate>?
    package var severity: Located<Severity>?
    package var cite: [Citation]?
    package var because: Located<Prose>?
    package var breaks: Verbatim?
    package var holds: Verbatim?
    package let span: SourceSpan

    package static let title = "a duty"
    package static let fields: [Field<Draft>] = [
      Field("id", { $1(&$0.id) }, required: true, "The name by which reports speak of the duty."),
      Field("title", { $1(&$0.title) }, "What is promised, in a sentence."),
      Field("when", { $1(&$0.when) }, required: true, "What opens the obligation."),
      Field(
        "do", { $1(&$0.action) }, required: true, example: "stage_letter", words: .actions,
        "The kind of action that discharges it."),
      Field(
        "within", { $1(&$0.within) }, example: "5 school_days",
        "How long there is for it; left out, no end."),
      Field("by", { $1(&$0.by) }, example: "09:30", "The time of the due day by which it is due."),
      Field("detail", { $1(&$0.detail) }, "What the action's `detail` must say besides."),
      Field(
        "not_before", { $1(&$0.notBefore) },
        "How long after the occasion the action comes too early until."),
      Field(
        "may_precede", { $1(&$0.mayPrecede) }, example: "10 days",
        "How long before its occasion the action discharges it already, because the occasion is known "
          + "beforehand; left out, not at all."),
      Field("only_when", { $1(&$0.onlyWhen) }, "Whether the action is wrong without the occasion."),
      Field(
        "preconditions", { $1(&$0.preconditions) },
        "What must be on record before the action is taken."),
      Field(
        "records", { $1(&$0.records) }, "What the action's `detail` must say, whatever it says."),
      Field(
        "binding", { $1(&$0.binding) }, "`will` (the default) or `may`, as the policy's prose says."
      ),
      Field(
        "for", { $1(&$0.concerned) },
        "Whom it is for: pupils in any of some groups; `compulsory_school_age`, `main_registration` and "
          + "`day_pupil` narrow them. Left out, every pupil on roll."),
      Field(
        "exempts", { $1(&$0.exempts) },
        "The class whose pupils it is not about: `most_junior` those who join it on the first day of the "
          + "school year, `most_senior` those who leave it at or after the end of the year's last term."
      ),
      Field(
        "exclusion", { $1(&$0.exclusion) },
        "The kind of exclusion that it is about; one of the other kind opens nothing."),
      Field(
        "after_leave", { $1(&$0.afterLeave) },
        "Whether it is about sessions that follow at once on granted leave, and on nothing else."),
      Field("binds", { $1(&$0.binds) }, "The types of school it binds; left out, every school."),
      Field("phases", { $1(&$0.phases) }, "The phases of education it binds; left out, every one."),
      Field("in_force", { $1(&$0.inForce) }, "The dates on which the duty opens obligations."),
      Field(
        "counting_from", { $1(&$0.countingFrom) }, "Sessions before this date are not counted."),
      Field("severity", { $1(&$0.severity) }, "How much a missed obligation weighs."),
      Field("cite", { $1(&$0.cite) }, "Where the law or the document says so."),
      Field("because", { $1(&$0.because) }, "Why, in a sentence for the report."),
      Field(
        "breaks", { $1(&$0.breaks) },
        "A small register in which the duty is missed; `check` of the file tries it."),
      Field(
        "holds", { $1(&$0.holds) },
        "A small register in which the duty is met; `check` of the file tries it."),
    ]

    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The name of the duty in reports.
  package let id: Located<Name>
  /// The occasion that opens an obligation.
  package let occasion: Occasion.Kind
  /// The kind of action that discharges it.
  package let action: Name
  /// The time allowed for the action; nil for no limit.
  package let deadline: Deadline?
  /// The time of the due day by which it is due.
  package let by: TimeOfDay?
  /// The particulars that the action's detail must also contain.
  package let detail: [String: String]
  /// The time after the occasion before which the action is too early; nil for none.
  package let notBefore: Deadline?
  /// The time before the occasion from which the action discharges it already; nil for none.
  package let mayPrecede: Deadline?
  /// The records that must precede the action.
  package let preconditions: [Precondition]
  /// The keys that the action's detail must hold.
  package let records: [String]
  /// The schools it binds.
  package let scope: Scope
  /// Whether the action is unwarranted without an obligation.
  package let onlyWhen: Bool
  /// The force of the duty: a promise or a permission.
  package let binding: Binding
  /// The pupils, and their sessions, to which it applies.
  package let concerned: PupilScope
  /// The class whose pupils are exempt where they join or leave with the school year; nil for none.
  package let exempts: ClassPosition?
  /// The kind of exclusion to which it applies; nil for either.
  package let exclusion: ExclusionKind?
  /// Whether it applies only to sessions that directly follow granted leave.
  package let afterLeave: Bool
  /// The dates on which it opens obligations; nil for always.
  package let inForce: DateRange?
  /// The first date of which sessions are counted.
  package let countingFrom: CivilDate?
  /// The severity of a missed obligation.
  package let severity: Severity
  /// The places in the law or the document that state it.
  package let citations: [Citation]

  package init?(_ draft: Draft, _ reading: inout Reading) {
    guard let id = draft.id, let when = draft.when, let action = draft.action else { return nil }
    self.draft = draft
    self.id = id
    occasion = when.kind
    self.action = action.value
    deadline = draft.within?.value
    by = draft.by?.value
    detail = draft.detail?.texts ?? [:]
    notBefore = draft.notBefore?.value
    mayPrecede = draft.mayPrecede?.value
    preconditions = draft.preconditions ?? []
    records = (draft.records ?? []).map(\.value.text)
    scope = Scope(types: draft.binds, phases: draft.phases)
    onlyWhen = draft.onlyWhen?.value.isTrue ?? false
    binding = draft.binding?.value ?? .will
    concerned = PupilScope(draft.concerned)
    (exempts, exclusion) = (draft.exempts?.value, draft.exclusion?.value)
    afterLeave = draft.afterLeave?.value.isTrue ?? false
    inForce = draft.inForce?.range
    countingFrom = draft.countingFrom?.value
    severity = draft.severity?.value ?? .warning
    citations = draft.cite ?? []
  }

  package static func == (left: Duty, right: Duty) -> Bool {
    left.id == right.id && left.draft.span == right.draft.span
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// The duty as a sentence.
  package var title: String {
    draft.title?.value.text ?? Wording.sentence(Wording.plain(action.text))
  }
}

extension Duty {
  /// The duty of a policy's time for decisions about leave; nil for a length that is no deadline.
  package static func decidingLeave(within length: Located<Quantity>) -> Duty? {
    let span = length.span
    guard let deadline = Deadline(length.value), let id = try? Name(scalar: "decision_within"),
      let action = try? Name(scalar: "leave_decision")
    else { return nil }
    var occasion = Occasion.Draft(at: span)
    occasion.event = Located(.leaveApplication, at: span)
    var reading = Reading()
    var draft = Draft(at: span)
    draft.id = Located(id, at: span)
    draft.when = Occasion(occasion, &reading)
    draft.action = Located(action, at: span)
    draft.within = Located(deadline, at: span)
    return Duty(draft, &reading)
  }
}

extension Duty {
  /// The kinds of action that it names: the one that discharges it, its preconditions, and the one
  /// that opens it.
  package var namedActions: [String] {
    let opening = if case .event(.action(let kind, _)) = occasion { [kind] } else { [String]() }
    return [action.text] + preconditions.flatMap(\.anyOf) + opening
  }

  /// The duty with its kinds of action renamed.
  package func renamingActions(_ name: (String) -> String) -> Duty {
    guard namedActions.contains(where: { name($0) != $0 }) else { return self }
    func renamed(_ word: Located<Name>) -> Located<Name> {
      (try? Name(scalar: name(word.value.text))).map { Located($0, at: word.span) } ?? word
    }
    var reading = Reading()
    var draft = draft
    draft.action = draft.action.map(renamed)
    draft.when = draft.when?.renamingAction(renamed)
    draft.preconditions = draft.preconditions?.map { precondition in
      var draft = precondition.draft
      draft.anyOf = draft.anyOf?.map(renamed)
      return Precondition(draft, &reading) ?? precondition
    }
    return Duty(draft, &reading) ?? self
  }
}
