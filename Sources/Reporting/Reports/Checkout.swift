import PolicyModel

/// The folders that a report's paths start from, so that paths are the same on every machine.
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

  /// A checkout at the file system's root, in which relative paths stay as they are.
  package static let here = Checkout(root: "/", workingFolder: "/")

  /// A path from the top folder, without `.` and `..`; absolute if it is outside that folder.
  ///
  /// `-`, for standard input, stays as it is.
  func path(of file: String) -> String {
    guard file != "-" else { return file }
    // `relative(_:to:)` takes steps from a folder, so an absolute path becomes steps from `/`.
    let (steps, folder) = file.hasPrefix("/") ? ("." + file, "/") : (file, workingFolder + "/")
    let absolute = PolicyDocument.relative(steps, to: folder == "//" ? "/" : folder)
    let top = root.hasSuffix("/") ? root : root + "/"
    return absolute.hasPrefix(top) ? String(absolute.dropFirst(top.count)) : absolute
  }
}
