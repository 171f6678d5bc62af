public import CivilTime
public import Diagnostics

/// A typed value with its type erased, for operations on all keys: requirements, comparison,
/// provenance.
public indirect enum Value: Sendable, Hashable {
  case text(String)
  /// One word of a fixed or open vocabulary.
  case word(String)
  /// A word that is not in its open vocabulary; its meaning is unknown to rules.
  case unlisted(String)
  case truth(Bool)
  case date(CivilDate)
  case time(TimeOfDay)
  case quantity(Quantity)
  case percentage(Percentage)
  case money(Money)
  /// A bound with its comparator, such as `more than 10 %`.
  case bound(Comparator, Value)
  case list([Located<Value>])
  case record(Group)

  /// A group of keys in the order of their declaration.
  public struct Group: Sendable, Hashable {
    /// The keys that were given, with their values.
    public let entries: [(key: String, value: Located<Value>)]

    /// Creates a group.
    public init(_ entries: [(key: String, value: Located<Value>)]) { self.entries = entries }

    /// The value of a key; nil where it was not given.
    public subscript(key: String) -> Located<Value>? {
      // By index, because iteration would copy each value.
      let length = key.utf8.count
      return entries.indices.first {
        entries[$0].key.utf8.count == length && entries[$0].key == key
      }.map { entries[$0].value }
    }

    public static func == (left: Group, right: Group) -> Bool {
      left.entries.count == right.entries.count
        && zip(left.entries, right.entries).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    }

    public func hash(into hasher: inout Hasher) {
      for entry in entries { hasher.combine(entry.key) }
    }
  }

  /// Reads a value of the type that its form shows: a time, a date, a sum, a percentage, a
  /// quantity, a bound, or otherwise a word.
  public init(form text: String) {
    if let comparison = Value.comparison(text) {
      self = .bound(comparison.comparator, Value(form: comparison.rest))
    } else if let first = text.utf8.first, !Value.beginsNumbers(first) {
      // Most values are words.
      self = text == "true" || text == "false" ? .truth(text == "true") : .word(text)
    } else if let time = TimeOfDay(text) {
      self = .time(time)
    } else if let date = CivilDate(text) {
      self = .date(date)
    } else if let money = Money(text) {
      self = .money(money)
    } else if let percentage = Percentage(text) {
      self = .percentage(percentage)
    } else if let quantity = Quantity(text) {
      self = .quantity(quantity)
    } else {
      self = .word(text)
    }
  }

  /// Whether a byte may begin a time, a date, a sum, a percentage or a quantity: a digit, a space
  /// before one, or the first byte of `£`.
  private static func beginsNumbers(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: " ")
      || byte == 0xC2
  }

  /// The first bytes of comparators, by which most texts are excluded from a longer search.
  private static let firstOfComparisons = Set(Comparator.allCases.compactMap(\.rawValue.utf8.first))

  /// The comparator that begins a text, and the rest.
  static func comparison(_ text: String) -> (comparator: Comparator, rest: String)? {
    guard let first = text.utf8.first, firstOfComparisons.contains(first) else { return nil }
    for comparator in Comparator.allCases where text.hasPrefix(comparator.rawValue + " ") {
      return (comparator, String(text.dropFirst(comparator.rawValue.count + 1)))
    }
    return nil
  }

  /// The value without a comparator.
  public var bare: Value {
    if case .bound(_, let value) = self { return value.bare }
    return self
  }

  /// The items of a list, or the value itself.
  public var items: [Value] {
    if case .list(let items) = self { return items.map(\.value) }
    return [self]
  }

  /// The `id` of a record, which names an item of a list in paths; nil for other values.
  public var identifier: String? {
    guard case .record(let group) = self, case .word(let id)? = group["id"]?.value else {
      return nil
    }
    return id
  }

  /// Whether it may be one of several entries for groups: it has no name, and may have a scope.
  fileprivate var hasGroup: Bool {
    guard identifier == nil, case .record(let group) = self, let whom = group["for"]?.value else {
      return false
    }
    if case .record = whom { return true } else { return false }
  }

  /// Whether the value is, or contains, an unlisted word.
  public var holdsUnlisted: Bool {
    switch self {
    case .unlisted: return true
    case .list(let items): return items.indices.contains { items[$0].value.holdsUnlisted }
    case .record(let group):
      return group.entries.indices.contains { group.entries[$0].value.value.holdsUnlisted }
    default: return false
    }
  }

  /// The value in a sentence.
  public var words: String {
    switch self {
    case .text(let text): text
    case .word(let word), .unlisted(let word): Wording.plain(word)
    case .truth(let truth): truth ? "yes" : "no"
    case .date(let date): date.written
    case .time(let time): time.description
    case .quantity(let quantity): quantity.description
    case .percentage(let percentage): percentage.description
    case .money(let money): money.description
    case .bound(.atLeast, let value): value.words
    case .bound(let comparator, let value): "\(comparator.rawValue) \(value.words)"
    case .list(let items): Wording.list(items.map(\.value.words))
    case .record(let group):
      group.entries.map { "\(Wording.plain($0.key)) \($0.value.value.words)" }
        .joined(separator: ", ")
    }
  }

  /// The kind of value, for messages about incomparable values.
  public var kind: String {
    switch self {
    case .text: "text"
    case .word, .unlisted: "a word"
    case .truth: "true or false"
    case .date: "a date"
    case .time: "a time"
    case .quantity(let quantity): "a number of \(quantity.unit.words(for: 2))"
    case .percentage: "a percentage"
    case .money: "a sum of money"
    case .bound(_, let value): value.kind
    case .list: "a list"
    case .record: "a group of keys"
    }
  }

  /// The order of two values; nil where their kinds are incomparable.
  public func order(to other: Value) -> Order? {
    switch (self, other) {
    case (.date(let left), .date(let right)): Order(left, right)
    case (.time(let left), .time(let right)): Order(left, right)
    case (.quantity(let left), .quantity(let right)): left.compared(to: right)
    case (.percentage(let left), .percentage(let right)): Order(left, right)
    case (.money(let left), .money(let right)): Order(left, right)
    default: nil
    }
  }

  /// A key that is equal for exactly the values of equal meaning, for lookups.
  public var meaning: String {
    switch self {
    case .text(let text), .word(let text), .unlisted(let text): "w\(text)"
    case .truth(let truth): truth ? "yes" : "no"
    case .date(let date): "d\(date.day)"
    case .time(let time): "t\(time.minute)"
    case .quantity(let quantity):
      "q\(quantity.inBaseUnit.count) \(quantity.inBaseUnit.unit.rawValue)"
    case .percentage(let percentage): "p\(percentage.basisPoints)"
    case .money(let money): "m\(money.pence)"
    case .bound(.atLeast, let value): value.meaning
    case .bound(let comparator, let value): "\(comparator.rawValue) \(value.meaning)"
    case .list(let items):
      "[" + items.map { "\($0.value.meaning.utf8.count):\($0.value.meaning)" }.joined() + "]"
    case .record(let group):
      "{"
        + group.entries.sorted { $0.key < $1.key }.map {
          "\($0.key)\u{0}\($0.value.value.meaning.utf8.count):\($0.value.value.meaning)"
        }.joined() + "}"
    }
  }

  /// Whether two values have one meaning: `at least 10 %` is `10 %`, two weeks are fourteen days.
  public func means(_ other: Value) -> Bool {
    // Words, the usual case, are compared first, because the switch copies both values.
    if case .word(let left) = self, case .word(let right) = other { return left == right }
    return switch (self, other) {
    case (.bound(.atLeast, let value), _): value.means(other)
    case (_, .bound(.atLeast, let value)): means(value)
    case (.bound(let left, let value), .bound(let right, let otherValue)):
      left == right && value.means(otherValue)
    case (.text(let left), .word(let right)), (.word(let left), .text(let right)),
      (.unlisted(let left), .word(let right)), (.word(let left), .unlisted(let right)):
      left == right
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.value.means($1.value) }
    case (.record(let left), .record(let right)):
      left.entries.count == right.entries.count
        && left.entries.allSatisfy { entry in
          right[entry.key].map { entry.value.value.means($0.value) } ?? false
        }
    default: order(to: other).map { $0 == .equal } ?? (self == other)
    }
  }
}

extension Located<Value> {
  /// The value at a dotted path without `*` below this one; nil where none was given.
  public func value(at path: ArraySlice<String>) -> Located<Value>? {
    guard let step = path.first else { return self }
    switch value {
    case .record(let group): return group[step]?.value(at: path.dropFirst())
    case .list(let items):
      return items.first { $0.value.identifier == step }?.value(at: path.dropFirst())
    default: return nil
    }
  }

  /// The values at a dotted path below this one; `*` matches every item or key.
  ///
  /// Each has its full path. A list is itself one value; its items are reached by `*`.
  public func values(at path: ArraySlice<String>, from base: String = "") -> [(
    path: String, value: Located<Value>
  )] {
    guard let step = path.first else { return [(base, self)] }
    let rest = path.dropFirst()
    func extended(_ key: String) -> String { base.isEmpty ? key : "\(base).\(key)" }
    switch value {
    case .record(let group) where step == "*":
      return group.entries.flatMap { $0.value.values(at: rest, from: extended($0.key)) }
    case .record(let group):
      return group[step].map { $0.values(at: rest, from: extended(step)) } ?? []
    case .list(let items) where step == "*" || isByGroup(step):
      let below = step == "*" ? rest : path
      return items.enumerated().flatMap { index, item in
        item.values(at: below, from: extended(item.value.identifier ?? String(index)))
      }
    case .list(let items):
      if let place = Int(step), items.indices.contains(place), items[place].value.hasGroup {
        return items[place].values(at: rest, from: extended(step))
      }
      return items.first { $0.value.identifier == step }.map {
        $0.values(at: rest, from: extended(step))
      }
        ?? []
    default: return []
    }
  }

  /// Whether it is a list of entries for groups, in which a key addresses that key of every entry.
  private func isByGroup(_ step: String) -> Bool {
    guard case .list(let items) = value, Int(step) == nil else { return false }
    return items.contains { $0.value.hasGroup }
  }

}
