import Foundation
import TestSupport
import Testing

/// The program that was built beside these tests, as a user runs it.
enum Program {
  struct Run {
    let status: Int32
    let output: String
    let errors: String
  }

  static let file = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "rollcall")

  /// Runs the program in the checkout, or in another folder; another program may start it.
  static func run(
    _ arguments: [String], input: String = "", in folder: String = ProjectFiles.root,
    on wrapper: String? = nil, _ wrapping: [String] = []
  ) throws -> Run {
    try start(
      wrapper.map { URL(filePath: $0) } ?? file,
      wrapper == nil ? arguments : wrapping + [file.path] + arguments, input: input, in: folder)
  }

  /// Runs any program, with these variables beside its own.
  static func start(
    _ program: URL, _ arguments: [String], input: String = "", in folder: String,
    _ environment: [String: String] = [:]
  ) throws -> Run {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, errors, given) = (Pipe(), Pipe(), Pipe())
    (process.standardOutput, process.standardError, process.standardInput) = (output, errors, given)
    try process.run()
    try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try given.fileHandleForWriting.close()
    let read = output.fileHandleForReading.readDataToEndOfFile()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: read, as: UTF8.self), errors: String(decoding: said, as: UTF8.self))
  }
}

/// A temporary folder for one test.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders above it.
  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ bytes: Data, to name: String) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  /// Copies a folder or a file of the checkout.
  func copy(_ name: String, to target: String) throws {
    let file = URL(filePath: path).appending(path: target)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: ProjectFiles.root + name, toPath: file.path())
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}
