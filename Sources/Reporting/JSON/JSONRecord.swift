import Diagnostics

/// A value of a report whose type says what it may be.
protocol JSONValue: Sendable {
  /// What the schema says of such values.
  static var schema: [(String, JSON)] { get }
  /// The value itself.
  var json: JSON { get }
}

/// A group of keys, each of which is declared once: what is written and what the schema says come from `keys`.
protocol JSONRecord: JSONValue {
  typealias Key = JSONKey<Self>
  /// What it is, as a noun phrase.
  static var noun: String { get }
  /// The keys in the order in which they are written.
  static var keys: [Key] { get }
}

/// A key that every group of its type has: its name, its meaning in a sentence, and its value.
///
/// A class, because lists of keys are gone through for every group, and references are the cheapest to pass.
final class JSONKey<Owner: Sendable>: Sendable {
  let name: String
  private let meaning: String
  /// Made when it is asked for, because a report that is written needs none.
  private let schema: @Sendable () -> [(String, JSON)]
  fileprivate let json: @Sendable (Owner) -> JSON

  /// Declares a key by its value, whose type gives the schema; it is null where there is none.
  init<Value: JSONValue>(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Owner) -> Value
  ) {
    (self.name, self.meaning) = (name, meaning)
    schema = { Value.schema }
    json = { value($0).json }
  }

  /// Declares a key that always has one value.
  init(_ name: String, _ meaning: String, constant: Int) {
    (self.name, self.meaning) = (name, meaning)
    schema = { [("const", .integer(constant))] }
    json = { _ in .integer(constant) }
  }

  /// Declares a group of keys of the same owner.
  init(_ name: String, _ meaning: String, group title: String, _ keys: [JSONKey]) {
    (self.name, self.meaning) = (name, meaning)
    schema = { JSONKey.schema(of: keys, title) }
    json = { JSONKey.object(keys, of: $0) }
  }

  /// Adopts a key of a part: the keys of both are written in one group.
  init<Part>(_ key: JSONKey<Part>, of part: @escaping @Sendable (Owner) -> Part) {
    (name, meaning, schema) = (key.name, key.meaning, key.schema)
    json = { key.json(part($0)) }
  }

  /// A group of the keys with their values.
  fileprivate static func object(_ keys: [JSONKey], of owner: Owner) -> JSON {
    .object(keys.map { ($0.name, $0.json(owner)) })
  }

  /// The schema of a group that has each of the keys and no others.
  fileprivate static func schema(of keys: [JSONKey], _ title: String) -> [(String, JSON)] {
    [
      ("title", .string(title)), ("type", .string("object")),
      (
        "properties",
        .object(
          keys.map { ($0.name, .object([("description", .string($0.meaning))] + $0.schema())) })
      ),
      ("required", keys.map(\.name).json), ("additionalProperties", .truth(false)),
    ]
  }
}

extension JSONRecord {
  static var schema: [(String, JSON)] { JSONKey.schema(of: keys, noun) }

  var json: JSON { group }

  /// The keys with their values.
  var group: JSON { JSONKey.object(Self.keys, of: self) }

  /// The same with another value of one key, around which the rest is written.
  func group(with name: String, as value: JSON) -> JSON {
    .object(Self.keys.map { ($0.name, $0.name == name ? value : $0.json(self)) })
  }
}
