import Compliance
import Diagnostics
import PolicyModel

/// The configurations for the files of a run: the nearest `.rollcall.yaml` above each.
struct Configurations {
  private let files: FileStore
  private let working = Folders.working
  private var byFolder: [String: Configuration?] = [:]
  private var byPath: [String: Configuration] = [:]

  init(_ files: FileStore) { self.files = files }

  /// Every configuration that was found, in the order of their paths.
  var all: [Configuration] { byPath.keys.sorted().compactMap { byPath[$0] } }

  /// The configuration for a file; one that cannot be used stops the command.
  mutating func configuration(for file: String) throws -> Configuration? {
    let absolute =
      file == "-"
      ? working.joined(with: file)
      : PolicyDocument.relative(
        file.hasPrefix("/") ? "." + file : file,
        to: file.hasPrefix("/") || working == "/" ? "/" : working + "/")
    let above = absolute.split(separator: "/").dropLast()
    return try configuration(in: "/" + above.map { String($0) }.joined(separator: "/"))
  }

  private mutating func configuration(in folder: String) throws -> Configuration? {
    if let known = byFolder[folder] { return known }
    let found = Folders.upward(from: folder).map { $0.joined(with: Configuration.fileName) }
      .first { Files.isThere($0) }
    let configuration = try found.map { try load(shown($0)) }
    byFolder[folder] = .some(configuration)
    return configuration
  }

  private mutating func load(_ path: String) throws -> Configuration {
    if let known = byPath[path] { return known }
    let file = files.read(path)
    let loaded = file.value.map { Configuration.load($0) } ?? Outcome(nil, file.diagnostics)
    let configuration = try usable(loaded, "the configuration")
    byPath[path] = configuration
    return configuration
  }

  /// The path as the user would write it.
  private func shown(_ path: String) -> String {
    let folder = working.joined(with: "")
    return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }
}
