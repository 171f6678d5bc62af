public import CivilTime

// The scalars that every kind of file shares.

/// Any text.
public struct Prose: Scalar {
  /// The text as written.
  public let text: String
  public static let scalarForm = ScalarForm("text")
  /// Creates a text.
  public init(text: String) { self.text = text }
  public init(scalar text: String) throws(ScalarProblem) { self.text = text }
  public var value: Value { .text(text) }
}

/// A word of an open vocabulary: lower-case letters, digits, hyphens and underscores.
public struct Name: Scalar, Comparable {
  /// The word.
  public let text: String
  public static let scalarForm = ScalarForm(
    "a name of lower-case letters, digits, `_`, `-` or `.`", examples: ["stage_letter"],
    pattern: "^[a-z0-9][a-z0-9_.-]*$")

  /// Creates a name that is known to be one.
  public init(_ text: StaticString) { self.text = "\(text)" }

  public init(scalar text: String) throws(ScalarProblem) {
    guard let first = text.utf8.first, Name.isLetterOrDigit(first), text.utf8.count <= 100,
      text.utf8.allSatisfy({ byte in
        Name.isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".")
      })
    else { throw ScalarProblem() }
    self.text = text
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  public var value: Value { .word(text) }

  public static func < (left: Name, right: Name) -> Bool { left.text < right.text }
}

extension String {
  /// The text as a word of an open vocabulary is written, in lower-case letters and digits with `_` between.
  ///
  /// `Telephone call` and `telephone-call` become `telephone_call`.
  public var spelledAsWord: String {
    var word: [UInt8] = []
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        word.append(byte)
      // `children's` is one word.
      case UInt8(ascii: "'"): continue
      default: if let last = word.last, last != UInt8(ascii: "_") { word.append(UInt8(ascii: "_")) }
      }
    }
    if word.last == UInt8(ascii: "_") { word.removeLast() }
    return String(decoding: word, as: UTF8.self)
  }
}

/// A fixed vocabulary.
public protocol Vocabulary: Scalar, CaseIterable, RawRepresentable where RawValue == String {
  /// What one of the words is, as a noun phrase.
  static var noun: String { get }
}

extension Vocabulary {
  public static var scalarForm: ScalarForm {
    let words = allCases.map(\.rawValue)
    return ScalarForm(noun, examples: Array(words.prefix(3)), words: words)
  }

  public init(scalar text: String) throws(ScalarProblem) {
    guard let known = Self(rawValue: text) else { throw ScalarProblem() }
    self = known
  }

  public var value: Value { .word(rawValue) }
}

/// True or false, written so.
public struct Truth: Scalar {
  /// The truth.
  public let isTrue: Bool
  public static let scalarForm = ScalarForm("`true` or `false`", words: ["true", "false"])

  public init(scalar text: String) throws(ScalarProblem) {
    switch text.lowercased() {
    case "true" where text == "true": isTrue = true
    case "false" where text == "false": isTrue = false
    // What other YAML tools read as truths; here it is only text, so ask for the plain word.
    case "yes", "on", "y", "true":
      throw ScalarProblem("Some tools read this as true and some as text; write `true`.")
    case "no", "off", "n", "false":
      throw ScalarProblem("Some tools read this as false and some as text; write `false`.")
    default: throw ScalarProblem()
    }
  }

  public var value: Value { .truth(isTrue) }
}

extension CivilDate: Scalar {
  public static let scalarForm = ScalarForm(
    "a date that exists, as year-month-day", examples: ["2024-09-01"],
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")

  public init(scalar text: String) throws(ScalarProblem) {
    guard let date = CivilDate(text) else { throw ScalarProblem() }
    self = date
  }

  public var value: Value { .date(self) }
}

extension TimeOfDay: Scalar {
  public static let scalarForm = ScalarForm(
    "a time of day, as hours:minutes", examples: ["08:50"], pattern: "^[0-9]{1,2}:[0-9]{2}$")

  public init(scalar text: String) throws(ScalarProblem) {
    guard let time = TimeOfDay(text) else {
      let dotted = String(text.map { $0 == "." ? ":" : $0 })
      throw ScalarProblem(TimeOfDay(dotted).map { "Write it as `\($0)`." })
    }
    self = time
  }

  public var value: Value { .time(self) }
}

extension Amount: Scalar {
  public static var scalarForm: ScalarForm {
    let unit = Measured.unit.rawValue
    return ScalarForm(
      "a number of \(Measured.unit.words(for: 2))", examples: ["10 \(unit)"],
      pattern: "^[0-9]+ \(unit.dropLast())s?$")
  }

  public init(scalar text: String) throws(ScalarProblem) {
    guard let quantity = Quantity(text), quantity.unit == Measured.unit else {
      throw ScalarProblem(Amount.help(for: text))
    }
    self.init(quantity.count)
  }

  private static func help(for text: String) -> String? {
    if let quantity = Quantity(text) {
      return "This key counts in \(Measured.unit.words(for: 2)), not in "
        + "\(quantity.unit.words(for: 2)); the two are not the same length."
    }
    if decimal(text.utf8) != nil { return "Say of what: `\(text) \(Measured.unit.rawValue)`." }
    return nil
  }

  public var value: Value { .quantity(quantity) }
}

extension Quantity: Scalar {
  public static let scalarForm = ScalarForm(
    "a number and a unit", examples: ["10 school_days", "4 weeks", "9 sessions"],
    pattern: "^[0-9]+ [a-z_]+$")

  public init(scalar text: String) throws(ScalarProblem) {
    guard let quantity = Quantity(text) else {
      guard decimal(text.utf8) != nil else { throw ScalarProblem() }
      throw ScalarProblem("Say of what: `\(text) school_days` or `\(text) days`, for example.")
    }
    self = quantity
  }

  public var value: Value { .quantity(self) }
}

extension Percentage: Scalar {
  public static let scalarForm = ScalarForm(
    "a percentage", examples: ["10 %"], pattern: "^[0-9]+(\\.[0-9]{1,2})? ?%$")

  public init(scalar text: String) throws(ScalarProblem) {
    guard let percentage = Percentage(text) else { throw ScalarProblem() }
    self = percentage
  }

  public var value: Value { .percentage(self) }
}

extension Money: Scalar {
  public static let scalarForm = ScalarForm(
    "a sum in pounds", examples: ["£160"], pattern: "^£[0-9][0-9,]*(\\.[0-9]{2})?$")

  public init(scalar text: String) throws(ScalarProblem) {
    guard let money = Money(text) else {
      throw ScalarProblem(decimal(text.utf8) == nil ? nil : "Write the sign too: `£\(text)`.")
    }
    self = money
  }

  public var value: Value { .money(self) }
}

/// A percentage with a comparison: a bare one means "at least".
public struct PercentageBound: Scalar {
  /// How it compares.
  public let comparator: Comparator
  /// The percentage compared with.
  public let percentage: Percentage
  public static let scalarForm = ScalarForm(
    "a percentage, with or without a comparison", examples: ["10 %", "more than 10 %"],
    pattern: "^((at least|more than|at most|less than) )?[0-9]+(\\.[0-9]{1,2})? ?%$")

  public init(scalar text: String) throws(ScalarProblem) {
    let comparison = Value.comparison(text)
    guard let percentage = Percentage(comparison?.rest ?? text) else { throw ScalarProblem() }
    comparator = comparison?.comparator ?? .atLeast
    self.percentage = percentage
  }

  public var value: Value { .bound(comparator, .percentage(percentage)) }
}

/// A quantity with a comparison: a bare one means "at least".
public struct QuantityBound: Scalar {
  /// How it compares.
  public let comparator: Comparator?
  /// The quantity compared with.
  public let quantity: Quantity
  public static let scalarForm = ScalarForm(
    "a number and a unit, with or without a comparison",
    examples: ["9 sessions", "less than 10 sessions"],
    pattern: "^((at least|more than|at most|less than) )?[0-9]+ [a-z_]+$")

  public init(scalar text: String) throws(ScalarProblem) {
    let comparison = Value.comparison(text)
    comparator = comparison?.comparator
    quantity = try Quantity(scalar: comparison?.rest ?? text)
  }

  public var value: Value {
    comparator.map { .bound($0, .quantity(quantity)) } ?? .quantity(quantity)
  }
}
