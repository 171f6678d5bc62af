import Compliance
import Diagnostics
import Foundation
import PolicyModel
import PolicyTests
import PositionedYAML
import Registers
import Reporting
import Statute
import TestSupport
import Testing
import TypedYAML

/// The JSON Schema and the decoder are made from the same declarations, and accept the same files.
@Suite struct `The schema of a kind of file` {
  private static let kinds: [(kind: DocumentKind, form: Form)] = [
    (.policy, Policy.form), (.cluster, Layer.form), (.authority, Layer.form),
    (.framework, FrameworkFile.form), (.register, Manifest.form), (.tests, PolicyTestFile.form),
    (.config, Configuration.form), (.baseline, Baseline.form),
  ]

  /// Faults of form alone, because no schema covers the order of dates or the existence of paths.
  private static let ofForm: Set<String> = [
    "format.value", "format.unknown-key", "format.missing-key", "format.kind", "format.occasion",
    "format.citation", "format.commencement", "framework.strictness", "dataset.unknown-column",
  ]

  /// Whether a file is read without a fault of its form.
  private func isRead(_ kind: DocumentKind, _ root: YAMLNode) -> Bool {
    guard DocumentKind.read(root).value == kind else { return false }
    var reading = Reading()
    switch kind {
    case .policy:
      let nothing = { (path: String) in
        Outcome<SourceFile>(nil, [Diagnostic(.unreadable, "no file", at: .startOfFile(path))])
      }
      PolicyDocument.load(root, path: "p", reading: nothing).diagnostics.forEach {
        reading.report($0)
      }
    case .cluster, .authority: _ = Layer.read(root, &reading)
    case .framework: _ = FrameworkFile.read(root, &reading)
    case .register: _ = Manifest.read(root, &reading)
    case .tests: _ = PolicyTestFile.read(root, &reading)
    case .config: _ = Configuration.read(root, &reading)
    case .baseline: _ = Baseline.read(root, &reading)
    }
    return !reading.diagnostics.contains { Self.ofForm.contains($0.rule) }
  }

  /// A file as an editor parses it: plain scalars are typed by YAML 1.2's core schema.
  private func json(_ node: YAMLNode) -> JSON {
    switch node.content {
    case .sequence(let items): return .array(items.map { json($0) })
    case .mapping(let entries): return .object(entries.map { ($0.key.value, json($0.value)) })
    case .scalar(let scalar):
      let text = scalar.text
      if scalar.isQuoted { return .string(text) }
      if text.isEmpty { return .null }
      if text == "true" || text == "false" { return .truth(text == "true") }
      if let number = Int(text) { return .integer(number) }
      return text.wholeMatch(of: /-?[0-9]+\.[0-9]+/) == nil ? .string(text) : .number(text)
    }
  }

  /// The result of an independent validator with the schemas that the program prints.
  private func isValid(_ files: [(kind: DocumentKind, root: YAMLNode)]) throws -> [Bool] {
    let folder = try TemporaryFolder()
    let schemas = try Self.kinds.map { kind, _ in
      let name = kind.rawValue.split(separator: "/")[0]
      return (
        kind.rawValue, JSON.written(Array(try Program.run(["schema", String(name)]).output.utf8))
      )
    }
    let cases = files.map { JSON.array([.string($0.kind.rawValue), json($0.root)]) }
    try folder.write(
      JSON.object([("schemas", .object(schemas)), ("cases", .array(cases))]).text, to: "cases.json")
    let run = try Program.start(
      URL(filePath: "/usr/bin/python3"),
      [ProjectFiles.root + "Tests/Schemas/validate.py", "cases", "\(folder.path)/cases.json"],
      in: "/")
    #expect(run.status == 0, "\(run.errors.suffix(800))")
    return run.output.filter { $0 == "0" || $0 == "1" }.map { $0 == "1" }
  }

  @Test func `says the same as the reader of values that are right and wrong`() throws {
    var files: [(kind: DocumentKind, root: YAMLNode)] = []
    var texts: [String] = []
    for (kind, form) in Self.kinds {
      for text in FormCases(of: form, kind: kind).files {
        let document = YAMLDocument.read(SourceFile(path: "f", text: text))
        guard let root = document.value, document.diagnostics.isEmpty else { continue }
        files.append((kind, root))
        texts.append(text)
      }
    }
    let valid = try isValid(files)
    try #require(valid.count == files.count)
    let read = files.map { isRead($0.kind, $0.root) }
    #expect(read.count { $0 } > 1_000)
    #expect(read.count { !$0 } > 1_000)
    let split = texts.indices.filter { valid[$0] != read[$0] }.map {
      "\(files[$0].kind.rawValue) \(valid[$0] ? "schema" : "reader") alone takes \(texts[$0])"
    }
    #expect(split.prefix(20) == [], "\(split.count)")
  }

  @Test func `takes every file of the project`() throws {
    let paths =
      ProjectFiles.yamlFiles(in: "Policies") + ["Examples/hollybank-primary/register.yaml"]
    let files = try paths.map { path in
      let text = try #require(ProjectFiles.text(path))
      let root = try #require(YAMLDocument.read(SourceFile(path: path, text: text)).value)
      return (kind: try #require(DocumentKind.read(root).value), root: root)
    }
    #expect(Set(files.map(\.kind)).count >= 5)
    let refused = zip(paths, try isValid(files)).filter { !$0.1 }.map(\.0)
    #expect(refused == [])
  }

  @Test(arguments: SchemaNames.all)
  func `has a name, and says what it needs`(name: String) throws {
    let schema = try Program.run(["schema", name]).output
    #expect(schema.contains("\"$id\": \"urn:rollcall:schema:\(name)/v1\""))
    if name != "report" {
      #expect(
        schema.contains("\"required\": [\"rollcall\"")
          || schema.contains("\"required\": [\n    \"rollcall\""))
    }
  }
}

/// The words that `rollcall schema` takes.
enum SchemaNames {
  static let all = [
    "policy", "cluster", "authority", "framework", "register", "tests", "config", "baseline",
    "report",
  ]
}
