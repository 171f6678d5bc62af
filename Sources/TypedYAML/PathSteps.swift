extension String {
  /// The steps of a dotted path.
  ///
  /// By bytes, because to go through a text character by character costs ten times as much.
  public var pathSteps: [String] {
    guard utf8.contains(UInt8(ascii: ".")) else { return isEmpty ? [] : [self] }
    return utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
  }

  /// A dotted path without its last step; empty where that is the only one.
  public var pathAbove: Substring {
    self[..<(utf8.lastIndex(of: UInt8(ascii: ".")) ?? startIndex)]
  }
}
