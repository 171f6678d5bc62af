#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// `nation` holds generated schools against the published figures; `truth` replays many schools with
// known divergences. Either ends with 1 where something is not as it should be.
let isRight: Bool
switch CommandLine.arguments.dropFirst().first {
case "nation": isRight = Checks.nation()
case "truth":
  isRight = Checks.truth(schools: Int(CommandLine.arguments.dropFirst(2).first ?? "") ?? 1_000)
default:
  print("Give `nation` or `truth`.")
  isRight = false
}
exit(isRight ? 0 : 1)
