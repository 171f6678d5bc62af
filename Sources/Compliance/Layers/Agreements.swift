import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

// Checks of the promises among members of a cluster, for a member and for the cluster.
extension Checker {
  /// The promises of a policy's layers that its values break, or are incomparable with.
  func brokenAgreements(
    of document: PolicyDocument, _ layers: [PreparedLayer], _ values: PolicyValues,
    isExtract: Bool = false, _ period: Period
  ) -> [Finding] {
    zip(document.layers, layers).flatMap { layer, prepared -> [Finding] in
      let dates = period.only.map { DateRange(on: $0) } ?? period.range
      guard layer.inForce.map({ $0.range.intersection(dates) != nil }) ?? true else { return [] }
      let cluster = layer.name?.value.text ?? "the cluster"
      return prepared.agreements.flatMap { agreement -> [Finding] in
        guard agreement.problem == nil, agreement.relation != .beTheSame else { return [] }
        let agreed = agreement.words(framework, on: dates.first)
        let sayings = sayings(
          of: agreement, by: document, values.whileInForce, on: period.only ?? period.range.first)
        return sayings.filter { !(isExtract && $0.isSilence) }.compactMap { saying in
          let related = [
            Diagnostic.Related("The members agreed it here.", at: agreement.span)
          ]
          switch saying.keeping {
          case .kept: return nil
          case .broken:
            return finding(
              .agreementBroken, period,
              "The policy says \(saying.words) under `\(saying.path)`. The members of "
                + "\(cluster) agreed on \(agreed)\(agreement.reason)",
              at: saying.span, path: saying.path, related: related,
              help: "Keep to what was agreed, or agree something else together.",
              expected: agreed, found: saying.words)
          case .untold(let why):
            return finding(
              .agreementUntold, period,
              "The policy says \(saying.words) under `\(saying.path)`, and the members of "
                + "\(cluster) agreed on \(agreed). Whether it keeps to that cannot be told. \(why)",
              at: saying.span, path: saying.path, related: related,
              help: "Write it as it was agreed, or agree it in words that can be compared.",
              expected: agreed, found: saying.words)
          }
        }
      }
    }
  }

  /// The promises that a cluster's members break, each reported at the promise.
  func brokenAgreements(
    of layer: Layer, _ members: [PolicyDocument], _ question: Question, _ prepared: PreparedLayers
  ) -> [Finding] {
    let period = Period(layer.inForce?.range, question)
    let agreements = self.prepared(layer, prepared).agreements
    let promises = promises(of: layer, by: members, question, prepared)
    return zip(agreements, promises).flatMap { agreement, promise -> [Finding] in
      if let problem = promise.problem {
        // A fault of the agreement itself is among the layer's own findings.
        return agreement.problem == nil ? [Finding(problem)] : []
      }
      if promise.isSameness { return differences(promise, agreement, members, period) }
      return members.indices.flatMap { member in
        promise.members[member].compactMap { saying in
          departure(saying, members[member].schoolName, promise, agreement, period)
        }
      }
    }
  }

  private func departure(
    _ saying: Promise.Saying, _ school: String, _ promise: Promise, _ agreement: BoundAgreement,
    _ period: Period
  ) -> Finding? {
    let related = [
      Diagnostic.Related(
        saying.isSilence ? "\(school)'s policy starts here." : "\(school) says so here.",
        at: saying.span)
    ]
    switch saying.keeping {
    case .kept: return nil
    case .broken:
      return finding(
        .agreementBroken, period,
        "\(school) says \(saying.words) under `\(saying.path)`. The members agreed on "
          + "\(promise.words)\(agreement.reason)",
        at: agreement.span, path: saying.path, related: related,
        help: "Ask the school to keep to it, or agree something else together.",
        expected: promise.words, found: saying.words)
    case .untold(let why):
      return finding(
        .agreementUntold, period,
        "\(school) says \(saying.words) under `\(saying.path)`, and the members agreed on "
          + "\(promise.words). Whether it keeps to that cannot be told. \(why)",
        at: agreement.span, path: saying.path, related: related,
        help:
          "Ask the school to write it as it was agreed, or agree it in words that can be compared.",
        expected: promise.words, found: saying.words)
    }
  }

  /// One finding for members with different values where they agreed on equal ones.
  private func differences(
    _ promise: Promise, _ agreement: BoundAgreement, _ members: [PolicyDocument], _ period: Period
  ) -> [Finding] {
    let groups = promise.groups
    guard groups.count > 1 else { return [] }
    let list = groups.map { group in
      let schools = Wording.list(group.map { members[$0].schoolName })
      let words = Wording.list(promise.members[group[0]].map(\.words))
      return "\(words) (\(schools))"
    }
    let related = groups.flatMap { group in
      promise.members[group[0]].filter { !$0.isSilence }.map { saying in
        Diagnostic.Related(
          "\(members[group[0]].schoolName) says \(saying.words).", at: saying.span)
      }
    }
    let keepings = members.indices.map { promise.keeping(of: $0) }
    let whys = keepings.lazy.compactMap { keeping -> String? in
      if case .untold(let why) = keeping { why } else { nil }
    }
    let isBroken = keepings.contains(.broken)
    let end =
      isBroken
      ? agreement.reason
      : whys.first.map { ". Whether it is the same cannot be told. \($0)" } ?? "."
    return [
      finding(
        isBroken ? .membersDiffer : .agreementUntold, period,
        "The members agreed to say the same under `\(promise.path)`, and they say "
          + Wording.list(list) + end,
        at: agreement.span, path: promise.path, related: related, help: "Agree on one value.")
    ].compactMap { $0 }
  }
}

extension SourceSpan {
  /// The place at which the span begins.
  func start() -> SourceSpan { moved(from: start, to: start) }
}
