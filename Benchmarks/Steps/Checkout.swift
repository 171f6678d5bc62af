import Diagnostics
import Foundation
import Registers

/// The files of the checkout that the benchmarks read.
enum Checkout {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of a file, by its path in the checkout.
  static func text(_ path: String) -> SourceFile {
    let text = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    return SourceFile(path: path, text: require(text, path))
  }

  /// The YAML files of a folder and its folders, by their paths in the checkout.
  static func texts(under folder: String) -> [String: SourceFile] {
    let names = FileManager.default.subpaths(atPath: root.appending(path: folder).path()) ?? []
    let paths = names.filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
    return Dictionary(uniqueKeysWithValues: paths.map { ($0, text($0)) })
  }

  /// The tables of a register, by their names in its folder.
  static func bytes(under folder: String) -> [String: DataFile] {
    let place = root.appending(path: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path())) ?? []
    let tables = names.filter { $0.hasSuffix(".csv") }.map { name in
      let content = require(try? Data(contentsOf: place.appending(path: name)), name)
      return (name, DataFile(name: name, bytes: Array(content)))
    }
    return Dictionary(uniqueKeysWithValues: tables)
  }
}
