import Clauses
import Diagnostics
import PolicyModel
import Statute
import Synchronization
import TypedYAML

/// A layer made ready for judging the policies that follow it.
struct PreparedLayer: Sendable {
  /// The layer's own requirements, ready to be asked, and what is wrong with them.
  let rules: [Rule]
  let problems: [Diagnostic]
  /// What its members agreed, but for agreements of which a key could not be read.
  let agreements: [BoundAgreement]
  /// What its schools inherit; nil where that is nothing.
  let common: Located<Value>?
  /// What it says at the path of each of the framework's orders of strictness, in their order.
  let strictness: [[Found]]
}

/// The layers that were made ready so far, by their paths: thousands of policies may follow one authority.
///
/// It is for the files of one run and for one checker, so that a path always leads to the same layer.
public final class PreparedLayers: Sendable {
  private let layers = Mutex<[String: PreparedLayer]>([:])

  /// Creates an empty store.
  public init() {}

  func layer(at path: String, _ prepare: () -> PreparedLayer) -> PreparedLayer {
    if let known = layers.withLock({ $0[path] }) { return known }
    let prepared = prepare()
    layers.withLock { $0[path] = prepared }
    return prepared
  }
}

extension Checker {
  /// A layer made ready, once for all the policies that follow it.
  func prepared(_ layer: Layer, _ store: PreparedLayers) -> PreparedLayer {
    store.layer(at: layer.span.file) { prepared(layer) }
  }

  /// A layer made ready.
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
  /// What helps where a layer's word is like none that is known.
  fileprivate static var lookUpWord: String {
    "`rollcall rules --words` lists the known words; an action of its own is declared under `actions`."
  }
}
