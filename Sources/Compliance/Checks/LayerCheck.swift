import CivilTime
import Clauses
import Diagnostics
import PolicyModel
import Statute
import TypedYAML

// Checks of clusters and authorities: documents, provision and the conformance of members.
extension Checker {
  /// The findings for a layer's file, in any order.
  func findings(
    for layer: Layer, _ kind: DocumentKind, _ members: [CheckSubject.Member], _ question: Question,
    _ prepared: PreparedLayers
  ) -> [Finding] {
    let period = Period(layer.inForce?.range, question)
    var found = (self.prepared(layer, prepared).problems + problems(of: layer)).map { Finding($0) }
    let otherNation = otherNation(of: layer, kind)
    let addressee: Addressee = kind == .cluster ? .cluster : .authority
    let asked = rules.filter {
      [addressee, .layer].contains($0.requirement.addressee) && otherNation == nil
    }
    let lexicon = Lexicon(framework, layer)
    let worded = lexicon.resolved(layer.erased, as: Layer.form)
    found += findings(
      about: telling(worded.uses, otherNation), beside: layer.common?.school,
      otherNation: otherNation, period
    )
    found += elsewhere(layer, kind, period)
    found += findings(about: [layer.actions, layer.common?.actions], period)
    found += findings(asked, of: layer, worded.values, .layer, period)
    // A layer's values for schools are judged as of a maintained school, which most law binds.
    let said = rules.filter { rule in
      rule.isAsked(of: BoundSchool(type: .maintained, phase: nil, otherNation: otherNation))
    }
    if let common = worded.values.value(at: ["common"]) {
      found += findings(said, of: layer, common, .common, period)
    }
    if let statements = layer.statements {
      var claims = Policy(at: layer.span)
      claims.statements = statements
      let values = lexicon.resolved(claims.erased, as: Policy.form).values
      found += findings(said, of: layer, values, .statements, period)
    }
    return found + contradictions(in: layer, isElsewhere: otherNation != nil, period)
      + findings(about: members, of: layer, prepared, question)
  }

  /// The nation whose law binds the schools of a layer, where it is not the framework's.
  ///
  /// An authority's own name decides as its schools' key does.
  func otherNation(of layer: Layer, _ kind: DocumentKind) -> String? {
    let school = layer.common?.school
    let name = kind == .authority ? layer.name.map { [$0.value.text] } ?? [] : []
    return framework.otherNation(by: [
      (.nations, [school?.nation].compactMap { $0 }.map(\.value.text)),
      (.localAuthorities, name + [school?.localAuthority].compactMap { $0 }.map(\.value.text)),
    ])
  }

  /// The finding for an authority with a name of another nation.
  private func elsewhere(_ layer: Layer, _ kind: DocumentKind, _ period: Period) -> [Finding] {
    guard kind == .authority, let name = layer.name,
      let elsewhere = framework.elsewhere(name.value.text, insteadOf: .localAuthorities),
      let says = elsewhere.says
    else { return [] }
    return [
      finding(
        .wordElsewhere, period, "“\(name.value.text)” \(says.value.text)\(notJudged)",
        at: name.span,
        path: "name",
        help: elsewhere.fix?.value.text, found: name.value.text)
    ].compactMap { $0 }
  }

  private func findings(
    _ rules: [Rule], of layer: Layer, _ values: Located<Value>, _ part: Inquiry.DocumentPart,
    _ period: Period
  ) -> [Finding] {
    let first = min(period.range.first, period.asOf)
    let last = period.range.last.map { max($0, period.asOf) }
    let range = DateRange(from: first, to: last) ?? period.range
    let inquiry = Inquiry(
      law: law, name: layer.name?.value.text ?? "the layer",
      editions: [Edition(range: range, values: AskedValues(values))], period: period, document: part
    )
    return rules.flatMap { inquiry.findings(of: $0) }
  }

  /// The problems of citations, passages and confirmations.
  private func problems(of layer: Layer) -> [Diagnostic] {
    let bibliography = framework.bibliography.adding(layer)
    let citations =
      (layer.requirements ?? []).flatMap(\.citations) + (layer.duties ?? []).flatMap(\.citations)
    let known = framework.ruleNames
    let unknown = (layer.passages ?? []).flatMap { $0.answeredBy ?? [] }.filter {
      !known.contains($0.value.text)
    }
    var names = NearWords(known.sorted())
    let undated = (layer.requirements ?? []).compactMap(\.commencement.source)
    let errors =
      (layer.requirements ?? []).compactMap { ErrorBasis($0, bibliography, framework.parameters) }
      + (layer.duties ?? []).compactMap { ErrorBasis($0, bibliography) }
    return missingExamples(in: layer) + errors.compactMap(\.problem)
      + bibliography.problems(in: citations)
      + bibliography.problems(of: layer.passages ?? [], citedBy: citations)
      + unknown.map { rule in
        Diagnostic(
          .unknownRule, "No rule of the framework is called `\(rule.value.text)`.", at: rule.span,
          help: names.suggestion(for: rule.value.text)
            .map { "Did you mean `\($0)`?" })
      }
      + undated.map { source in
        Diagnostic(
          .ruleCommencement, "Only rules of the nation come into force with a source.",
          at: source.span, help: "Give the rule `in_force`, with its dates.")
      }
  }

  /// The rules without an example, which a layer's need not have, unlike the nation's.
  private func missingExamples(in layer: Layer) -> [Diagnostic] {
    let examples =
      (layer.requirements ?? []).map { ($0.id, $0.draft.breaks, $0.draft.holds) }
      + (layer.duties ?? []).map { ($0.id, $0.draft.breaks, $0.draft.holds) }
    return examples.filter { $0.1 == nil || $0.2 == nil }.map { id, breaks, holds in
      let missing = [breaks == nil ? "`breaks`" : nil, holds == nil ? "`holds`" : nil]
        .compactMap { $0 }
      return Diagnostic(
        .noExample,
        "`\(id.value.text)` has no example under \(Wording.list(missing, "or")), so nothing shows "
          + "that it finds what it should.", at: id.span,
        help: "Add \(Wording.list(missing)): `check` of this file tries them.", as: .note)
    }
  }

  private func findings(
    about members: [CheckSubject.Member], of layer: Layer, _ prepared: PreparedLayers,
    _ question: Question
  ) -> [Finding] {
    let period = Period(layer.inForce?.range, question)
    let found: [Finding] = members.compactMap { member in
      guard let document = member.document else {
        return finding(
          .memberUnread, period,
          "The policy of the member `\(member.reference.value.text)` cannot be read.",
          at: member.reference.span, path: "members",
          help:
            "The path is relative to this file; `rollcall check` of that file says what is wrong."
        )
      }
      guard !member.follows else { return nil }
      return finding(
        .memberDoesNotFollow, period,
        "\(document.schoolName) is a member, and its policy does not follow this file.",
        at: member.reference.span, path: "members",
        related: [.init("The policy starts here.", at: document.own.span.start())],
        help: "Name this file under `follows` in the policy.")
    }
    return found + brokenAgreements(of: layer, members.compactMap(\.document), question, prepared)
  }
}
