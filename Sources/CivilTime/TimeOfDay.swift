/// A local wall-clock time, to the minute.
///
/// A school has one clock, so there is no time zone.
public struct TimeOfDay: Sendable, Hashable, Comparable {
  /// Minutes since midnight, 0 to 1439.
  public let minute: Int

  /// Creates a time; nil outside 00:00 to 23:59.
  public init?(minute: Int) {
    guard (0..<1_440).contains(minute) else { return nil }
    self.minute = minute
  }

  /// Reads `HH:MM`; an hour of one digit is read too.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      let hours = decimal(parts[0]), let minutes = decimal(parts[1]), hours < 24, minutes < 60
    else { return nil }
    minute = hours * 60 + minutes
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
