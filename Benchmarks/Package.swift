// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the product depends on no benchmark library. Without its traits the
// library counts no allocations, and needs no allocator of its own.
let package = Package(
  name: "rollcall-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "rollcall", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Engine",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "EngineSteps", package: "rollcall"),
      ],
      path: "Benchmarks/Engine",
      swiftSettings: [.treatAllWarnings(as: .error)],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
