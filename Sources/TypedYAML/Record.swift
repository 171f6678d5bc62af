public import Diagnostics
public import PositionedYAML

/// A group of declared keys.
///
/// Each key is declared once, in `fields`, the source of decoding, the JSON Schema, documentation,
/// did-you-mean, layering and requirement paths.
public protocol Record: Readable {
  /// The title of the group, as a noun phrase.
  static var title: String { get }
  /// The keys in their usual order.
  static var fields: [Field<Self>] { get }
  /// The sets of keys of which exactly one is given; empty where there is no such choice.
  static var alternatives: [[String]] { get }
  /// The keys required by values of other keys.
  static var dependencies: [KeyDependency] { get }
  /// The help for a single value in the place of the group; nil where there is none.
  static func help(for text: String) -> String?
  /// The help for an unknown key; nil where the nearest key is enough.
  static func help(forKey key: String) -> String?
  /// The place of the group.
  var span: SourceSpan { get }
  /// Creates an empty group at a place.
  init(at span: SourceSpan)
}

/// One key of a record.
///
/// A class, because lists of fields are searched for every key, and references are the cheapest to
/// pass. Its owner is unconstrained, because the runtime would search all conformances of the
/// program for each owner at the start.
public final class Field<Owner: Sendable>: Sendable {
  /// The key and its meaning, for documentation.
  public let form: FieldForm
  let name: String
  /// Other names in use for the key, which are only suggested.
  let otherNames: [String]
  let read: @Sendable (YAMLNode, inout Owner, inout Reading) -> Void
  let erased: @Sendable (inout Owner) -> Located<Value>?
  let inherit: @Sendable (inout Owner, inout Owner) -> Void
  let joined: @Sendable (Located<Value>, Located<Value>) -> Located<Value>
  let spelled: @Sendable (String) -> String?
  /// Whether any text or any word is valid.
  var isOpen: Bool {
    guard case .scalar(let scalar) = form.form() else { return false }
    return scalar.words.isEmpty && (scalar.pattern == nil || scalar.allowsTruths)
  }

  /// Declares a key by the property that stores it: `{ $1(&$0.closes) }` is the property `closes`.
  ///
  /// A key path would be more readable, but creating those of every record took an eighth of the
  /// instructions of a check of one policy. `words` is the open vocabulary of its words.
  public init<Stored: Readable>(
    _ name: String,
    _ property: @escaping @Sendable (inout Owner, (inout Stored?) -> Void) -> Void,
    required: Bool = false, example: String? = nil, words: VocabularyName? = nil,
    called otherNames: [String] = [], _ summary: String
  ) {
    (self.name, self.otherNames) = (name, otherNames)
    form = FieldForm(
      name: name, summary: summary, isRequired: required, example: example,
      form: { words.map { Stored.form.speaking($0) } ?? Stored.form })
    spelled = { Stored.spelled($0) }
    read = { node, owner, reading in
      let value = Stored.read(node, &reading)
      property(&owner) { $0 = value }
    }
    erased = { owner in
      var value: Located<Value>?
      property(&owner) { value = $0?.erased }
      return value
    }
    inherit = { owner, upper in
      var inherited: Stored?
      property(&upper) { inherited = $0 }
      guard let inherited else { return }
      property(&owner) { $0?.inherit(inherited) ?? ($0 = inherited) }
    }
    joined = { Stored.joined($0, $1) }
  }

  /// Adopts a key of another record, which `part` finds in this one: the keys of both are written
  /// in one group.
  public init<Part>(
    _ field: Field<Part>,
    in part: @escaping @Sendable (inout Owner, (inout Part) -> Void) -> Void
  ) {
    (name, otherNames) = (field.name, field.otherNames)
    form = field.form
    read = { node, owner, reading in part(&owner) { field.read(node, &$0, &reading) } }
    erased = { owner in
      var value: Located<Value>?
      part(&owner) { value = field.erased(&$0) }
      return value
    }
    inherit = { owner, upper in
      part(&upper) { upper in part(&owner) { field.inherit(&$0, &upper) } }
    }
    (joined, spelled) = (field.joined, field.spelled)
  }
}

extension Record {
  public static var form: Form {
    .record(RecordForm(Self.self))
  }

  public static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard case .mapping(let entries) = node.content else {
      reading.mismatch(node, expected: title, help: help(for: node, reading.path.isEmpty))
      return nil
    }
    var record = Self(at: node.span)
    for entry in entries {
      let key = entry.key.value
      reading.descend(key) { reading in
        guard let field = field(key) else {
          reading.report(unknown(entry.key, at: reading.path, among: fields))
          return
        }
        reading.example = field.form.example
        field.read(entry.value, &record, &reading)
      }
    }
    for field in fields where field.form.isRequired {
      guard !entries.contains(where: { $0.key.value == field.form.name }) else { continue }
      reading.report(
        .missingKey, "\(Wording.sentence(title)) needs the key `\(field.form.name)`.",
        at: node.span, path: reading.path, help: "Add `\(field.form.name)`. \(field.form.summary)")
    }
    return record
  }

  public static var alternatives: [[String]] { [] }
  public static func help(forKey key: String) -> String? { nil }
  public static var dependencies: [KeyDependency] { [] }

  /// The help for a single value or a list in the place of the group.
  private static func help(for node: YAMLNode, _ isWholeFile: Bool) -> String {
    if case .scalar(let scalar) = node.content, !scalar.isEmpty, !isWholeFile,
      let help = help(for: scalar.text)
    {
      return help
    }
    let keys = fields.prefix(4).map { "`\($0.form.name)`" }
    return "It is a group of keys, such as \(Wording.list(Array(keys), "or"))."
  }

  public static func help(for text: String) -> String? {
    spelled(text).map { "It is a group of keys: write `\($0)`." }
  }

  /// The group with the one key for which a text is a valid value: the first, or the only other one
  /// that does not accept every word.
  public static func spelled(_ text: String) -> String? {
    let needed = fields.filter(\.form.isRequired).map(\.name)
    guard text.utf8.count <= 120 else { return nil }
    func group(_ field: Field<Self>) -> String? {
      guard needed.allSatisfy({ $0 == field.name }), let spelled = field.spelled(text) else {
        return nil
      }
      return "{ \(field.name): \(Suggestion.quotedInBrackets(spelled)) }"
    }
    if let first = fields.first.flatMap({ group($0) }) { return first }
    let others = fields.dropFirst().filter { !$0.isOpen }.compactMap { group($0) }
    return others.count == 1 ? others[0] : nil
  }

  /// The field with a name; nil where there is none.
  static func field(_ name: String) -> Field<Self>? {
    // By index, because an iterator's generic calls take most of the time of such a short search.
    let fields = fields
    for index in fields.indices where fields[index].name == name { return fields[index] }
    return nil
  }

  private static func unknown(
    _ key: Located<String>, at path: String, among fields: [Field<Self>]
  ) -> Diagnostic {
    let known = fields.map(\.form.name)
    let meant = fields.first { $0.otherNames.contains(Suggestion.key(key.value)) }
    return Diagnostic(
      .unknownKey, "`\(key.value.prefix(60))` is not a key of \(title).", at: key.span, path: path,
      help: help(forKey: key.value) ?? meant.map { "Did you mean `\($0.name)`?" }
        ?? Wording.didYouMean(key.value, among: known)
        ?? "The keys are \(Wording.list(known.map { "`\($0)`" }, "and")).")
  }

  public var erased: Located<Value> {
    var record = self
    var entries: [(key: String, value: Located<Value>)] = []
    entries.reserveCapacity(4)
    let fields = Self.fields
    for index in fields.indices {
      if let value = fields[index].erased(&record) { entries.append((fields[index].name, value)) }
    }
    return Located(.record(Value.Group(entries)), at: span)
  }

  public mutating func inherit(_ upper: Self) {
    var upper = upper
    for field in Self.fields { field.inherit(&self, &upper) }
  }

  public static func joined(_ lower: Located<Value>, _ upper: Located<Value>) -> Located<Value> {
    guard case .record(let own) = lower.value, case .record(let inherited) = upper.value else {
      return lower
    }
    var entries: [(key: String, value: Located<Value>)] = []
    let fields = fields
    for index in fields.indices {
      let name = fields[index].name
      switch (own[name], inherited[name]) {
      case (let own?, let inherited?): entries.append((name, fields[index].joined(own, inherited)))
      case (let value?, nil), (nil, let value?): entries.append((name, value))
      case (nil, nil): continue
      }
    }
    return Located(.record(Value.Group(entries)), at: lower.span)
  }
}

/// A type that is written as a group of keys and validated as a whole: a draft is read first, and
/// refined only if its keys are consistent.
public protocol RefinedRecord: Readable {
  /// The keys as they are written.
  associatedtype Draft: Record
  /// The draft of the value.
  var draft: Draft { get }
  /// Refines a draft; nil, with a diagnostic, where it is inconsistent.
  init?(_ draft: Draft, _ reading: inout Reading)
}

extension RefinedRecord {
  public static var form: Form { Draft.form }

  public static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard let draft = Draft.read(node, &reading) else { return nil }
    return Self(draft, &reading)
  }

  public var erased: Located<Value> { draft.erased }

  public static func spelled(_ text: String) -> String? { Draft.spelled(text) }
}

/// A group with arbitrary keys, in the order of the file.
public struct NamedValues<Element: Sendable>: Sendable {
  /// The keys with their values.
  public private(set) var entries: [(key: Located<String>, value: Element)]
  /// The place of the group.
  public let span: SourceSpan
  // Keys are stored separately so that lookup does not copy values.
  private var keys: [String]
  /// The index of each key, where there are many.
  private var places: [String: Int] = [:]

  /// Creates a group of keys.
  public init(_ entries: [(key: Located<String>, value: Element)], at span: SourceSpan) {
    self.entries = entries
    self.span = span
    keys = entries.indices.map { entries[$0].key.value }
    findPlaces()
  }

  private mutating func findPlaces() {
    guard keys.count > 32 else { return }
    places = Dictionary(
      keys.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value of a key; nil where it was not given.
  public subscript(key: String) -> Element? {
    if !places.isEmpty { return places[key].map { entries[$0].value } }
    let length = key.utf8.count
    return keys.indices.first { keys[$0].utf8.count == length && keys[$0] == key }
      .map { entries[$0].value }
  }
}

extension NamedValues: Readable where Element: Readable {
  public static var form: Form { .dictionary(keys: ScalarForm("a name"), values: Element.form) }

  public static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    guard case .mapping(let entries) = node.content else {
      reading.mismatch(node, expected: "a group of keys")
      return nil
    }
    var values: [(key: Located<String>, value: Element)] = []
    values.reserveCapacity(entries.count)
    for entry in entries {
      let value = reading.descend(entry.key.value) { Element.read(entry.value, &$0) }
      if let value { values.append((entry.key, value)) }
    }
    return Self(values, at: node.span)
  }

  public var erased: Located<Value> {
    let values = entries.indices.map { (key: keys[$0], value: entries[$0].value.erased) }
    return Located(.record(Value.Group(values)), at: span)
  }

  /// Adopts the keys that are absent here.
  public mutating func inherit(_ upper: Self) {
    let missing = upper.entries.filter { self[$0.key.value] == nil }
    entries += missing
    keys += missing.map(\.key.value)
    findPlaces()
  }

  public static func joined(_ lower: Located<Value>, _ upper: Located<Value>) -> Located<Value> {
    guard case .record(let own) = lower.value, case .record(let inherited) = upper.value else {
      return lower
    }
    let given = Set(own.entries.map(\.key))
    let missing = inherited.entries.filter { !given.contains($0.key) }
    return Located(.record(Value.Group(own.entries + missing)), at: lower.span)
  }
}

/// YAML that is stored unread, for another module.
public struct Verbatim: Readable {
  /// The unread node.
  public let node: YAMLNode

  public static var form: Form { .anything("YAML of another form") }

  public static func read(_ node: YAMLNode, _ reading: inout Reading) -> Self? {
    Self(node: node)
  }

  public var erased: Located<Value> { Located(.text("…"), at: node.span) }
}
