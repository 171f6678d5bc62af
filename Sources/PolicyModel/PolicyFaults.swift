package import Diagnostics

/// What is wrong with a policy's names, paths and layers.
extension Fault {
  package static let ofPolicies = [
    duplicateID, unknownPath, follows,
  ]

  static let duplicateID = Fault(
    "format.duplicate-id", "Two clauses of one list have the same name",
    why: "Reports, tests and waivers name a clause by it, and could not tell the two apart.",
    fix: "Give one of them another name.",
    wrong: "rollcall: policy/v1\nschool: { name: A School }\nescalation:\n"
      + "  - { id: a, when: { absence: 4 days, in: term }, do: letter, within: 5 days }\n"
      + "  - { id: a, when: { absence: 6 days, in: term }, do: letter, within: 5 days }",
    right: "rollcall: policy/v1\nschool: { name: A School }\nescalation:\n"
      + "  - { id: a, when: { absence: 4 days, in: term }, do: letter, within: 5 days }\n"
      + "  - { id: b, when: { absence: 6 days, in: term }, do: letter, within: 5 days }")
  package static let unknownPath = Fault(
    "format.unknown-path", "A path under `sources` leads to no key of a policy",
    why: "The words that it quotes would belong to nothing.",
    fix: "Write the keys from the top, with dots between them: `registers.morning.closes`.",
    wrong: "rollcall: policy/v1\nschool: { name: A School }\n"
      + "sources: { day.begins: { document: d, quote: q } }",
    right: "rollcall: policy/v1\nschool: { name: A School }\n"
      + "sources: { day.starts: { document: d, quote: q } }")
  static let follows = Fault(
    "format.follows", "A file under `follows` cannot be read",
    why: "What the policy inherits from it is not known.",
    fix: "The path is relative to the file that names it; a policy follows at most "
      + "\(PolicyDocument.mostLayers) files.",
    wrong: "rollcall: policy/v1\nschool: { name: A School }\nfollows: [nowhere.yaml]",
    refusesFile: true)
}
