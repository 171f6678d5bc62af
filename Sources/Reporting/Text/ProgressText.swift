import Diagnostics

/// A line that shows the progress of work that takes longer than a second.
package struct ProgressText: Sendable {
  /// The unit of progress.
  package enum Unit: Sendable {
    /// Bytes, shown as megabytes a second.
    case bytes
    /// Items, by their noun in the plural.
    case things(String)
  }

  /// The work, as the beginning of a sentence.
  private let work: String
  private let total: Int
  private let unit: Unit

  /// Creates a progress line for work such as `Reading marks.csv`.
  package init(_ work: String, of total: Int, _ unit: Unit) {
    (self.work, self.total, self.unit) = (work, total, unit)
  }

  /// Whether the work is complete.
  package func isAll(_ done: Int) -> Bool { done >= total }

  /// The line; nil within the first second, and if nothing or everything is done.
  package func line(done: Int, milliseconds: Int) -> String? {
    guard milliseconds >= 1_000, done > 0, !isAll(done) else { return nil }
    let seconds = Double(milliseconds) / 1_000
    let left = Double(total - done) / Double(done) * seconds
    return "\(work): \(Int(Double(done) / Double(total) * 100))%, \(rate(Double(done) / seconds)), "
      + "\(ProgressText.time(left)) left"
  }

  private func rate(_ perSecond: Double) -> String {
    switch unit {
    case .bytes: "\(Wording.grouped(Int((perSecond / 1_000_000).rounded(.up)))) MB a second"
    case .things(let name): "\(Wording.grouped(Int(perSecond.rounded(.up)))) \(name) a second"
    }
  }

  /// A time in minutes, or below two of them in seconds.
  private static func time(_ seconds: Double) -> String {
    seconds < 120
      ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
  }
}
