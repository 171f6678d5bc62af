// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A library module of the product; `dependencies` may only name modules listed above it.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

/// A module of tests.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: strict)
}

/// The modules below each layer of the product, each list with those of the one before.
enum Layers {
  /// Text, places and civil time: no dependencies, no Foundation.
  static let text: [Target.Dependency] = ["CivilTime", "Diagnostics", "Parallel"]
  /// Text becomes a positioned tree, and the tree typed records.
  static let records = text + ["PositionedYAML", "TypedYAML"]
  /// The grammar of requirements and duties, shared by nation, authority, cluster and school.
  static let clauses = records + ["Clauses"]
  /// The law, the policies and the registers, none of which sees another.
  static let facts = clauses + ["Statute", "PolicyModel", "Registers"]
  /// Policy against law, and practice against both.
  static let judgements = facts + ["Compliance", "Simulation"]
  /// Everything that commands report of.
  static let reports = judgements + ["RuleExamples", "Comparisons", "PolicyTests", "Reporting"]
}

let package = Package(
  name: "rollcall",
  products: [
    .executable(name: "rollcall", targets: ["rollcall"]),
    // For the benchmarks, which are a package of their own.
    .library(name: "EngineSteps", targets: ["EngineSteps"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CMalloc"),
    module("Diagnostics"),
    module("CivilTime"),
    module("Parallel"),
    module("PositionedYAML", ["CLibYAML", "Diagnostics"]),
    module("TypedYAML", ["PositionedYAML", "CivilTime", "Diagnostics"]),
    module("Clauses", Layers.records),
    module("Statute", Layers.clauses, plugins: ["EmbedFrameworkPlugin"]),
    module("PolicyModel", Layers.clauses),
    module("Registers", Layers.clauses + ["CExpat"]),
    module("Compliance", Layers.clauses + ["Statute", "PolicyModel"]),
    module("Simulation", Layers.facts),
    // The examples of the rules of a framework or a layer, tried.
    module("RuleExamples", Layers.judgements),
    // Policies against each other: the members of a cluster, and what a change means.
    module("Comparisons", Layers.judgements),
    // Schools from a seed, with faults that are known.
    module("Generation", Layers.facts + ["Simulation"]),
    // A policy's own tests: small registers, and what is expected of them.
    module("PolicyTests", Layers.facts + ["Simulation"]),
    module("Reporting", Layers.judgements + ["RuleExamples", "Comparisons", "PolicyTests"]),
    .executableTarget(
      name: "rollcall",
      dependencies: Layers.reports + [
        "Generation", "CMalloc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The build step that compiles Policies/national into the binary.
    .executableTarget(
      name: "EmbedFramework", dependencies: ["PositionedYAML", "Diagnostics"],
      swiftSettings: strict),
    .plugin(
      name: "EmbedFrameworkPlugin", capability: .buildTool(), dependencies: ["EmbedFramework"],
      path: "Sources/EmbedFrameworkPlugin"),

    // Checks of the generator that take longer than a test should.
    .executableTarget(
      name: "GeneratorChecks", dependencies: Layers.facts + ["Generation", "TestSupport"],
      swiftSettings: strict),

    // What the benchmarks time of the modules, the one thing that another package sees of them.
    .target(
      name: "EngineSteps", dependencies: Layers.judgements, path: "Benchmarks/Steps",
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    // The national law, read once for all tests of a run.
    .target(
      name: "SharedLaw", dependencies: ["Diagnostics", "Statute", "Compliance"],
      path: "Tests/SharedLaw", swiftSettings: strict),
    // Random schools, and the literal reading of the semantics that what is said of them is held against.
    .target(
      name: "RandomRegisters", dependencies: Layers.facts + ["TestSupport"],
      path: "Tests/RandomRegisters", swiftSettings: strict),
    tests("CivilTimeTests", Layers.text),
    tests("DiagnosticsTests", Layers.text),
    tests("PositionedYAMLTests", Layers.records),
    tests("TypedYAMLTests", Layers.records),
    tests("RegistersTests", Layers.clauses + ["Registers"]),
    tests("SimulationTests", Layers.facts + ["Simulation", "RandomRegisters", "SharedLaw"]),
    tests("PolicyTestsTests", Layers.facts + ["Simulation", "PolicyTests", "SharedLaw"]),
    tests("GenerationTests", Layers.facts + ["Simulation", "Generation", "SharedLaw"]),
    tests("ComparisonsTests", Layers.judgements + ["Comparisons", "RandomRegisters", "SharedLaw"]),
    tests(
      "ComplianceTests", Layers.clauses + ["Statute", "PolicyModel", "Compliance", "SharedLaw"]),
    tests("ReportingTests", Layers.reports + ["SharedLaw"]),
    tests("StatuteTests", Layers.reports, exclude: ["Compliant"]),
    tests(
      "GoldenTests", Layers.reports + ["Generation", "SharedLaw"],
      exclude: ["Golden", "Faults", "Law", "Tests"]),
    tests("CommandTests", Layers.reports + ["rollcall"]),
  ],
  swiftLanguageModes: [.v6]
)
