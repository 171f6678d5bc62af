import Foundation
import PackagePlugin

/// Generates a Swift file that holds the national framework's YAML, so that the binary needs no
/// file beside it and the embedded text can never differ from `Policies/national`.
@main
struct EmbedFrameworkPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Policies/national")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFrameworkFiles.swift")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "yaml" }
    .sorted { $0.lastPathComponent < $1.lastPathComponent }
    return [
      .buildCommand(
        displayName: "Embedding Policies/national",
        executable: try context.tool(named: "EmbedFramework").url,
        arguments: [output.path()] + files.map { $0.path() },
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
