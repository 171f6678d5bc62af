#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A regular file that is read in pieces, in any order.
final class OpenFile: Sendable {
  /// The length in bytes.
  let size: Int
  private let descriptor: Int32

  /// Opens a file; nil if it cannot be opened, is no regular file, or has fewer bytes than `least`.
  init?(_ path: String, atLeast least: Int, isInput: Bool = true) {
    guard let (descriptor, status) = try? Files.openRegular(path, isInput: isInput) else {
      return nil
    }
    guard Int(status.st_size) >= least else {
      close(descriptor)
      return nil
    }
    (self.descriptor, size) = (descriptor, Int(status.st_size))
  }

  deinit { close(descriptor) }

  /// Copies bytes from an offset on, as far as the buffer reaches, and returns their number.
  func read(from offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    Files.read(descriptor, from: offset, into: buffer)
  }
}

extension Files {
  /// Copies bytes of a descriptor from an offset on, and returns their number.
  static func read(
    _ descriptor: Int32, from offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    var count = 0
    while count < buffer.count {
      let more = pread(
        descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count,
        off_t(offset + count))
      guard more > 0 else { break }
      count += more
    }
    return count
  }
}
