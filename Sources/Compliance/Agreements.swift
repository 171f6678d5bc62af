public import CivilTime
import Clauses
import Diagnostics
public import PolicyModel
public import Statute
import TypedYAML

// What the members of a cluster promised to each other, seen from a member and from the cluster.
extension Checker {
  /// The promises of a policy's layers that its own values break.
  func brokenAgreements(
    of document: PolicyDocument, _ values: PolicyValues, _ period: Period
  ) -> [Finding] {
    document.layers.flatMap { layer -> [Finding] in
      let dates = period.only.map { DateRange(on: $0) } ?? period.range
      guard layer.inForce.map({ $0.range.intersection(dates) != nil }) ?? true else { return [] }
      return (layer.agreed ?? []).flatMap { agreement in
        breaches(of: agreement, by: document, values, period).compactMap { breach in
          finding(
            .agreementBroken, period,
            "The policy says \(breach.words) under `\(breach.path)`. The members of "
              + "\(layer.name?.value.text ?? "the cluster") agreed on "
              + "\(agreement.words(framework, on: dates.first))\(agreement.reason)",
            at: breach.span, path: breach.path,
            related: [.init("The members agreed it here.", at: agreement.span)],
            help: "Keep to what was agreed, or agree something else together.",
            found: breach.words)
        }
      }
    }
  }

  /// What a cluster's members break of what they promised to each other, at the promise.
  func brokenAgreements(
    of layer: Layer, _ members: [(reference: Located<Prose>, document: PolicyDocument)],
    _ prepared: PreparedLayers, _ period: Period
  ) -> [Finding] {
    let members = members.map { member in
      (
        document: member.document,
        values: PolicyValues(
          member.document, member.document.layers.map { self.prepared($0, prepared) }, framework)
      )
    }
    return (layer.agreed ?? []).flatMap { agreement -> [Finding] in
      if agreement.must?.value == .beTheSame {
        return [difference(agreement, members, period)].compactMap { $0 }
      }
      return members.flatMap { member in
        breaches(of: agreement, by: member.document, member.values, period).compactMap { breach in
          finding(
            .agreementBroken, period,
            "\(member.document.schoolName) says \(breach.words) under `\(breach.path)`. The "
              + "members agreed on "
              + "\(agreement.words(framework, on: period.range.first))\(agreement.reason)",
            at: agreement.span, path: breach.path,
            related: [.init("\(member.document.schoolName) says so here.", at: breach.span)],
            help: "Ask the school to keep to it, or agree something else together.",
            found: breach.words)
        }
      }
    }
  }

  /// A member's value that breaks an agreement.
  private struct Breach {
    let path: String
    let span: SourceSpan
    let words: String
  }

  private func breaches(
    of agreement: Agreement, by document: PolicyDocument, _ policy: PolicyValues, _ period: Period
  ) -> [Breach] {
    guard let path = agreement.path?.value.text, let must = agreement.must?.value,
      must != .beTheSame,
      let agreed = agreement.value(framework, on: period.only ?? period.range.first)
    else { return [] }
    let values = policy.whileInForce
      .values(at: path.pathSteps[...])
    guard !values.isEmpty else {
      return [Breach(path: path, span: document.own.span.start(), words: "nothing")]
    }
    return values.filter { !must.holds($0.value.value, agreed) }.map {
      Breach(path: $0.path, span: $0.value.span, words: $0.value.value.words)
    }
  }

  private func difference(
    _ agreement: Agreement, _ members: [(document: PolicyDocument, values: PolicyValues)],
    _ period: Period
  ) -> Finding? {
    guard let path = agreement.path?.value.text else { return nil }
    let steps = path.pathSteps
    var groups: [(value: Located<Value>?, schools: [String])] = []
    for member in members {
      let value = member.values.whileInForce.values(at: steps[...]).first?.value
      let place = groups.firstIndex { group in
        switch (group.value, value) {
        case (nil, nil): true
        case (let left?, let right?): left.value.means(right.value)
        default: false
        }
      }
      if let place {
        groups[place].schools.append(member.document.schoolName)
      } else {
        groups.append((value, [member.document.schoolName]))
      }
    }
    guard groups.count > 1 else { return nil }
    let list = groups.map { group in
      "\(group.value?.value.words ?? "nothing") (\(Wording.list(group.schools)))"
    }
    return finding(
      .membersDiffer, period,
      "The members agreed to say the same under `\(path)`, and they say \(Wording.list(list))"
        + agreement.reason,
      at: agreement.span, path: path,
      related: groups.compactMap { group in
        group.value.map { .init("\(group.schools[0]) says \($0.value.words).", at: $0.span) }
      },
      help: "Agree on one value.")
  }
}

extension Agreement {
  /// The agreed value on a date; nil where none is named.
  fileprivate func value(_ framework: Framework, on date: CivilDate) -> Value? {
    switch to {
    case .literal(let literal)?: literal.value
    case .parameter(let name, _)?: framework.parameter(name, on: date)?.value.value
    case .path?, .earlier?, nil: nil
    }
  }

  /// What was agreed, in words, by the law of a date.
  public func words(_ framework: Framework, on date: CivilDate) -> String {
    let value = value(framework, on: date)?.words ?? "the same"
    return switch must?.value {
    case .atMost: "at most \(value)"
    case .atLeast: "at least \(value)"
    case .equal, .beTheSame, nil: value
    }
  }

  /// Why, as the end of a sentence.
  fileprivate var reason: String { because.map { ": \($0.value.text)" } ?? "." }
}

extension Agreement.Relation {
  /// Whether a value stands as agreed.
  fileprivate func holds(_ value: Value, _ agreed: Value) -> Bool {
    switch self {
    case .equal: return value.means(agreed)
    case .atMost:
      let order = value.bare.order(to: agreed.bare)
      return order == .less || order == .equal
    case .atLeast:
      let order = value.bare.order(to: agreed.bare)
      return order == .greater || order == .equal
    case .beTheSame: return true
    }
  }
}

extension SourceSpan {
  /// The place at which the span begins.
  func start() -> SourceSpan { moved(from: start, to: start) }
}
