/// A fault that is found in a file before any law is asked, explained like a rule.
///
/// It is declared beside where it is raised. Its name is the one that reports give: `file.` and `text.` for the
/// bytes, `yaml.` for the text, `format.` for the keys and their values, `dataset.` and `tests.` for registers
/// and tests, `framework.` for the law's own files, `config.` for configurations.
public struct Fault: Sendable, Hashable {
  /// Two texts of a small policy.
  public struct Example: Sendable, Hashable {
    /// The text that has the fault.
    public let wrong: String
    /// The text without it.
    public let right: String
  }

  /// The name that reports give.
  public let id: String
  /// What is wrong, in a sentence without its full stop.
  public let title: String
  /// Its name in earlier versions, which configurations and baselines may have.
  public let formerly: String?
  /// Why it is refused, in a sentence.
  public let why: String
  /// What puts it right, in a sentence.
  public let fix: String
  /// A few lines of a policy that have the fault, and the same without it.
  public let example: Example?
  /// Whether an error of it means that the file was refused rather than judged.
  public let refusesFile: Bool

  public init(
    _ id: String, _ title: String, formerly: String? = nil, why: String, fix: String,
    wrong: String? = nil, right: String = "rollcall: policy/v1\nschool: { name: A School }",
    refusesFile: Bool = false
  ) {
    (self.id, self.title, self.formerly, self.why, self.fix) = (id, title, formerly, why, fix)
    example = wrong.map { Example(wrong: $0, right: right) }
    self.refusesFile = refusesFile
  }

  /// The names by which it is known.
  public var names: [String] { [id] + [formerly].compactMap { $0 } }
}
