package import CivilTime
import Diagnostics
import TypedYAML

extension Framework {
  /// The years of each key stage on a date, by the stage.
  package func yearsOfKeyStages(on date: CivilDate) -> [String: [String]] {
    years(under: "key_stage.", on: date)
  }

  /// The years that schools of each phase usually teach on a date, by the phase.
  package func yearsOfPhases(on date: CivilDate) -> [String: [String]] {
    years(under: "phase.", on: date)
  }

  private func years(under prefix: String, on date: CivilDate) -> [String: [String]] {
    var years: [String: [String]] = [:]
    for name in parameters.keys where name.hasPrefix(prefix) {
      guard let value = parameter(name, on: date)?.value.value else { continue }
      years[String(name.dropFirst(prefix.count))] = value.items.map(\.words)
    }
    return years
  }
}
