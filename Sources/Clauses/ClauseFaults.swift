package import Diagnostics

/// What is wrong with clauses, or with what they cite.
extension Fault {
  package static let ofClauses = [
    occasion, datesOutOfOrder, citation, commencement, unknownSource, unknownPassage, noCitation,
    confirmation, repeatedName, condition, judgement, passage,
  ]

  package static let occasion = Fault(
    "format.occasion", "An occasion under `when` names nothing to wait for, or several things",
    why: "It must be clear on which day an obligation opens.",
    fix: "Name one, as in `{ absence: 4 days, in: school_year }`.",
    wrong: "rollcall: policy/v1\nschool: { name: A School }\n"
      + "escalation: [{ id: letter, when: { in: term }, do: letter }]",
    right: "rollcall: policy/v1\nschool: { name: A School }\n"
      + "escalation: [{ id: letter, when: { absence: 4 days, in: term }, do: letter }]")
  static let datesOutOfOrder = Fault(
    "format.dates-out-of-order", "The last date of a range comes before the first",
    why: "Nothing is in force on any day of it.", fix: "Put the earlier date under `from`.")
  static let citation = Fault(
    "format.citation", "A citation names neither a passage nor a source with the place in it",
    why: "Nobody could look it up.", fix: "Write `{ passage: … }` or `{ source: …, where: … }`.")
  static let commencement = Fault(
    "format.commencement", "A rule, or a value, begins in two ways, or in none",
    why: "It begins on a date of its own, or with a law.",
    fix: "Give its dates, or under `comes_with` the source with which it comes into force.")
  static let unknownSource = Fault(
    "framework.unknown-source", "A citation names a source that is not listed",
    why: "Nobody could look it up.", fix: "List it under `sources`, or spell it as it is.")
  static let unknownPassage = Fault(
    "framework.unknown-passage", "A citation names a passage that is not listed",
    why: "Nobody could look it up.", fix: "List it under `passages`, or spell it as it is.")
  package static let noCitation = Fault(
    "framework.no-citation", "A rule cites nothing",
    why: "A finding has to say by whose authority it is made.",
    fix: "Say which source requires it, and where.")
  static let confirmation = Fault(
    "framework.confirmation", "A confirmation names nothing that is open",
    why:
      "What somebody has looked up must lead to a place that a rule rests on, once, or it is lost.",
    fix: "Copy the source, and the passage or the place, from `rollcall rules --unverified`.")
  package static let repeatedName = Fault(
    "framework.duplicate-id", "A name is used twice",
    why: "A report could not say which of the two it means.", fix: "Give one of them another name.")
  static let condition = Fault(
    "framework.condition", "A condition says several things, or nothing, or about nothing",
    why: "It must be clear what is asked of what.",
    fix: "Give it one relation, and one `value` or a `from` and a `to`; make several a list.")
  static let judgement = Fault(
    "framework.judgement", "A rule about practice lacks a key that its way of judging needs",
    why: "It could not be judged.", fix: "Add the key beside `judge`.")
  package static let passage = Fault(
    "framework.passage", "A passage is answered by nothing, or in two ways",
    why: "What the guidance says is checked, or it is said why it cannot be.",
    fix: "Cite it in a rule, or say under `not_checkable` why no rule can check it, and not both.")
}
