extension String {
  /// The steps of a dotted path.
  ///
  /// By bytes, because iteration by characters takes ten times as long.
  public var pathSteps: [String] {
    var steps: [String] = []
    var start = utf8.startIndex
    while let dot = utf8[start...].firstIndex(of: UInt8(ascii: ".")) {
      if dot > start { steps.append(String(self[start..<dot])) }
      start = utf8.index(after: dot)
    }
    if start < utf8.endIndex { steps.append(String(self[start...])) }
    return steps
  }

  /// The proper prefixes of a dotted path, the longest first.
  public var pathsAbove: [String] {
    var paths: [String] = []
    var rest = pathAbove
    while !rest.isEmpty {
      paths.append(String(rest))
      rest = rest[..<(rest.utf8.lastIndex(of: UInt8(ascii: ".")) ?? rest.startIndex)]
    }
    return paths
  }

  /// A dotted path without its last step; empty where that is the only one.
  public var pathAbove: Substring {
    self[..<(utf8.lastIndex(of: UInt8(ascii: ".")) ?? startIndex)]
  }
}
