internal import Foundation

/// The files of the checkout, for tests that read real policies and compare with golden files.
package enum ProjectFiles {
  /// The checkout's folder.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path()

  /// The text of a file, by its path in the checkout; nil where there is none.
  package static func text(_ path: String) -> String? {
    try? String(contentsOfFile: root + path, encoding: .utf8)
  }

  /// The bytes of a file, by its path in the checkout; nil where there is none.
  package static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: root + path).map { Array($0) }
  }

  /// The names in a folder of the checkout, in order.
  package static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root + folder)) ?? []).sorted()
  }

  /// The YAML files in a folder of the checkout and its folders, in order.
  package static func yamlFiles(in folder: String) -> [String] {
    names(in: folder).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      return name.hasSuffix(".yaml") ? [path] : yamlFiles(in: path)
    }
  }

  /// Whether golden files are to be written anew (`make golden`).
  package static var isRecording: Bool {
    ProcessInfo.processInfo.environment["ROLLCALL_RECORD"] != nil
  }

  /// The text of a golden file; when recording, or if there is none, writes it and returns the old
  /// text, so that a new golden file is never accepted unread.
  package static func golden(_ path: String, actual: String) -> String {
    let old = text(path)
    guard isRecording || old == nil else { return old ?? "" }
    let folder = URL(filePath: root + path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? actual.write(toFile: root + path, atomically: true, encoding: .utf8)
    return old ?? "This golden file was not there; it is now. Read it, and run the tests again."
  }
}
