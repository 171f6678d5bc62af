import CivilTime
import Clauses
import Diagnostics
import Statute
import TypedYAML

// The words of a fault, from the messages of its requirement.
extension Evaluation {
  func violation(_ fault: Fault, _ context: Context) -> Violation {
    func words(_ template: Template) -> String {
      template.parts.map { part in
        switch part {
        case .text(let text): text
        case .placeholder(let name): placeholder(name, fault, context)
        case .parameter(let name):
          law.framework.parameter(name, on: date)?.value.value.words ?? "nothing yet"
        case .path(let path): values(at: path, context).first?.value.value.words ?? "not given"
        }
      }.joined()
    }
    let because = words(rule.because)
    return Violation(
      path: fault.path, span: fault.span, found: fault.found?.words,
      expected: fault.limit?.words ?? (fault.missing.isEmpty ? nil : missing(fault)),
      message: words(rule.says) + " " + because, because: because, help: words(rule.fix),
      isAbsence: fault.found == nil, related: related(to: fault, context), length: fault.length)
  }

  /// The values that the fault is compared with: those of other files under `given`, because an
  /// inherited value may contradict the policy's own, the length of time that is not reached, and
  /// an earlier item of the list.
  private func related(to fault: Fault, _ context: Context) -> [Diagnostic.Related] {
    let given = rule.given.flatMap { condition -> [Found] in
      guard case .value(let path) = condition.subject else { return [] }
      return values(at: path, context).filter { $0.value.span.file != fault.span.file }
    }
    let unreached = rule.that.flatMap { condition -> [Found] in
      guard case .reaches = condition.relation else { return [] }
      return condition.operandPaths.flatMap { values(at: $0, context) }
    }
    return (given + unreached + [fault.earlier].compactMap { $0 }).map {
      .init("`\($0.path)` is \($0.value.value.words) here.", at: $0.value.span)
    }
  }

  private func placeholder(_ name: String, _ fault: Fault, _ context: Context) -> String {
    switch name {
    case "found": fault.found?.words ?? "nothing"
    case "limit", "high": fault.limit?.words ?? "nothing"
    case "low": fault.low?.words ?? "nothing"
    case "from": fault.from?.description ?? "an unstated time"
    case "to": fault.to?.description ?? "an unstated time"
    case "item": Wording.plain(item(fault, context))
    case "latest": latest(fault)
    case "missing": missing(fault)
    case "replacement": replacement(fault)
    case "school": school
    default: "{\(name)}"
    }
  }

  /// The name of the item at fault, which may be an item of a list that was evaluated as a whole.
  private func item(_ fault: Fault, _ context: Context) -> String {
    if !context.path.isEmpty { return context.path.pathSteps.last ?? "" }
    return fault.path.pathSteps.dropLast().last ?? ""
  }

  /// The items that a list lacks, in words, or the paths that are not given.
  private func missing(_ fault: Fault) -> String {
    Wording.list(fault.found == nil ? fault.missing.map { "`\($0)`" } : fault.missing)
  }

  /// The latest time that the limit allows after `from`.
  private func latest(_ fault: Fault) -> String {
    guard let from = fault.from, case .quantity(let limit)? = fault.limit,
      limit.unit == .minutes, let time = from.adding(Minutes(limit.count))
    else { return fault.limit?.words ?? "the limit" }
    return time.description
  }

  /// The replacement of a retired code.
  private func replacement(_ fault: Fault) -> String {
    guard case .word(let word)? = fault.found, let code = MarkCode(word.utf8),
      let last = law.framework.codes.meanings(of: code).max(by: { $0.range.first < $1.range.first })
    else { return "the codes of the national table" }
    let codes = last.replacedBy.map { "`\($0.text)`" }
    return codes.isEmpty ? "the codes of the national table" : Wording.list(codes, "or")
  }
}
