import CivilTime
import Diagnostics
import Statute
import TypedYAML

extension Framework {
  /// The quantity that a parameter gives on a date; nil where it gives none.
  func quantity(_ name: String, on date: CivilDate) -> Quantity? {
    guard case .quantity(let value)? = parameter(name, on: date)?.value.value else { return nil }
    return value
  }

  /// The sum that a parameter gives on a date; nil where it gives none.
  func money(_ name: String, on date: CivilDate) -> Money? {
    guard case .money(let sum)? = parameter(name, on: date)?.value.value else { return nil }
    return sum
  }
}
