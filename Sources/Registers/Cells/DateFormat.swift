import CivilTime
package import TypedYAML

/// How an export writes dates, such as `dd/MM/yyyy`.
///
/// Day, month and year come in any order, with any separators. A field of one letter or two reads
/// one digit or two.
package struct DateFormat: Scalar {
  private enum Part: Hashable {
    case day, month, year
    case literal(UInt8)
  }

  private let text: String
  private let parts: [Part]

  package static let scalarForm = ScalarForm(
    "a date format", examples: ["yyyy-MM-dd", "dd/MM/yyyy"],
    pattern: "^(?!.*([^dMy])\\1)(?:\(orders))$")

  /// A regular expression of day, month and year in any order, without anchors.
  private static let orders: String = {
    let (day, month, year, between) = ("d{1,2}", "M{1,2}", "y{4}", "[^a-zM]*")
    let orders = [
      [day, month, year], [month, day, year], [year, month, day], [year, day, month],
      [day, year, month], [month, year, day],
    ]
    return orders.map { between + $0.joined(separator: between) + between }.joined(separator: "|")
  }()

  /// The same with the letters that other programs use: `DD/MM/YYYY`, `%d/%m/%Y`, `dd/mm/yy`.
  package static func suggestions(for text: String) -> [Suggestion] {
    var letters = text.lowercased().filter { $0 != "%" && $0 != " " }
    if letters.filter(\.isLetter) == "dmy" || letters.filter(\.isLetter) == "ymd"
      || letters.filter(\.isLetter) == "mdy"
    {
      letters = letters.map { ["d": "dd", "m": "mm", "y": "yyyy"][String($0)] ?? String($0) }
        .joined()
    }
    let format = letters.replacing("m", with: "M")
    guard format != text, (try? DateFormat(scalar: format)) != nil else { return [] }
    let isOfMinutes = text.contains("m") && text.contains("d")
    return [
      Suggestion(
        format, because: isOfMinutes ? "Months are written `MM`, because `mm` means minutes" : nil)
    ]
  }

  /// The format of ISO 8601.
  static let iso = DateFormat(
    text: "yyyy-MM-dd",
    parts: [
      .year, .literal(UInt8(ascii: "-")), .month, .literal(UInt8(ascii: "-")), .day,
    ])

  private init(text: String, parts: [Part]) {
    self.text = text
    self.parts = parts
  }

  package init(scalar text: String) throws(ScalarProblem) {
    var parts: [Part] = []
    var rest = text.utf8[...]
    while let first = rest.first {
      let run = rest.prefix { $0 == first }
      switch first {
      case UInt8(ascii: "d") where run.count <= 2: parts.append(.day)
      case UInt8(ascii: "M") where run.count <= 2: parts.append(.month)
      case UInt8(ascii: "y") where run.count == 4: parts.append(.year)
      case UInt8(ascii: "m"): throw ScalarProblem("Write months as `MM`; `mm` means minutes.")
      default:
        guard run.count == 1, !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
          throw ScalarProblem()
        }
        parts.append(.literal(first))
      }
      rest = rest.dropFirst(run.count)
    }
    for needed in [Part.day, .month, .year] where parts.count(where: { $0 == needed }) != 1 {
      throw ScalarProblem("It must name the day, the month and the year, once each.")
    }
    self.init(text: text, parts: parts)
  }

  package var value: Value { .text(text) }

  /// The format as it is shown: `dd/MM/yyyy`.
  var written: String { "`\(text)`" }

  /// The second of September 2024 in this format, for messages.
  var example: String {
    var bytes: [UInt8] = []
    for part in parts {
      switch part {
      case .day: bytes += "02".utf8
      case .month: bytes += "09".utf8
      case .year: bytes += "2024".utf8
      case .literal(let byte): bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The format with day and month in each other's place, as programs set to another country have it.
  var swapped: DateFormat? {
    let exchanged = parts.map { part -> Part in
      switch part {
      case .day: .month
      case .month: .day
      case .year, .literal: part
      }
    }
    let letters = text.map { $0 == "d" ? "M" : $0 == "M" ? "d" : $0 }
    return exchanged == parts ? nil : DateFormat(text: String(letters), parts: exchanged)
  }

  /// Reads a date; nil where the bytes are not one in this format.
  func date<Bytes: Collection<UInt8>>(_ bytes: Bytes) -> CivilDate? {
    var (year, month, day) = (0, 0, 0)
    var index = bytes.startIndex
    // Without separators only the width tells where a field ends.
    let isFixed = !parts.contains { if case .literal = $0 { true } else { false } }
    func number(_ limit: Int) -> Int? {
      var value = 0
      var digits = 0
      while index < bytes.endIndex, digits < limit {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit < 10 else { break }
        value = value * 10 + Int(digit)
        digits += 1
        index = bytes.index(after: index)
      }
      return digits == 0 || ((limit == 4 || isFixed) && digits != limit) ? nil : value
    }
    for part in parts {
      switch part {
      case .year:
        guard let value = number(4) else { return nil }
        year = value
      case .month:
        guard let value = number(2) else { return nil }
        month = value
      case .day:
        guard let value = number(2) else { return nil }
        day = value
      case .literal(let byte):
        guard index < bytes.endIndex, bytes[index] == byte else { return nil }
        index = bytes.index(after: index)
      }
    }
    guard index == bytes.endIndex else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}
