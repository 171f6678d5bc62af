import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard output, where reports go that are not given a file.
enum StandardOutput {
  /// Writes a text in UTF-8 whole; what cannot be written, as on a full disk, stops the command.
  ///
  /// A pipe whose reader has gone, as `| head` does, has had all it wants: the rest goes nowhere, and the
  /// command ends as if it had been read.
  static func write(_ bytes: [UInt8]) throws(Files.Failure) {
    do throws(Files.WriteProblem) {
      try Files.writeAll(bytes, to: STDOUT_FILENO)
    } catch {
      guard error.code == EPIPE else {
        throw Files.Failure("standard output", "it cannot be written: \(Files.reason(error.code))")
      }
      let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
      guard nowhere >= 0 else { return }
      dup2(nowhere, STDOUT_FILENO)
      close(nowhere)
    }
  }
}

/// Standard error, where the program speaks of itself.
enum StandardError {
  /// Writes a line, or several; what cannot be written there can be told nowhere.
  static func write(_ text: String) {
    try? Files.writeAll(Array((VisibleText.forPeople(text) + "\n").utf8), to: STDERR_FILENO)
  }
}

/// Makes the streams and signals of the process what the rest of the program expects of them.
///
/// A stream that was closed when the process began would be the next file that is opened, and reports
/// would be written into it. Writing to a closed pipe or past a limit of size is an error that can be
/// told, and no death of the process.
func prepareStreams() {
  for (descriptor, mode) in [
    (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
  ] where fcntl(descriptor, F_GETFD) < 0 {
    // Standard output is opened for reading alone, so that to write a report there is still an error.
    _ = open("/dev/null", mode)
  }
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
}
