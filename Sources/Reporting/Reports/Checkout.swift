import PolicyModel

/// Where the files of a report lie, so that every machine that reads it calls them the same.
package struct Checkout: Sendable {
  /// The top folder, usually of a repository, as an absolute path.
  package let root: String
  /// The folder that relative paths start from, as an absolute path.
  package let workingFolder: String

  /// Creates a checkout of two absolute paths.
  package init(root: String, workingFolder: String) {
    self.root = root
    self.workingFolder = workingFolder
  }

  /// A checkout whose top is the folder that paths start from.
  package static let here = Checkout(root: "/", workingFolder: "/")

  /// A path from the top folder, without `.` and `..`; an absolute one where it lies outside, and
  /// `-` for standard input as it is.
  func path(of file: String) -> String {
    guard file != "-" else { return file }
    // A path is resolved from a folder by its steps, an absolute one from the top of all.
    let (steps, folder) = file.hasPrefix("/") ? ("." + file, "/") : (file, workingFolder + "/")
    let absolute = PolicyDocument.relative(steps, to: folder == "//" ? "/" : folder)
    let top = root.hasSuffix("/") ? root : root + "/"
    return absolute.hasPrefix(top) ? String(absolute.dropFirst(top.count)) : absolute
  }
}
