// Writes one Swift file that holds the text of each YAML file named on the command line.
// Usage: EmbedFramework OUTPUT INPUT…

internal import Foundation

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first else {
  fatalError("usage: EmbedFramework OUTPUT INPUT…")
}

var source = """
  // Generated from Policies/national by EmbedFramework. Do not edit.

  extension EmbeddedFramework {
    static let files: [(name: String, text: String)] = [

  """
for path in arguments.dropFirst() {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let name = URL(filePath: path).lastPathComponent
  // A delimiter longer than any run of `#` in the text keeps the literal raw.
  source += "    (name: \"\(name)\", text: ####\"\"\"\n\(text)\n\"\"\"####),\n"
}
source += "  ]\n}\n"
try source.write(toFile: output, atomically: true, encoding: .utf8)
