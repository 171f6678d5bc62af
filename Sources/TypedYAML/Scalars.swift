public import CivilTime

// The scalars that all kinds of files share.

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
    pattern: "^[a-z0-9][a-z0-9_.-]{0,\(longest - 1)}$", numbers: 0...Int.max, allowsTruths: true)

  /// The greatest length of a name.
  private static let longest = 100

  /// Creates a name from a literal, which is not validated.
  public init(_ text: StaticString) { self.text = "\(text)" }

  public init(scalar text: String) throws(ScalarProblem) {
    guard let first = text.utf8.first, Name.isLetterOrDigit(first), text.utf8.count <= Name.longest,
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

  /// The same words in lower case, joined by `_` and without a telephone number.
  public static func suggestions(for text: String) -> [Suggestion] {
    let words = Suggestion.key(text).split(separator: "_").filter { word in
      word.utf8.count < 5 || word.contains { !$0.isNumber }
    }
    let name = words.joined(separator: "_")
    guard name != text, (try? Name(scalar: name)) != nil else { return [] }
    return [Suggestion(name)]
  }

  public static func < (left: Name, right: Name) -> Bool { left.text < right.text }
}

extension String {
  /// The text as a word of an open vocabulary: lower-case letters and digits, joined by `_`.
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
  /// The noun for one of the words, as a noun phrase.
  static var noun: String { get }
  /// The synonyms of the words.
  static var otherNames: [OtherNames<Self>] { get }
}

extension Vocabulary {
  public static var otherNames: [OtherNames<Self>] { [] }

  /// The word of another spelling or synonym.
  public static func suggestions(for text: String) -> [Suggestion] {
    let key = Suggestion.key(text)
    if let word = allCases.first(where: { Suggestion.key($0.rawValue) == key }) {
      return [Suggestion(word.rawValue)]
    }
    return otherNames.first { $0.names.contains(key) }?.suggestions(for: text) ?? []
  }

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

/// A Boolean value, written `true` or `false`.
public struct Truth: Scalar {
  /// The truth.
  public let isTrue: Bool
  public static let scalarForm = ScalarForm("`true` or `false`", words: ["true", "false"])

  public init(scalar text: String) throws(ScalarProblem) {
    switch text.lowercased() {
    case "true" where text == "true": isTrue = true
    case "false" where text == "false": isTrue = false
    // Read as Booleans by other YAML tools and as text here, so that the plain word is required.
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
  /// A regular expression of the dates that exist, without anchors.
  public static let existing =
    "(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    + "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"

  public static let scalarForm = ScalarForm(
    "a date that exists, as year-month-day", examples: ["2024-09-01"], pattern: "^\(existing)$")

  public init(scalar text: String) throws(ScalarProblem) {
    guard let date = CivilDate(text) else { throw ScalarProblem(CivilDate.help(for: text)) }
    self = date
  }

  public static func suggestions(for text: String) -> [Suggestion] {
    switch CivilDate.meant(by: text) {
    case .dates(let dates) where dates.count > 1:
      dates.map { Suggestion($0.description, meaning: $0.written) }
    case .dates(let dates): dates.map { Suggestion($0.description) }
    case .month(let first, let last):
      [
        Suggestion(
          first.description, meaning: "its first day", because: "A date has a day besides the month"
        ),
        Suggestion(last.description, meaning: "its last"),
      ]
    case .past(let last):
      [
        Suggestion(
          last.description, because: "\(last.monthWritten) ends on \(last.written)")
      ]
    case .withoutYear, nil: []
    }
  }

  private static func help(for text: String) -> String? {
    guard case .withoutYear(let month, let day) = CivilDate.meant(by: text) else { return nil }
    let twoDigits = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "Say of which year: the year, and then `-\(twoDigits[0])-\(twoDigits[1])`."
  }

  public var value: Value { .date(self) }
}

extension TimeOfDay: Scalar {
  public static let scalarForm = ScalarForm(
    "a time of day, as hours:minutes", examples: ["08:50"],
    pattern: "^(?:[01]?[0-9]|2[0-3]):[0-5][0-9]$")

  public init(scalar text: String) throws(ScalarProblem) {
    guard let time = TimeOfDay(text) else {
      let isPast = text.utf8.allSatisfy { (0x30...0x3A).contains($0) || $0 == UInt8(ascii: ".") }
      throw ScalarProblem(
        isPast && !text.isEmpty ? "Hours go from 00 to 23, and minutes from 00 to 59." : nil)
    }
    self = time
  }

  public static func suggestions(for text: String) -> [Suggestion] {
    TimeOfDay.meant(by: text).map { [Suggestion($0.description)] } ?? []
  }

  public var value: Value { .time(self) }
}

extension UnitOfCount {
  /// A regular expression of some units in the singular and the plural, without anchors.
  public static func pattern(_ units: [UnitOfCount] = UnitOfCount.allCases) -> String {
    "(?:\(units.map { "\($0.rawValue.dropLast())s?" }.joined(separator: "|")))"
  }
}

extension Amount: Scalar {
  public static var scalarForm: ScalarForm {
    let unit = Measured.unit.rawValue
    return ScalarForm(
      "a number of \(Measured.unit.words(for: 2))", examples: ["10 \(unit)"],
      pattern: "^ *[0-9]{1,9} +\(UnitOfCount.pattern([Measured.unit])) *$")
  }

  public init(scalar text: String) throws(ScalarProblem) {
    guard let quantity = Quantity(text), quantity.unit == Measured.unit else {
      throw ScalarProblem(Amount.help(for: text))
    }
    self.init(quantity.count)
  }

  public static func suggestions(for text: String) -> [Suggestion] {
    let meant = Quantity.meant(by: text)?.converted(to: Measured.unit)
    return meant.map { [Suggestion($0.written)] } ?? []
  }

  private static func help(for text: String) -> String? {
    if let quantity = Quantity(text) ?? Quantity.meant(by: text) {
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
    pattern: "^\(anyUnit)$")

  /// A regular expression of a number and a unit, without anchors.
  fileprivate static let anyUnit = " *[0-9]{1,9} +\(UnitOfCount.pattern()) *"

  public static func suggestions(for text: String) -> [Suggestion] {
    Quantity.meant(by: text).map { [Suggestion($0.written)] } ?? []
  }

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
    "a percentage", examples: ["10 %"], pattern: "^\(upTo100)$")

  /// A regular expression of the percentages up to 100 with at most two decimals, without anchors.
  public static let upTo100 =
    "(?=[0-9]{1,7}[^0-9])0*(?:100(?:\\.0{1,2})?|[0-9]{1,2}(?:\\.[0-9]{1,2})?) ?%"

  public init(scalar text: String) throws(ScalarProblem) {
    guard let percentage = Percentage(text) else {
      throw ScalarProblem(Percentage.help(for: text))
    }
    self = percentage
  }

  public static func suggestions(for text: String) -> [Suggestion] {
    Percentage.meant(by: text).map { [Suggestion($0.written)] } ?? []
  }

  private static func help(for text: String) -> String? {
    guard text.last == "%", let whole = decimal(text.prefix { $0.isNumber }.utf8) else {
      return nil
    }
    return whole >= 100
      ? "A percentage is at most `100 %`." : "A percentage has at most two decimals."
  }

  public var value: Value { .percentage(self) }
}

extension Money: Scalar {
  public static let scalarForm = ScalarForm(
    "a sum in pounds", examples: ["£160"],
    pattern: "^£(?:[0-9]{1,7}|[0-9]{1,3},[0-9]{3}|[0-9],[0-9]{3},[0-9]{3})(?:\\.[0-9]{2})?$")

  public static func suggestions(for text: String) -> [Suggestion] {
    Money.meant(by: text).map { [Suggestion($0.description)] } ?? []
  }

  public init(scalar text: String) throws(ScalarProblem) {
    guard let money = Money(text) else {
      throw ScalarProblem()
    }
    self = money
  }

  public var value: Value { .money(self) }
}

/// A percentage with a comparison: a bare one means "at least".
public struct PercentageBound: Scalar {
  /// The comparator.
  public let comparator: Comparator
  /// The percentage to compare with.
  public let percentage: Percentage
  public static let scalarForm = ScalarForm(
    "a percentage, with or without a comparison", examples: ["10 %", "more than 10 %"],
    pattern: "^\(Comparator.optional)\(Percentage.upTo100)$")

  public static func suggestions(for text: String) -> [Suggestion] {
    Comparator.suggestions(for: text) { Percentage.meant(by: $0)?.written }
  }

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
  /// The comparator.
  public let comparator: Comparator?
  /// The quantity to compare with.
  public let quantity: Quantity
  public static let scalarForm = ScalarForm(
    "a number and a unit, with or without a comparison",
    examples: ["9 sessions", "less than 10 sessions"],
    pattern: "^\(Comparator.optional)\(Quantity.anyUnit)$")

  public static func suggestions(for text: String) -> [Suggestion] {
    Comparator.suggestions(for: text) { Quantity.meant(by: $0)?.written }
  }

  public init(scalar text: String) throws(ScalarProblem) {
    let comparison = Value.comparison(text)
    comparator = comparison?.comparator
    quantity = try Quantity(scalar: comparison?.rest ?? text)
  }

  public var value: Value {
    comparator.map { .bound($0, .quantity(quantity)) } ?? .quantity(quantity)
  }
}
