import CivilTime

/// How late a pupil came, as a cell of an export holds it.
///
/// | written | means |
/// |---|---|
/// | `5`, `5.0` | 5 minutes |
/// | `5 mins`, `5 minutes`, `5m` | 5 minutes |
/// | `00:05`, `00:05:00` | 5 minutes: hours, minutes and seconds |
///
/// `05:00` may be five minutes or five hours, and `08:55` a time of day: neither is read.
enum MinutesCell {
  /// The minutes in a cell without spaces at its ends; nil where it holds none.
  static func minutes(in text: String) -> Int? {
    let text = text.lowercased()
    let minutes =
      text.contains(":") ? clock(text) : decimal(Array(withoutFraction(withoutUnit(text)).utf8))
    return minutes.flatMap { $0 < 1_440 ? $0 : nil }
  }

  private static let units = ["minutes", "minute", "mins", "min", "m"]

  private static func withoutUnit(_ text: String) -> String {
    let text = text.hasSuffix(".") ? String(text.dropLast()) : text
    guard let unit = units.first(where: { text.hasSuffix($0) }) else { return text }
    return trimmed(text.dropLast(unit.count))
  }

  /// A number without the noughts behind its point.
  private static func withoutFraction(_ text: String) -> String {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy({ $0 == "0" }) else {
      return text
    }
    return String(parts[0])
  }

  /// The minutes of hours and minutes, where the hours are nought and there are no seconds.
  private static func clock(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map {
      decimal(Array($0.utf8))
    }
    guard (2...3).contains(parts.count), parts[0] == 0, let minutes = parts[1], minutes < 60,
      parts.count == 2 || parts[2] == 0
    else { return nil }
    return minutes
  }
}
