import Diagnostics
import PositionedYAML

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of a revision, read through `git`.
struct GitRevision {
  /// The reason why a revision cannot be read, in a sentence with a remedy.
  struct Problem: Error {
    let message: String
  }

  /// The revision as the user named it.
  let name: String
  private let commit: String

  /// Finds the commit of a revision in the repository of the current folder.
  init(_ name: String) throws(Problem) {
    guard let version = Git.run(["--version"]), version.status == 0 else {
      throw Problem(
        message:
          "`git` could not be started, and revisions are read through it. Install it, or name "
          + "two files.")
    }
    guard Git.run(["rev-parse", "--git-dir"])?.status == 0 else {
      throw Problem(
        message: "This folder is in no git repository, so there is no revision `\(name)`. Name two "
          + "files.")
    }
    let found = Git.run([
      "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}",
    ])
    guard let found, found.status == 0,
      let commit = String(decoding: found.output, as: UTF8.self).split(separator: "\n").first
    else {
      throw Problem(
        message:
          "`\(name)` is neither a file nor a revision that git knows. `git log --oneline` lists "
          + "the revisions.")
    }
    self.name = name
    self.commit = String(commit)
  }

  /// A file of the revision; its place in messages begins with the revision's name.
  func read(_ path: String) -> Outcome<SourceFile> {
    // The working copy is not read, but a report must not replace it either.
    FileIdentity(of: path).map { Inputs.add($0) }
    let shown = "\(name):\(path)"
    let slash = path.lastIndex(of: "/")
    // An absolute path is resolved from its own folder, a relative one from the current folder.
    let isAbsolute = path.hasPrefix("/")
    let folder = isAbsolute ? slash.map { String(path[..<$0]) + "/" } : nil
    let file = isAbsolute ? slash.map { String(path[path.index(after: $0)...]) } ?? path : path
    let arguments =
      (folder.map { ["-C", $0] } ?? []) + ["cat-file", "blob", "\(commit):./\(file)"]
    guard let found = Git.run(arguments, limit: YAMLLimits.bytes), found.status == 0 else {
      return Outcome(
        nil,
        [
          Diagnostic(
            .unreadable, "There is no file \(path) at the revision `\(name)`.",
            at: .startOfFile(shown),
            help: "`git log --oneline -- \(path)` lists the revisions that have it; the path is "
              + "relative to this folder.")
        ])
    }
    return SourceFile.decoding(found.output, path: shown)
  }
}

/// Runs `git` without a shell.
enum Git {
  /// Its standard output and exit status; nil if it could not be started or wrote more than the
  /// limit.
  ///
  /// Its standard error, which is written for users of git, is discarded.
  static func run(
    _ arguments: [String], limit: Int = 1 << 16
  ) -> (status: Int32, output: [UInt8])? {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var words: [UnsafeMutablePointer<CChar>?] = (["git"] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    // The child would inherit the ignored signals.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    sigaddset(&usual, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let isStarted = posix_spawnp(&process, "git", &actions, &attributes, &words, environ) == 0
    close(ends[1])
    defer { close(ends[0]) }
    guard isStarted else { return nil }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while output.count <= limit {
      let count = Glibc.read(ends[0], &chunk, chunk.count)
      guard count > 0 else { break }
      output += chunk[..<count]
    }
    guard output.count <= limit else {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
      return nil
    }
    var status: Int32 = 0
    guard waitpid(process, &status, 0) == process else { return nil }
    // A normal exit leaves its status in the second byte.
    return (status & 0x7F == 0 ? (status >> 8) & 0xFF : -1, output)
  }
}
