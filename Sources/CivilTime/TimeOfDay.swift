/// A local wall-clock time, to the minute.
///
/// A school has one clock, so there is no time zone.
public struct TimeOfDay: Sendable, Hashable, Comparable {
  /// Minutes since midnight, in two bytes because large registers hold many times.
  private let stored: Int16

  /// Minutes since midnight, 0 to 1439.
  public var minute: Int { Int(stored) }

  /// Creates a time; nil outside 00:00 to 23:59.
  public init?(minute: Int) {
    guard (0..<1_440).contains(minute) else { return nil }
    stored = Int16(minute)
  }

  /// Reads `HH:MM` or `H:MM`.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard (4...5).contains(bytes.count),
      let colon = bytes.index(bytes.endIndex, offsetBy: -3, limitedBy: bytes.startIndex),
      bytes[colon] == UInt8(ascii: ":"), let hours = decimal(bytes[..<colon]),
      let minutes = decimal(bytes[bytes.index(after: colon)...]), hours < 24, minutes < 60
    else { return nil }
    stored = Int16(hours * 60 + minutes)
  }

  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minute < right.minute }

  /// Minutes from another time of the same day to this one; negative when this one is earlier.
  public func minutes(since other: TimeOfDay) -> Minutes { Minutes(minute - other.minute) }

  /// The time some minutes later; nil past midnight.
  public func adding(_ minutes: Minutes) -> TimeOfDay? {
    TimeOfDay(minute: minute + minutes.count)
  }
}

extension TimeOfDay: CustomStringConvertible {
  /// The time as `HH:MM`.
  public var description: String { "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))" }
}
