import Clauses
import Diagnostics
import PolicyModel
import Statute
import Synchronization
import TypedYAML

/// A layer prepared for judging the policies that follow it.
struct PreparedLayer: Sendable {
  /// The layer's own requirements, bound to the keys of files, and their problems.
  let rules: [Rule]
  let problems: [Diagnostic]
  /// The agreements of its members, without those that could not be read.
  let agreements: [BoundAgreement]
  /// The values that its schools inherit; nil where there are none.
  let common: Located<Value>?
  /// The values at the path of each of the framework's orders of strictness, in their order.
  let strictness: [[Found]]
}

/// A cache of prepared layers by path, because thousands of policies may follow one authority.
///
/// Valid for one run and one checker, so that a path always means the same layer.
package final class PreparedLayers: Sendable {
  private let layers = Mutex<[String: PreparedLayer]>([:])

  /// Creates an empty store.
  package init() {}

  func layer(at path: String, _ prepare: () -> PreparedLayer) -> PreparedLayer {
    if let known = layers.withLock({ $0[path] }) { return known }
    let prepared = prepare()
    layers.withLock { $0[path] = prepared }
    return prepared
  }
}

extension Checker {
  /// The prepared layer, from the store where it has one.
  func prepared(_ layer: Layer, _ store: PreparedLayers) -> PreparedLayer {
    store.layer(at: layer.span.file) { prepared(layer) }
  }

  /// Prepares a layer.
  func prepared(_ layer: Layer) -> PreparedLayer {
    var reading = Reading()
    let bibliography = framework.bibliography.adding(layer)
    let lexicon = Lexicon(framework, layer)
    let rules = (layer.requirements ?? []).compactMap { requirement -> Rule? in
      let rule = Rule(requirement, of: law, bibliography, &reading)
      let unknown = lexicon.unknownWords(in: requirement, otherwise: .lookUpWord)
      unknown.forEach { reading.report($0) }
      return unknown.isEmpty ? rule : nil
    }
    let agreements = (layer.agreed ?? []).compactMap { BoundAgreement($0, lexicon, yardstick) }
    let common = layer.common.map { lexicon.resolved($0.erased, as: Policy.form).values }
    return PreparedLayer(
      rules: rules,
      problems: reading.diagnostics + agreements.compactMap(\.problem), agreements: agreements,
      common: common,
      strictness: strictnessPaths.map { path in common.map { path.values(from: $0) } ?? [] })
  }
}

extension String {
  /// The help for an unlisted word of a layer that resembles no known one.
  fileprivate static var lookUpWord: String {
    "`rollcall rules --words` lists the known words; an action of its own is declared under `actions`."
  }
}
