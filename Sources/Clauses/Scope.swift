import Diagnostics
public import TypedYAML

/// Whose file a requirement is asked of.
public enum Addressee: String, Vocabulary {
  case policy, authority, cluster
  /// An authority's file or a cluster's.
  case layer
  public static let noun = "whose file is asked"
}

/// How a school is governed, which decides which law binds it.
public enum SchoolType: String, Vocabulary {
  case maintained, academy, independent
  public static let noun = "a type of school"
}

/// The ages that a school teaches.
public enum Phase: String, Vocabulary {
  case nursery
  case infant
  case junior
  case primary
  case secondary
  case allThrough = "all_through"
  case special
  case alternativeProvision = "alternative_provision"
  public static let noun = "a phase of education"
}

/// The schools that a rule binds.
public struct Scope: Sendable, Hashable {
  /// The types of school; empty for every type.
  public let types: [SchoolType]
  /// The phases; empty for every phase.
  public let phases: [Phase]

  init(types: [Located<SchoolType>]?, phases: [Located<Phase>]?) {
    self.types = (types ?? []).map(\.value)
    self.phases = (phases ?? []).map(\.value)
  }

  /// Whether it binds a school; what is not known of a school does not excuse it.
  public func binds(_ type: SchoolType?, _ phase: Phase?) -> Bool {
    let bindsType = types.isEmpty || type.map { types.contains($0) } != false
    return bindsType && (phases.isEmpty || phase.map { phases.contains($0) } != false)
  }
}
