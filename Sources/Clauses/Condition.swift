import CivilTime
package import Diagnostics
package import PositionedYAML
package import TypedYAML

/// One or several elements, written alone or as a list.
package struct OneOrMore<Element: Sendable>: Sendable {
  /// The elements in the order they were written.
  package let elements: [Element]
}

extension OneOrMore: Readable where Element: Readable {
  package static var form: Form { .choice([.list(Element.form), Element.form]) }

  package static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    if node.isSequence {
      return [Element].read(node, &reading).map { Self(elements: $0) }
    }
    return Element.read(node, &reading).map { Self(elements: [$0]) }
  }

  /// The same value for one element alone and for a list of one.
  package var erased: Located<Value> {
    if elements.count == 1, let only = elements.first { return only.erased }
    return elements.erased
  }
}

/// The operand with which a requirement compares a policy's value.
package enum Operand: Readable, Hashable {
  /// A parameter of the framework, written `$name`.
  case parameter(String, SourceSpan)
  /// Another value of the policy, written `{ path: … }`.
  case path(String, SourceSpan)
  /// The value at a path of the nearest earlier item of the list, written `{ earlier: … }`.
  case earlier(String, SourceSpan)
  /// The minutes from one time of the policy to another, written `{ from: …, to: … }`.
  case interval(from: String, to: String, SourceSpan)
  /// A value written out.
  case literal(Located<Value>)

  /// A value of the file, named by its path.
  private struct Reference: Record {
    var path, earlier, from, to: Located<Prose>?
    let span: SourceSpan
    static let title = "`{ path: … }`, `{ earlier: … }` or `{ from: …, to: … }`"
    static let fields: [Field<Reference>] = [
      Field("path", { $1(&$0.path) }, "The path of another value."),
      Field(
        "earlier", { $1(&$0.earlier) }, "With `for_each`: the path of a value of the item before."),
      Field("from", { $1(&$0.from) }, "The path of a time; with `to`, the minutes between."),
      Field("to", { $1(&$0.to) }, "The path of a later time."),
    ]
    static var alternatives: [[String]] { [["path"], ["earlier"], ["from", "to"]] }
    init(at span: SourceSpan) { self.span = span }
  }

  package static let form = Form.choice([
    .scalar(ScalarForm("a value, or a `$parameter`")),
    Reference.form,
    .list(.scalar(ScalarForm("a value"))),
  ])

  package static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    switch node.content {
    case .scalar(let scalar) where scalar.text.hasPrefix("$"):
      return .parameter(String(scalar.text.dropFirst()), node.span)
    case .scalar(let scalar) where !scalar.isEmpty:
      return .literal(Located(Value(form: scalar.text), at: node.span))
    case .sequence(let items) where !items.isEmpty:
      let values = items.compactMap { item -> Located<Value>? in
        guard case .scalar(let scalar) = item.content, !scalar.isEmpty else {
          reading.mismatch(item, expected: "a value")
          return nil
        }
        return Located(Value(form: scalar.text), at: item.span)
      }
      return .literal(Located(.list(values), at: node.span))
    case .mapping(let entries):
      if entries.count == 1, let entry = entries.first,
        case .scalar(let scalar) = entry.value.content, !scalar.isEmpty
      {
        if entry.key.value == "path" { return .path(scalar.text, entry.value.span) }
        if entry.key.value == "earlier" { return .earlier(scalar.text, entry.value.span) }
      }
      if entries.count == 2, case .scalar(let from)? = node["from"]?.content,
        case .scalar(let to)? = node["to"]?.content, !from.isEmpty, !to.isEmpty
      {
        return .interval(from: from.text, to: to.text, node.span)
      }
      fallthrough
    default:
      reading.mismatch(
        node,
        expected:
          "a value, a `$parameter`, `{ path: … }`, `{ earlier: … }` or `{ from: …, to: … }`")
      return nil
    }
  }

  package var erased: Located<Value> {
    switch self {
    case .parameter(let name, let span): Located(.word("$" + name), at: span)
    case .path(let path, let span), .earlier(let path, let span): Located(.word(path), at: span)
    case .interval(let from, let to, let span): Located(.text("\(from) to \(to)"), at: span)
    case .literal(let value): value
    }
  }
}

/// One statement about a policy's values: the whole vocabulary of requirements.
package struct Condition: RefinedRecord, Hashable {
  /// The subject of the statement.
  package enum Subject: Sendable, Hashable {
    /// The values at a path.
    case value(Located<Prose>)
    /// The minutes from one time to another.
    case interval(from: Located<Prose>, to: Located<Prose>)
  }

  /// The predicate of the statement.
  package enum Relation: Sendable, Hashable {
    case required([Located<Prose>])
    /// At least one of these paths is given.
    case anyGiven([Located<Prose>])
    case forbidden([Located<Prose>])
    /// The thresholds of the occasions at these paths can be reached within their windows.
    case reachable([Located<Prose>])
    /// No occasion at these paths has a lower threshold than an earlier one that counts the same.
    case ordered([Located<Prose>])
    /// The entries for groups of pupils at the item are disjoint, or together cover every pupil.
    case entries(EntryRelation)
    /// The entries for groups of pupils at the item have equal values under this key.
    case alike(Located<Prose>)
    /// The length of time does not end before another one does.
    case reaches(Operand)
    /// An earlier item of the list has one of these at the same path.
    case follows(Operand)
    /// At least one of the values at the path is one of these.
    case someOf(Operand)
    case equals(Operand), oneOf(Operand), includes(Operand), excludes(Operand)
    case atMost(Operand), atLeast(Operand), between(Operand, Operand)
    case before(Operand), after(Operand)
    /// The text contains this text, ignoring case.
    case matches(String)
  }

  /// The relation required among entries for groups of pupils and days.
  package enum EntryRelation: String, Vocabulary {
    case separate, complete
    package static let noun = "how entries for groups of pupils stand to each other"
  }

  /// The keys of a condition.
  package struct Draft: Record {
    package var value, from, to, matches, alike: Located<Prose>?
    package var entries: Located<EntryRelation>?
    package var required, anyGiven, forbidden, reachable, ordered: OneOrMore<Located<Prose>>?
    package var reaches, follows, someOf, equals, oneOf, includes, excludes: Operand?
    package var atMost, atLeast, before, after: Operand?
    package var between: [Operand]?
    package let span: SourceSpan

    package static let title = "a condition"
    package static let fields: [Field<Draft>] = [
      Field("value", { $1(&$0.value) }, "The path of the value that the condition is about."),
      Field(
        "from", { $1(&$0.from) }, "The path of a time; with `to`, the minutes between are judged."),
      Field("to", { $1(&$0.to) }, "The path of a later time."),
      Field("required", { $1(&$0.required) }, "The paths that must be given."),
      Field(
        "any_given", { $1(&$0.anyGiven) }, "The paths of which one at least must be given."),
      Field("forbidden", { $1(&$0.forbidden) }, "The paths that must not be given."),
      Field(
        "reachable", { $1(&$0.reachable) },
        "The paths of occasions whose threshold their window must be able to hold."),
      Field(
        "ordered", { $1(&$0.ordered) },
        "The paths of occasions, of which a later one must not wait for less than an earlier one that "
          + "counts the same."),
      Field(
        "entries", { $1(&$0.entries) },
        "With `for_each`: of the entries for groups of pupils, no two are for the same pupil on the same "
          + "day (`separate`), or none of the school's is left out (`complete`)."),
      Field(
        "alike", { $1(&$0.alike) },
        "With `for_each`: the key under which the entries for groups of pupils say the same."),
      Field(
        "reaches", { $1(&$0.reaches) },
        "The length of time must not be over before this one, in weeks of term without a closure."),
      Field(
        "follows", { $1(&$0.follows) },
        "With `for_each`: an earlier item must have one of these at the same path."),
      Field("equals", { $1(&$0.equals) }, "The value must mean this."),
      Field(
        "one_of", { $1(&$0.oneOf) }, "The value, or each item of the list, must be one of these."),
      Field(
        "some_of", { $1(&$0.someOf) },
        "One of the values, or of the items of the lists, must be one of these; there must be one."),
      Field("includes", { $1(&$0.includes) }, "The list must hold each of these."),
      Field(
        "excludes", { $1(&$0.excludes) },
        "The list must hold none of these; a value must not be one."),
      Field("at_most", { $1(&$0.atMost) }, "The value must not be greater."),
      Field("at_least", { $1(&$0.atLeast) }, "The value must not be smaller."),
      Field(
        "between", { $1(&$0.between) }, "The value must lie between two values, ends included."),
      Field("before", { $1(&$0.before) }, "The value must come before."),
      Field("after", { $1(&$0.after) }, "The value must come after."),
      Field("matches", { $1(&$0.matches) }, "The text must hold this text, letter case aside."),
    ]

    package init(at span: SourceSpan) { self.span = span }
  }

  @Boxed package private(set) var draft: Draft
  /// The subject; nil for `required` and its like, which name their paths.
  package let subject: Subject?
  /// The predicate.
  package let relation: Relation

  package init?(_ draft: Draft, _ reading: inout Reading) {
    self.draft = draft
    let relations = draft.relations
    guard relations.count == 1, let relation = relations.first else {
      reading.report(
        .condition, "A condition says one thing; this one says \(relations.count).",
        at: draft.span, path: reading.path, help: "Make it a list of conditions.")
      return nil
    }
    self.relation = relation
    switch (draft.value, draft.from, draft.to) {
    case (let value?, nil, nil): subject = .value(value)
    case (nil, let from?, let to?): subject = .interval(from: from, to: to)
    case (nil, nil, nil): subject = nil
    default: subject = nil
    }
    guard (subject == nil) == relation.namesItsPaths else {
      reading.report(
        .condition, "A condition is about one `value`, or about `from` and `to`.",
        at: draft.span, path: reading.path)
      return nil
    }
  }

  package static func == (left: Condition, right: Condition) -> Bool {
    left.subject == right.subject && left.relation == right.relation
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(relation) }
}

extension Condition.Relation {
  fileprivate var namesItsPaths: Bool {
    switch self {
    case .required, .anyGiven, .forbidden, .reachable, .ordered, .entries, .alike: true
    default: false
    }
  }

  /// Whether it fails because of an absent value rather than a given one; in an extract, such a
  /// condition is undecidable, because the rest of the document may give the value.
  package var complainsOfAbsence: Bool {
    switch self {
    case .required, .anyGiven, .someOf, .follows: true
    default: false
    }
  }

  /// The operands of the relation.
  package var operands: [Operand] {
    switch self {
    case .required, .anyGiven, .forbidden, .reachable, .ordered, .entries, .alike, .matches: []
    case .reaches(let operand), .follows(let operand), .someOf(let operand), .equals(let operand),
      .oneOf(let operand),
      .includes(let operand), .excludes(let operand), .atMost(let operand), .atLeast(let operand),
      .before(let operand), .after(let operand):
      [operand]
    case .between(let low, let high): [low, high]
    }
  }
}

extension Condition {
  /// The names of the parameters that it uses; `reachable` uses the lengths of periods.
  package var parameters: [String] {
    if case .reachable = relation { return Window.longestPeriods }
    return relation.operands.compactMap { operand in
      if case .parameter(let name, _) = operand { name } else { nil }
    }
  }
}

extension Condition.Draft {
  fileprivate var relations: [Condition.Relation] {
    var relations: [Condition.Relation] = []
    if let required { relations.append(.required(required.elements)) }
    if let anyGiven { relations.append(.anyGiven(anyGiven.elements)) }
    if let forbidden { relations.append(.forbidden(forbidden.elements)) }
    if let reachable { relations.append(.reachable(reachable.elements)) }
    if let ordered { relations.append(.ordered(ordered.elements)) }
    if let entries { relations.append(.entries(entries.value)) }
    if let alike { relations.append(.alike(alike)) }
    if let reaches { relations.append(.reaches(reaches)) }
    if let follows { relations.append(.follows(follows)) }
    if let someOf { relations.append(.someOf(someOf)) }
    if let equals { relations.append(.equals(equals)) }
    if let oneOf { relations.append(.oneOf(oneOf)) }
    if let includes { relations.append(.includes(includes)) }
    if let excludes { relations.append(.excludes(excludes)) }
    if let atMost { relations.append(.atMost(atMost)) }
    if let atLeast { relations.append(.atLeast(atLeast)) }
    if let before { relations.append(.before(before)) }
    if let after { relations.append(.after(after)) }
    if let matches { relations.append(.matches(matches.value.text)) }
    if let between, between.count == 2 { relations.append(.between(between[0], between[1])) }
    return relations
  }
}
