import Diagnostics
import PositionedYAML
import Registers
import TypedYAML

/// The terms of 2024/25 of a school with five INSET days: 190 school days.
struct ExampleCalendar {
  let yaml = """
    calendar:
      terms:
        - name: Autumn
          from: 2024-09-03
          to: 2024-12-20
          half_term: { from: 2024-10-28, to: 2024-11-01 }
        - name: Spring
          from: 2025-01-06
          to: 2025-04-11
          half_term: { from: 2025-02-17, to: 2025-02-21 }
        - name: Summer
          from: 2025-04-28
          to: 2025-07-22
          half_term: { from: 2025-05-26, to: 2025-05-30 }
      # INSET days and the early May bank holiday
      closed: [2024-11-04, 2025-01-06, 2025-05-05, 2025-06-02, 2025-07-21, 2025-07-22]
      # A day of snow; Eid al-Fitr and Eid al-Adha
      disrupted: [2024-11-19]
      religious_observance: [2025-03-31, 2025-06-06]

    """

  /// The calendar that the YAML describes.
  var calendar: SchoolCalendar? {
    var reading = Reading()
    let document = YAMLDocument.read(SourceFile(path: "calendar", text: yaml))
    return document.value?["calendar"].flatMap { CalendarFile.read($0, &reading) }?.calendar
  }
}
