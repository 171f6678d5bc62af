import CivilTime
import Clauses
import Diagnostics
import Registers
package import Simulation
import TypedYAML

/// One pupil's year as plain text.
package struct StoryText {
  private let story: PupilStory
  private let style: TextStyle

  /// Creates the text of a story in a style.
  package init(_ story: PupilStory, _ style: TextStyle = TextStyle()) {
    (self.story, self.style) = (story, style)
  }

  /// The header, the weeks of marks, the events and the counts.
  package var text: String { header + marks + events + counts }

  private var header: String {
    let pupil = story.pupil
    let facts =
      [
        pupil.yearGroup.map { "year \($0)" }, pupil.classGroup.map { "class \($0)" },
      ].compactMap { $0 }
      + pupil.spells.flatMap { spell in
        [
          spell.joined.map { "joined on \($0.written)" },
          spell.left.map { "left on \($0.written)" },
        ].compactMap { $0 }
      } + PupilGroup.allCases.filter { pupil.groups.contains($0) }.map(\.name)
      + (pupil.registration == .main ? [] : ["registered mainly at another school"])
    let measures = story.measures
    return style.bold("Pupil \(pupil.id)")
      + (facts.isEmpty ? "" : ", \(facts.joined(separator: ", "))")
      + "\n\n"
      + style.wrapped(
        "\(Wording.count(measures.possible, "possible session")): \(measures.attended) attended, "
          + "\(measures.authorised) absent with leave or for a reason, \(measures.unauthorised) "
          + "unauthorised; \(Wording.count(measures.late, "late mark")), "
          + "\(measures.lateAfterClose) after the register closed.", indent: "")
      + (outsideAge.map { style.wrapped($0, indent: "") } ?? "") + "\n"
  }

  /// A note on sessions outside compulsory school age; nil if there are none.
  private var outsideAge: String? {
    let outside = story.measures.outsideAge
    guard outside.sessions > 0 else { return nil }
    return
      (outside.throughout > 0
      ? "The pupil is not of compulsory school age: "
      : "The pupil is of compulsory school age for part of the time: ")
      + "\(Wording.count(outside.sessions, "session")) \(outside.sessions == 1 ? "is" : "are") in no rate."
  }

  private var marks: String {
    guard !story.weeks.isEmpty else { return "No marks.\n\n" }
    let width = story.weeks.flatMap(\.days).map { day(of: $0).count }.max() ?? 2
    let rows = story.weeks.map { week in
      "  \(padded(week.monday.written, 18))"
        + week.days.map { padded(day(of: $0), width + 2) }.joined()
    }
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri"].map { padded($0, width + 2) }.joined()
    let title = style.bold("  \(padded("Week of", 18))\(days)")
    return ([title] + rows).map { $0.trimmingEnd + "\n" }.joined() + "\n"
  }

  /// A day's two marks, with a dot for a missing one.
  private func day(of codes: [String?]) -> String {
    codes.allSatisfy { $0 == nil } ? "" : codes.map { $0 ?? "." }.joined(separator: " ")
  }

  private var events: String {
    guard !story.events.isEmpty else { return "Nothing else is recorded, and nothing was due.\n\n" }
    return style.bold("What happened") + "\n"
      + story.events.map { event in
        let rows = event.evidence.isEmpty ? "" : " [\(EvidenceText(event.evidence).text)]"
        let mark = event.kind == .divergence ? "! " : "  "
        return style.wrapped(
          "\(mark)\(padded(event.date.written, 18))\(event.text)\(rows)", indent: "  ",
          hanging: String(repeating: " ", count: 4))
      }.joined() + "\n"
  }

  private var counts: String {
    guard !story.counts.isEmpty else { return "" }
    let rows = story.counts.map { count in
      let threshold = count.trigger.threshold
      let isShare = if case .percent = threshold.amount { true } else { false }
      let counted =
        isShare
        ? "\(count.counted) of \(count.possible)"
        : threshold.isInDays ? Sessions(count.counted).inDays : String(count.counted)
      return [count.clause, counted, threshold.value.words]
    }
    return TextTable(["Counts on the last day", "counted", "fires at"], rows).text(style)
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}

extension PupilGroup {
  /// The group in a sentence.
  fileprivate var name: String {
    switch self {
    case .sen: "special educational needs"
    case .fsm: "free school meals"
    case .socialWorker: "a social worker"
    case .youthOffendingTeam: "the youth offending team"
    case .boarder: "a boarder"
    }
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }
}
