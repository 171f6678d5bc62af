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

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "rollcall",
  products: [
    .executable(name: "rollcall", targets: ["rollcall"]),
    // For the benchmarks, which are a package of their own.
    .library(
      name: "RollcallModules",
      targets: [
        "Simulation", "Compliance", "Registers", "PolicyModel", "Statute", "PositionedYAML",
        "CivilTime", "Diagnostics",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Text, places and civil time: no dependencies, no Foundation.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CMalloc"),
    module("Diagnostics"),
    module("CivilTime"),
    module("Parallel"),

    // Text becomes a positioned tree; the tree becomes typed records.
    module("PositionedYAML", ["CLibYAML", "Diagnostics"]),
    module("TypedYAML", ["PositionedYAML", "CivilTime", "Diagnostics"]),

    // The grammar of requirements and duties, shared by nation, authority, cluster and school.
    module("Clauses", ["TypedYAML", "PositionedYAML", "CivilTime", "Diagnostics"]),

    // What the law says; what a school says; what happened. None of the three sees another.
    module(
      "Statute",
      ["Clauses", "TypedYAML", "PositionedYAML", "Parallel", "CivilTime", "Diagnostics"],
      plugins: ["EmbedFrameworkPlugin"]),
    module("PolicyModel", ["Clauses", "TypedYAML", "PositionedYAML", "CivilTime", "Diagnostics"]),
    module(
      "Registers",
      [
        "CExpat", "Clauses", "TypedYAML", "PositionedYAML", "Parallel", "CivilTime", "Diagnostics",
      ]),

    // Policy against law; practice against both.
    module(
      "Compliance",
      [
        "Statute", "PolicyModel", "Clauses", "TypedYAML", "PositionedYAML", "CivilTime",
        "Diagnostics",
      ]),
    module(
      "Simulation",
      [
        "Statute", "PolicyModel", "Registers", "Clauses", "TypedYAML", "Parallel", "CivilTime",
        "Diagnostics",
      ]),
    // The examples of the rules of a framework or a layer, tried.
    module(
      "RuleExamples",
      [
        "Compliance", "Simulation", "Statute", "PolicyModel", "Clauses", "TypedYAML",
        "PositionedYAML", "Parallel", "CivilTime", "Diagnostics",
      ]),
    // Policies against each other: the members of a cluster, and what a change means.
    module(
      "Comparisons",
      [
        "Compliance", "Simulation", "Statute", "PolicyModel", "Registers", "Clauses", "TypedYAML",
        "PositionedYAML", "Parallel", "CivilTime", "Diagnostics",
      ]),
    module(
      "Generation",
      [
        "Simulation", "Statute", "PolicyModel", "Registers", "Clauses", "TypedYAML",
        "PositionedYAML", "Parallel", "CivilTime", "Diagnostics",
      ]),

    // A policy's own tests: small registers, and what is expected of them.
    module(
      "PolicyTests",
      [
        "Simulation", "Statute", "PolicyModel", "Registers", "Clauses", "TypedYAML",
        "PositionedYAML", "Parallel", "CivilTime", "Diagnostics",
      ]),

    module(
      "Reporting",
      [
        "PolicyTests", "Comparisons", "RuleExamples", "Compliance", "Simulation", "Statute",
        "PolicyModel", "Registers", "Clauses", "TypedYAML", "PositionedYAML", "Parallel",
        "CivilTime", "Diagnostics",
      ]),
    .executableTarget(
      name: "rollcall",
      dependencies: [
        "Reporting", "PolicyTests", "Generation", "Comparisons", "RuleExamples", "Compliance",
        "Simulation", "Statute", "PolicyModel", "Registers", "Clauses", "TypedYAML",
        "PositionedYAML", "Parallel", "CivilTime", "Diagnostics", "CMalloc",
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
      name: "GeneratorChecks",
      dependencies: [
        "Generation", "Statute", "PolicyModel", "Parallel", "Diagnostics", "TestSupport",
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    // Random schools, and the literal reading of the semantics that what is said of them is held against.
    .target(
      name: "RandomRegisters",
      dependencies: ["Registers", "Statute", "CivilTime", "Diagnostics", "TestSupport"],
      path: "Tests/RandomRegisters", swiftSettings: strict),
    tests("CivilTimeTests", ["CivilTime"]),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("PositionedYAMLTests", ["PositionedYAML", "Diagnostics", "TestSupport"]),
    tests("TypedYAMLTests", ["TypedYAML", "PositionedYAML", "CivilTime", "Diagnostics"]),
    tests(
      "RegistersTests",
      [
        "Registers", "Clauses", "TypedYAML", "PositionedYAML", "CivilTime", "Diagnostics",
        "TestSupport",
      ]),
    tests(
      "SimulationTests",
      [
        "Simulation", "Registers", "Statute", "Clauses", "TypedYAML", "PositionedYAML", "CivilTime",
        "Diagnostics", "RandomRegisters", "TestSupport",
      ]),
    tests(
      "PolicyTestsTests",
      [
        "PolicyTests", "Simulation", "Statute", "TypedYAML", "PositionedYAML", "CivilTime",
        "Diagnostics", "TestSupport",
      ]),
    tests(
      "GenerationTests",
      [
        "Generation", "Simulation", "Statute", "PolicyModel", "Registers", "Clauses", "CivilTime",
        "Diagnostics", "TestSupport",
      ]),
    tests(
      "ComparisonsTests",
      [
        "Comparisons", "Compliance", "Simulation", "PolicyModel", "Registers", "Statute",
        "TypedYAML", "PositionedYAML", "CivilTime", "Diagnostics", "RandomRegisters", "TestSupport",
      ]),
    tests(
      "ComplianceTests",
      [
        "Compliance", "Statute", "PolicyModel", "Clauses", "TypedYAML", "PositionedYAML",
        "CivilTime", "Diagnostics",
      ]),
    tests(
      "ReportingTests",
      [
        "Reporting", "Comparisons", "Compliance", "Simulation", "Statute", "Clauses", "TypedYAML",
        "PositionedYAML", "CivilTime", "Diagnostics",
      ]),
    tests(
      "StatuteTests",
      [
        "RuleExamples", "Reporting", "Compliance", "Simulation", "PolicyModel", "Registers",
        "Statute", "Clauses", "TypedYAML",
        "PositionedYAML", "CivilTime", "Diagnostics", "TestSupport",
      ],
      exclude: ["Compliant"]),
    tests(
      "GoldenTests",
      [
        "Reporting", "PolicyTests", "Generation", "Comparisons", "Compliance", "Simulation",
        "PolicyModel", "Registers", "Statute", "Clauses", "TypedYAML", "PositionedYAML",
        "CivilTime",
        "Diagnostics", "TestSupport",
      ],
      exclude: ["Golden", "Faults", "Law", "Tests"]),
    tests(
      "CommandTests",
      [
        "TestSupport", "rollcall", "Reporting", "PolicyTests", "Compliance", "PolicyModel",
        "Registers",
        "Statute", "TypedYAML", "PositionedYAML", "Diagnostics",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
