import Benchmark
import EngineSteps

/// The steps of a check and of a replay, each alone.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 3, maxDuration: .seconds(3),
    maxIterations: 2_000)
  for step in Step.all {
    Benchmark(step.name) { _ in blackHole(step.run()) }
  }
}
