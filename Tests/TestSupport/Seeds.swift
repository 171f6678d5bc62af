import Foundation

/// Random cases: few in a run of the suite, many where `ROLLCALL_LONG` is set.
package enum Seeds {
  /// The seeds from 1 to one number, or to another in a long run.
  package static func upTo(_ usual: UInt64, long: UInt64) -> ClosedRange<UInt64> {
    1...count(usual, long: long)
  }

  /// One number, or another in a long run.
  package static func count<Number>(_ usual: Number, long: Number) -> Number {
    ProcessInfo.processInfo.environment["ROLLCALL_LONG"] == nil ? usual : long
  }
}
