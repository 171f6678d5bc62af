import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard output, for reports without a file.
enum StandardOutput {
  /// Writes bytes; a failure, as on a full disk, stops the command.
  ///
  /// When a pipe's reader has closed it, as `| head` does, the rest is discarded and the command
  /// ends as if it had been read.
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

/// Standard error, for messages about the program itself.
enum StandardError {
  /// Writes one line or several; a failure is ignored, because it could not be reported.
  static func write(_ text: String) {
    try? Files.writeAll(Array((VisibleText.forPeople(text) + "\n").utf8), to: STDERR_FILENO)
  }
}

/// Prepares the standard streams and signals of the process.
///
/// Opens streams that are closed at the start, because the next opened file would take their place
/// and receive reports. Ignores the signals for writing to a closed pipe or past a size limit, so
/// that these are errors that can be reported.
func prepareStreams() {
  for (descriptor, mode) in [
    (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
  ] where fcntl(descriptor, F_GETFD) < 0 {
    // Standard output is opened read-only, so that writing a report there is still an error.
    _ = open("/dev/null", mode)
  }
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
}
