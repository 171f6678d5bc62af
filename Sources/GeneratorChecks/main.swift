#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// `nation` compares generated schools with the published figures; `truth` replays many schools with
// known divergences. Either exits with 1 on failure.
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
