import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the program runs, and how far up it looks.
enum Folders {
  /// The folder that the program was started in.
  static var working: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// The folder with `.git` that holds the one the program was started in, or that one itself.
  static var checkout: Checkout {
    let working = working
    let root = upward(from: working).first { Files.isThere($0.joined(with: ".git")) }
    return Checkout(root: root ?? working, workingFolder: working)
  }

  /// A folder and those above it, up to the top of a repository or to the user's own folder: what
  /// lies further up belongs to somebody else.
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
  /// A name in this folder.
  func joined(with name: String) -> String { hasSuffix("/") ? self + name : "\(self)/\(name)" }
}
