#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The YAML files at some paths: named files, and those in named folders.
///
/// Follows links, counts a file once, and skips hidden files and folders. A path that cannot be
/// searched or read is among the files, so that reading it reports the reason.
struct Discovery {
  /// A file that was found.
  struct File {
    let path: String
    /// Whether it was named itself and so must be one of ours; one in a folder may be another
    /// program's.
    let isNamed: Bool
  }

  /// The files in the order of the paths, and by name in each folder.
  private(set) var files: [File] = []
  private var filesMet: Set<FileIdentity> = []
  /// The paths without a file, which have no identity.
  private var missing: Set<String> = []
  private var foldersMet: Set<FileIdentity> = []

  /// Finds the files at the paths.
  init(_ paths: [String]) {
    // Named files come first, so that they count as named even in a named folder.
    for path in paths where !Files.isFolder(path) { add(path, isNamed: true) }
    for path in paths where Files.isFolder(path) { search(path) }
  }

  private mutating func add(_ path: String, isNamed: Bool) {
    guard let identity = FileIdentity(of: path) else {
      if missing.insert(path).inserted { files.append(File(path: path, isNamed: true)) }
      return
    }
    guard filesMet.insert(identity).inserted else { return }
    files.append(File(path: path, isNamed: isNamed))
  }

  private mutating func search(_ folder: String) {
    guard let identity = FileIdentity(of: folder), foldersMet.insert(identity).inserted else {
      return
    }
    guard let names = Discovery.names(in: folder) else {
      // Reading it reports why it cannot be searched.
      files.append(File(path: folder, isNamed: true))
      return
    }
    for name in names {
      let path = folder.joined(with: name)
      if Files.isFolder(path) {
        search(path)
      } else if Discovery.isYAML(name) {
        add(path, isNamed: false)
      }
    }
  }

  private static func isYAML(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// The names in a folder in order, without hidden ones; nil if it cannot be searched.
  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
