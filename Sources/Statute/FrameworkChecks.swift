import CivilTime
import Clauses
import Diagnostics
import TypedYAML

// Checks of a framework for problems that make it unusable or misleading.
extension Framework {
  func checkItself(_ reading: inout Reading) {
    checkParameters(&reading)
    checkCodes(&reading)
    checkBankHolidays(&reading)
    checkCitations(&reading)
    checkCommencements(&reading)
    unfoundedErrors.forEach { reading.report($0) }
    checkIdentifiers(&reading)
    checkReferences(&reading)
    checkVocabularies(&reading)
    checkExamples(&reading)
  }

  private func checkParameters(_ reading: inout Reading) {
    for (name, versions) in parameters.sorted(by: { $0.key < $1.key }) {
      for (earlier, later) in zip(versions, versions.dropFirst()) {
        checkSequence(
          "`$\(name)`", earlier.range, later.range, at: later.draft.span,
          first: earlier.draft.span, &reading)
      }
    }
  }

  private func checkCodes(_ reading: inout Reading) {
    for code in Set(codes.meanings.map(\.code)).sorted() {
      let versions = codes.meanings(of: code).sorted { $0.range.first < $1.range.first }
      for (earlier, later) in zip(versions, versions.dropFirst())
      where later.range.intersection(earlier.range) != nil {
        checkSequence(
          "The code `\(code.text)`", earlier.range, later.range, at: later.draft.span,
          first: earlier.draft.span, &reading)
      }
    }
  }

  private func checkBankHolidays(_ reading: inout Reading) {
    let years = bankHolidayYears.sorted { $0.range.first < $1.range.first }
    for (earlier, later) in zip(years, years.dropFirst()) {
      checkSequence(
        "The list of bank holidays", earlier.range, later.range, at: later.draft.span,
        first: earlier.draft.span, &reading)
    }
  }

  /// Checks that successive values of one item neither overlap nor leave a gap.
  private func checkSequence(
    _ subject: String, _ earlier: DateRange, _ later: DateRange, at span: SourceSpan,
    first: SourceSpan, _ reading: inout Reading
  ) {
    let followsOn = earlier.last.map { $0.adding(days: 1) == later.first } ?? false
    guard !followsOn else { return }
    let overlaps = earlier.last.map { $0 >= later.first } ?? true
    reading.report(
      Diagnostic(
        overlaps ? .overlap : .gap,
        overlaps
          ? "\(subject) has two values on \(later.first.written)."
          : "\(subject) has no value just before \(later.first.written).",
        at: span, related: [.init("The earlier value stands here.", at: first)],
        help: "End the earlier value on \(later.first.adding(days: -1))."))
  }

  private func checkCitations(_ reading: inout Reading) {
    var citations = (requirements + coming).flatMap(\.citations)
    citations += duties.flatMap(\.citations)
    citations += practice.flatMap(\.citations)
    citations += structure.flatMap(\.citations)
    citations += codes.meanings.flatMap(\.citations)
    citations += parameters.values.joined().flatMap(\.citations)
    citations += bankHolidayYears.flatMap(\.citations)
    // The citations of vocabularies are sources of words, and do not count as rules.
    let sourcesOfWords = allVocabularies.flatMap(\.vocabulary.citations)
    bibliography.problems(in: sourcesOfWords).forEach { reading.report($0) }
    citations.sort { $0.draft.span.start < $1.draft.span.start }
    bibliography.problems(in: citations).forEach { reading.report($0) }
    bibliography.problems(of: bibliography.passages, citedBy: citations).forEach {
      reading.report($0)
    }
    bibliography.problems(in: confirmations, of: citations + sourcesOfWords).forEach {
      reading.report($0)
    }
    for passage in bibliography.passages {
      for rule in passage.answeredBy ?? [] {
        reading.report(
          .passage, "A framework's own rules cite their passages.", at: rule.span,
          help: "Remove `answered_by`; it is for the documents of layers.")
      }
    }
  }

  /// Checks that a source of commencement has dates, or is marked as not yet in force.
  private func checkCommencements(_ reading: inout Reading) {
    let rules = (requirements + coming).compactMap(\.commencement.source)
    for name in rules + awaitedByParameters {
      guard let source = bibliography.sources[name.value.text] else {
        reading.report(bibliography.unknownSource(name))
        continue
      }
      guard source.inForce == nil, !source.isToCome else { continue }
      reading.report(
        .ruleCommencement,
        "`\(name.value.text)` does not say when it comes into force, so nothing can come with it.",
        at: name.span, related: [.init("The source stands here.", at: source.span)],
        help: "Give the source `in_force`, or write `not_yet: true` until its date is known.")
    }
    for (name, source) in bibliography.sources.sorted(by: { $0.key < $1.key })
    where source.notYet?.value.isTrue == true && source.inForce != nil {
      reading.report(
        .ruleCommencement, "`\(name)` has dates, and is said not to be in force yet.",
        at: source.notYet?.span ?? source.span, help: "Remove `not_yet`.")
    }
  }

  private func checkIdentifiers(_ reading: inout Reading) {
    var seen: [String: SourceSpan] = [:]
    let standing = practice.compactMap(\.draft.id) + structure.compactMap(\.draft.id)
    let past = retired.compactMap(\.id)
    for id in (requirements + coming).map(\.id) + duties.map(\.id) + standing + past {
      if let first = seen[id.value.text] {
        reading.report(
          .repeatedName, "The name `\(id.value.text)` is used twice.", at: id.span,
          related: [.init("It is used here first.", at: first)])
      }
      seen[id.value.text] = id.span
    }
    for duty in duties where duty.citations.isEmpty {
      reading.report(
        .noCitation, "`\(duty.id.value.text)` cites nothing.", at: duty.id.span,
        help: "Say which source requires it, and where.")
    }
  }

  /// Checks that every requirement and duty has an example that breaks it and one that keeps it.
  private func checkExamples(_ reading: inout Reading) {
    let examples =
      (requirements + coming).map { ($0.id, $0.draft.breaks, $0.draft.holds) }
      + duties.map { ($0.id, $0.draft.breaks, $0.draft.holds) }
      + practice.compactMap { rule in
        rule.draft.id.map { ($0, rule.draft.breaks, rule.draft.holds) }
      }
    for (id, breaks, holds) in examples where breaks == nil || holds == nil {
      reading.report(
        .noExample,
        "`\(id.value.text)` has no example that \(breaks == nil ? "breaks" : "keeps") it.",
        at: id.span, help: "Add `\(breaks == nil ? "breaks" : "holds")`; the tests run it.")
    }
  }

  private func checkReferences(_ reading: inout Reading) {
    for requirement in requirements + coming {
      for condition in requirement.that + requirement.given + requirement.unless {
        for case .parameter(let name, let span) in condition.relation.operands
        where parameters[name] == nil && !Framework.builtInParameters.contains(name) {
          reading.report(
            .unknownParameter, "No parameter is called `$\(name)`.", at: span,
            help: Wording.didYouMean(name, among: parameters.keys.sorted()))
        }
      }
    }
  }

  /// The parameters without a file: the codes in force, and the date of the report.
  package static let builtInParameters: Set<String> = ["codes", "as_of"]
}
