import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folders in which the program runs and searches.
enum Folders {
  /// The current folder.
  static var working: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// The nearest folder above the current one that has `.git`, or the current one.
  static var checkout: Checkout {
    let working = working
    let root = upward(from: working).first { Files.isThere($0.joined(with: ".git")) }
    return Checkout(root: root ?? working, workingFolder: working)
  }

  /// A folder and those above it, up to the top of a repository or the user's home folder.
  ///
  /// Files further up are other users' or projects'.
  static func upward(from folder: String) -> [String] {
    let home = getenv("HOME").map {
      "/" + String(cString: $0).split(separator: "/").map { String($0) }.joined(separator: "/")
    }
    var folders: [String] = []
    var folder = folder
    while true {
      folders.append(folder)
      if folder == home || folder == "/" || Files.isThere(folder.joined(with: ".git")) { break }
      folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
      if folder.isEmpty { folder = "/" }
    }
    return folders
  }
}

extension String {
  /// The path of a name in this folder.
  func joined(with name: String) -> String { hasSuffix("/") ? self + name : "\(self)/\(name)" }
}
