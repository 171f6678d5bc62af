import CivilTime
import Clauses
import Compliance
import Comparisons
import Diagnostics
import Registers
import Simulation
import Statute

extension String: JSONValue {
  static var schema: [(String, JSON)] { [("type", .string("string"))] }
  var json: JSON { .string(self) }
}

extension Int: JSONValue {
  static var schema: [(String, JSON)] { [("type", .string("integer"))] }
  var json: JSON { .integer(self) }
}

extension Bool: JSONValue {
  static var schema: [(String, JSON)] { [("type", .string("boolean"))] }
  var json: JSON { .truth(self) }
}

extension CivilDate: JSONValue {
  static var schema: [(String, JSON)] {
    [("type", .string("string")), ("pattern", .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
  }
  var json: JSON { .string(description) }
}

/// A decimal fraction with six places.
struct Ratio: JSONValue {
  private let millionths: Int

  /// The share of a part, rounded half up; nil of a whole of nothing.
  init?(_ part: Int, _ whole: Int) {
    guard whole > 0 else { return nil }
    millionths = (part * 2_000_000 + whole) / (whole * 2)
  }

  init(probability: Double) { millionths = Int((probability * 1_000_000).rounded()) }

  static var schema: [(String, JSON)] { [("type", .string("number"))] }

  var json: JSON {
    let digits = String(millionths % 1_000_000)
    let fraction = String(repeating: "0", count: 6 - digits.count) + digits
    return .number("\(millionths / 1_000_000).\(fraction)")
  }
}

/// A count that may be hidden, as null.
extension Figure: JSONValue {
  static var schema: [(String, JSON)] { Int?.schema }
  var json: JSON { count.json }
}

extension Optional: JSONValue where Wrapped: JSONValue {
  static var schema: [(String, JSON)] {
    [("anyOf", .array([.object(Wrapped.schema), .object([("type", .string("null"))])]))]
  }
  var json: JSON { self?.json ?? .null }
}

/// Each item is made when it is written.
extension Array: JSONValue where Element: JSONValue {
  static var schema: [(String, JSON)] {
    [("type", .string("array")), ("items", .object(Element.schema))]
  }
  var json: JSON { .items { write in for item in self { write(item.json) } } }
}

/// A value that is made elsewhere: in pieces, or for its place.
struct Written<Value: JSONValue>: JSONValue {
  let json: JSON
  static var schema: [(String, JSON)] { Value.schema }
}

/// One of some words.
protocol JSONWord: JSONValue, CaseIterable {
  /// The word for programs.
  var code: String { get }
}

extension JSONWord {
  static var schema: [(String, JSON)] { [("enum", allCases.map(\.code).json)] }
  var json: JSON { .string(code) }
}

extension JSONWord where Self: RawRepresentable<String> {
  var code: String { rawValue }
}

extension AppliedWaiver.Effect: JSONWord {}
extension Citation.Basis: JSONWord {}
extension Divergence.Kind: JSONWord {}
extension MemberComparison.Cell.Place: JSONWord {}
extension ReportedFinding.Standing: JSONWord {}
extension Severity: JSONWord {}
extension Source.Kind: JSONWord {}

extension Comparison: JSONWord {
  var code: String { self == .same ? "equivalent" : rawValue }
}

extension SessionHalf: JSONWord {
  var code: String { abbreviation }
}
