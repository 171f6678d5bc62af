import PolicyModel
import TestSupport
import TypedYAML

/// Files that are valid or invalid in one place, made from the declared forms of a kind of file.
struct FormCases {
  /// The texts of the files.
  private(set) var files: [String] = []
  private var random: SplitMix64
  private var described: Set<String> = []
  private var tried: Set<String> = []

  init(of form: Form, kind: DocumentKind, seed: UInt64 = 1) {
    random = SplitMix64(seed: seed)
    guard case .record(let root) = form else { return }
    let required = kind.requiredKeys
    add(root, requiring: required, of: kind) { $0 }
  }

  /// Texts that are valid for some form, or nearly.
  private static let texts = [
    "1pm", "24:00", "23:59", "23:60", "8:5", "8:05", "08:50", "008:50", "0850", "110 %", "100 %",
    "100.00 %", "100.01 %", "10%", "10  %", "12.5 %", "12.345 %", "'%'", "0 %", "00010 %", "£160",
    "£1,60", "£2,500", "£1,234,567", "£12,345,678", "£1234567", "£12345678", "£60.5", "£60.50", "£",
    "160", "10sessions", "10 sessions", "10  sessions", "1 sessions", "0 sessions", "1 session",
    "ten sessions", "10 school days", "10 school_days", "1001 days", "1000 days", "01000 days",
    "10000 weeks", "10001 weeks", "0 weeks", "1234567890 days", "123456789 months", "3 minutes",
    "2024-02-30", "2024-02-29", "2023-02-29", "2000-02-29", "1900-02-29", "0000-01-01",
    "2024-13-01",
    "2024-1-01", "2024-04-31", "17/09/2025", "yes", "no", "true", "false", "'true'", "Each day",
    "a",
    "Upper", "-a", "a b", "a.b", "_a", "'#'", "C1", "C12", "é", "'7'", "7", "42", "-5", "1.5",
    "never",
    "none", "same_day", "at least 10 %", "more than 0 %", "at least 0 %", "at most 10 %",
    "more than 10 sessions", "at least more than 10 %", "more than 110 %", "over 10 %", "default",
    "dd/MM/yyyy", "d.M.yyyy", "dd/mm/yyyy", "MM-dd", "yyyyMMdd", "dd//MM/yyyy", "dd/MM/yyyy/",
    "dd/MM/yy",
    "999999999", "1000000000", "$x", "''", "half_term", "consecutive", "term", "AM", "am", "PM",
    String(repeating: "a", count: 100), String(repeating: "a", count: 101),
  ]

  /// Values that are no scalars, or absent.
  private static let others = [
    "", "[]", "{}", "[a, b]", "[[a]]", "{ a: b }", "{ path: a }", "[{ a: b }]",
  ]

  private typealias Wrap = (String) -> String

  /// The files with one key of a group valid or invalid, and those of its subgroups.
  private mutating func add(
    _ record: RecordForm, requiring more: [String] = [], of kind: DocumentKind? = nil,
    _ wrap: @escaping Wrap
  ) {
    func group(with others: [String] = [], and more: [String], leaving left: [String] = [])
      -> String
    {
      Self.group(record, requiring: more, with: others, leaving: left, of: kind)
    }
    guard described.insert(record.title).inserted else { return }
    let whole = group(and: more)
    files += [whole, "{ zzz: 1\(whole == "{ }" ? "" : ",") \(whole.dropFirst(2))", "[]", "x", ""]
      .map(wrap)
    let required = record.fields.filter { $0.isRequired || more.contains($0.name) }.map(\.name)
    for name in required { files.append(wrap(group(and: more, leaving: [name]))) }
    for (one, other) in zip(record.alternatives, record.alternatives.dropFirst()) {
      files.append(wrap(group(with: one, and: more + other)))
    }
    for field in record.fields {
      let place: Wrap = { text in
        wrap(Self.group(record, requiring: more, with: [field.name], as: text, of: kind))
      }
      add(field.form(), requiring: more.below(field.name), example: field.example, place)
    }
  }

  private mutating func add(
    _ form: Form, requiring more: [String] = [], example: String?, _ wrap: @escaping Wrap
  ) {
    switch form {
    case .scalar(let scalar):
      let own = (scalar.words + scalar.examples + [example].compactMap { $0 })
      let isNew = tried.insert("\(scalar.name) \(scalar.words) \(scalar.pattern ?? "")").inserted
      let texts =
        isNew ? FormCases.texts : (0..<3).map { _ in random.pick(FormCases.texts) }
      files += (own + texts).map(wrap)
      if isNew { files += FormCases.others.map(wrap) }
    case .list(let item):
      files += ["[\(Self.sample(item))]", "[\(Self.sample(item)), \(Self.sample(item))]", "[]", ""]
        .map(wrap)
      add(item, example: example) { wrap("[\($0)]") }
    case .dictionary(_, let values):
      files += ["{}", "x", "{ a: \(Self.sample(values)), B b: \(Self.sample(values)) }"].map(wrap)
      add(values, example: example) { wrap("{ a: \($0) }") }
    case .choice(let forms):
      files += FormCases.others.map(wrap)
      for form in forms { add(form, example: example, wrap) }
    case .record(let record): add(record, requiring: more, wrap)
    case .anything: files += ["{ a: [b] }", "x"].map(wrap)
    }
  }

  /// A value of a form.
  private static func sample(_ form: Form, requiring more: [String] = []) -> String {
    switch form {
    case .scalar(let scalar): scalar.words.first ?? scalar.examples.first ?? "text"
    case .list(let item): "[\(sample(item))]"
    case .dictionary(_, let values): "{ a: \(sample(values)) }"
    case .choice(let forms): forms.first.map { sample($0) } ?? "text"
    case .record(let record): group(record, requiring: more)
    case .anything: "{ a: b }"
    }
  }

  /// A group with the keys that it needs and some others, of which the last is this text.
  private static func group(
    _ record: RecordForm, requiring more: [String] = [], with others: [String] = [],
    as text: String? = nil, leaving left: [String] = [], of kind: DocumentKind? = nil
  ) -> String {
    let given = record.alternatives.contains { !Set($0).isDisjoint(with: others) }
    let chosen =
      given
      ? record.alternatives.first { !Set($0).isDisjoint(with: others) } ?? []
      : record.alternatives.first ?? []
    let wanted = Set(more + others + chosen + record.fields.filter(\.isRequired).map(\.name))
    let keys = record.fields.filter { wanted.contains($0.name) && !left.contains($0.name) }
    return "{ "
      + keys.map { field in
        let own = others.last == field.name ? text : nil
        let root = field.name == "rollcall" ? kind?.rawValue : nil
        let value = own ?? root ?? sample(field.form(), requiring: more.below(field.name))
        return "\(field.name): \(value)"
      }.joined(separator: ", ") + " }"
  }
}

extension [String] {
  /// The paths among these that lead into a group, from there.
  fileprivate func below(_ key: String) -> [String] {
    filter { $0.hasPrefix(key + ".") }.map { String($0.dropFirst(key.count + 1)) }
  }
}
