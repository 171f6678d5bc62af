import CivilTime
package import Clauses
package import Diagnostics
package import PositionedYAML
package import TypedYAML

/// A school's policy with the layers that it follows.
package struct PolicyDocument: Sendable {
  /// The file as the user named it.
  package let path: String
  /// The values of the file itself.
  @Boxed package private(set) var own: Policy
  /// The layers that it follows, in the order of the file, the nearest first.
  package let layers: [Layer]
  /// The place of each layer's name, in the same order.
  private(set) var namings: [SourceSpan] = []

  /// Joins a policy with the layers that it follows.
  package init(path: String, own: Policy, layers: [Layer]) {
    self.path = path
    self.layers = layers
    self.own = own
  }

  /// Joins a policy with the layers that it follows, each with the place of its name.
  private init(path: String, own: Policy, following named: [(layer: Layer, at: SourceSpan)]) {
    self.init(path: path, own: own, layers: named.map(\.layer))
    namings = named.map(\.at)
  }

  /// The duties of the school, its own first, each with the clause for reports and its layer;
  /// inherited `common` duties count as the school's own.
  package var duties: [(clause: String, duty: Duty, layer: Layer?)] {
    let effective = effective
    let own = (effective.followUp ?? []).map {
      ("follow_up.\($0.id.value.text)", $0, nil as Layer?)
    }
    let stages = (effective.escalation ?? []).map {
      ("escalation.\($0.id.value.text)", $0, nil as Layer?)
    }
    let layered = layers.flatMap { layer in
      (layer.duties ?? []).map { ($0.id.value.text, $0, layer as Layer?) }
    }
    let decision = effective.leave?.decisionWithin.flatMap { Duty.decidingLeave(within: $0) }
    return own + stages + (decision.map { [("leave_of_absence.decision_within", $0, nil)] } ?? [])
      + layered
  }
}

extension PolicyDocument {
  /// The additional actions that the school and its layers declare.
  package var declaredActions: Set<String> {
    let declared = [own.actions] + layers.flatMap { [$0.actions, $0.common?.actions] }
    return Set(declared.compactMap { $0 }.flatMap(\.names).map(\.value))
  }
}

extension PolicyDocument {
  /// Reads a policy and every layer it follows; `read` opens a file by its path.
  ///
  /// A path under `follows` is relative to its file. Layers on the shelf are not read again.
  package static func load(
    _ path: String, shelf: LayerShelf = LayerShelf(),
    reading read: (String) -> Outcome<SourceFile>
  ) -> Outcome<PolicyDocument> {
    var reading = Reading()
    guard let root = tree(path, read, &reading) else { return Outcome(nil, reading.diagnostics) }
    let kind = DocumentKind.read(root)
    kind.diagnostics.forEach { reading.report($0) }
    guard kind.value == .policy else {
      if let other = kind.value {
        reading.report(.wrongKind(other, "a school's policy was", at: root))
      }
      return Outcome(nil, reading.diagnostics)
    }
    let loaded = load(root, path: path, shelf: shelf, reading: read)
    return Outcome(loaded.value, reading.diagnostics + loaded.diagnostics)
  }

  /// Reads a policy from its tree, and every layer it follows.
  ///
  /// Layers on the shelf are not read again.
  package static func load(
    _ root: YAMLNode, path: String, shelf: LayerShelf = LayerShelf(),
    reading read: (String) -> Outcome<SourceFile>
  ) -> Outcome<PolicyDocument> {
    var reading = Reading()
    guard let own = Policy.read(root, &reading) else {
      return Outcome(nil, reading.diagnostics)
    }
    own.checkHeader(&reading)
    own.checkIdentifiers(&reading)
    own.checkSources(&reading)
    let followed = own.follows ?? []
    if followed.count > mostLayers {
      reading.report(.tooManyLayers(followed))
    }
    let layers = followed.prefix(mostLayers).compactMap { reference in
      layer(reference, from: path, shelf, read, &reading).map { (layer: $0, at: reference.span) }
    }
    return Outcome(PolicyDocument(path: path, own: own, following: layers), reading.diagnostics)
  }

  /// The most layers that a policy may follow, because effective values are computed for each range
  /// of dates between their changes.
  package static let mostLayers = 64

  /// A policy with some values replaced, in a file at a path.
  ///
  /// The values in `changes` replace the policy's, each list as a whole.
  package static func changing(
    _ policy: PolicyDocument?, by changes: Policy, from path: String,
    reading read: (String) -> Outcome<SourceFile>
  ) -> Outcome<PolicyDocument> {
    var reading = Reading()
    if let kind = changes.kind, kind.value.text != DocumentKind.policy.rawValue {
      reading.report(
        .kind, "This is `\(kind.value.text)`, but a policy's keys were expected.",
        at: kind.span, path: "rollcall", help: "Leave out `rollcall`.")
    }
    changes.checkSources(&reading)
    let shelf = LayerShelf()
    let layers = changes.follows.map { follows in
      follows.compactMap { reference in
        layer(reference, from: path, shelf, read, &reading).map { (layer: $0, at: reference.span) }
      }
    }
    guard reading.diagnostics.isEmpty else { return Outcome(nil, reading.diagnostics) }
    var own = changes
    if let policy { own.inherit(policy.own) }
    return Outcome(
      PolicyDocument(
        path: policy?.path ?? path, own: own,
        following: layers ?? policy.map { Array(zip($0.layers, $0.namings)) } ?? []))
  }

  private static func tree(
    _ path: String, _ read: (String) -> Outcome<SourceFile>, _ reading: inout Reading
  ) -> YAMLNode? {
    let file = read(path)
    file.diagnostics.forEach { reading.report($0) }
    guard let source = file.value else { return nil }
    // An empty file is reported as empty.
    guard source.text.isEmpty || DocumentKind.isClaimed(by: source.text) else {
      reading.report(.notOurs(at: .startOfFile(path)))
      return nil
    }
    let document = YAMLDocument.read(source)
    document.diagnostics.forEach { reading.report($0) }
    return document.value
  }

  private static func layer(
    _ reference: Located<Prose>, from path: String, _ shelf: LayerShelf,
    _ read: (String) -> Outcome<SourceFile>, _ reading: inout Reading
  ) -> Layer? {
    let target = relative(reference.value.text, to: path)
    let file = read(target)
    guard let source = file.value else {
      for diagnostic in file.diagnostics {
        reading.report(
          .follows, "The layer `\(reference.value.text)` could not be read: \(diagnostic.message)",
          at: reference.span, path: "follows", help: "The path is relative to this file.")
      }
      return nil
    }
    guard DocumentKind.isClaimed(by: source.text) else {
      reading.report(.notOurs(reference.value.text, at: reference.span, path: "follows"))
      return nil
    }
    let layer = shelf.layer(at: target) { self.layer(source) }
    layer.diagnostics.forEach { reading.report($0) }
    return layer.value
  }

  private static func layer(_ source: SourceFile) -> Outcome<Layer> {
    var reading = Reading()
    let document = YAMLDocument.read(source)
    document.diagnostics.forEach { reading.report($0) }
    guard let root = document.value else { return Outcome(nil, reading.diagnostics) }
    let kind = DocumentKind.read(root)
    kind.diagnostics.forEach { reading.report($0) }
    guard kind.value == .cluster || kind.value == .authority else {
      if let other = kind.value {
        reading.report(.wrongKind(other, "a cluster or an authority was", at: root))
      }
      return Outcome(nil, reading.diagnostics)
    }
    let layer = Layer.read(root, &reading)
    return Outcome(layer, reading.diagnostics)
  }

  /// A path relative to the folder of another file, with `.` and `..` resolved.
  package static func relative(_ path: String, to file: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var steps = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for step in path.split(separator: "/") {
      switch step {
      case ".": continue
      // The current folder has no name to remove.
      case ".." where steps == ["."]: steps = [".."]
      case ".." where !steps.isEmpty && steps.last != ".." && steps.last != "":
        steps.removeLast()
      default: steps.append(step)
      }
    }
    return steps.map { String($0) }.joined(separator: "/")
  }
}

extension Policy {
  fileprivate func checkHeader(_ reading: inout Reading) {
    guard let school else {
      reportMissingSchool(&reading)
      return
    }
    let isUnread = reading.diagnostics.contains { $0.path == "school.name" }
    guard school.name == nil, !isUnread else { return }
    reading.report(
      .missingKey, "A school needs the key `name`.", at: school.span, path: "school",
      help: "Add `name`. The school's name.")
  }

  private func reportMissingSchool(_ reading: inout Reading) {
    reading.report(
      .missingKey, "A policy needs the key `school`.",
      at: span.moved(from: span.start, to: span.start), path: "school",
      help: "Write `school: { name: …, phase: primary, type: maintained }`.")
  }

  /// Checks that the clauses of each list have unique names.
  fileprivate func checkIdentifiers(at path: String = "", _ reading: inout Reading) {
    (followUp ?? []).checkIdentifiers(in: "\(path)follow_up", &reading)
    (escalation ?? []).checkIdentifiers(in: "\(path)escalation", &reading)
  }

  /// Checks that the paths under `sources` are paths of a policy.
  fileprivate func checkSources(_ reading: inout Reading) {
    let entries = sources?.entries ?? []
    // By index, because iteration would copy each entry.
    for index in entries.indices {
      let key = entries[index].key
      let path = key.value.pathSteps
      guard case .failure(let unknown) = Policy.form.form(at: path[...]) else { continue }
      reading.report(
        .unknownPath, "`\(key.value)` is not a path of a policy.", at: key.span, path: "sources",
        help: Wording.didYouMean(unknown.step, among: unknown.known))
    }
  }
}

extension Layer {
  /// Checks that the names of duties, and of inherited clauses, are unique.
  package func checkIdentifiers(_ reading: inout Reading) {
    (duties ?? []).checkIdentifiers(in: "duties", &reading)
    common?.checkIdentifiers(at: "common.", &reading)
  }
}

extension [Duty] {
  fileprivate func checkIdentifiers(in list: String, _ reading: inout Reading) {
    var first: [Name: SourceSpan] = [:]
    for id in map(\.id) {
      if let known = first[id.value] {
        reading.report(
          .duplicateID, "Two clauses under `\(list)` are called `\(id.value.text)`.",
          at: id.span, path: "\(list).\(id.value.text)",
          related: [.init("The first is called so here.", at: known)],
          help: "Give one of them another name: reports and tests could not tell them apart.")
      } else {
        first[id.value] = id.span
      }
    }
  }
}

extension Diagnostic {
  /// The error for a file that is not meant for this program; its content is not reported.
  static func notOurs(
    _ name: String? = nil, at span: SourceSpan, path: String = "rollcall"
  ) -> Diagnostic {
    Diagnostic(
      .kind, "\(name.map { "`\($0)`" } ?? "The file") does not say that it is a file for Rollcall.",
      at: span, path: path, help: "Its first key is its kind, as in `rollcall: policy/v1`.")
  }

  fileprivate static func tooManyLayers(_ followed: [Located<Prose>]) -> Diagnostic {
    Diagnostic(
      .follows,
      "The policy follows \(Wording.count(followed.count, "file")); \(PolicyDocument.mostLayers) "
        + "are read.", at: followed[PolicyDocument.mostLayers].span, path: "follows",
      help: "Put what several of them have in common into one.")
  }

  /// The error for a file of another kind than expected, such as `a school's policy was`.
  package static func wrongKind(
    _ kind: DocumentKind, _ expected: String, at root: YAMLNode, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .kind, "This file is `\(kind.rawValue)`, but \(expected) expected.",
      at: root["rollcall"]?.span ?? root.span, path: "rollcall", help: help)
  }
}
