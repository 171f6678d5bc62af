import Diagnostics

/// How far work has come that takes longer than a second, on a line of its own.
package struct ProgressText: Sendable {
  /// What is counted.
  package enum Unit: Sendable {
    case bytes
    /// Things that have a name, in the plural.
    case things(String)
  }

  /// What is being done, at the beginning of a sentence, and how much of it there is.
  private let work: String
  private let total: Int
  private let unit: Unit

  /// Creates the line of some work, such as `Reading marks.csv`.
  package init(_ work: String, of total: Int, _ unit: Unit) {
    (self.work, self.total, self.unit) = (work, total, unit)
  }

  /// Whether so much is all of it.
  package func isAll(_ done: Int) -> Bool { done >= total }

  /// The line; nil within the first second, and where nothing or all is done.
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
