extension Range<Int> {
  /// The range in pieces of one size, the last with the remainder; none for an empty range.
  public func pieces(of size: Int) -> [Range<Int>] {
    stride(from: lowerBound, to: upperBound, by: size).map {
      $0..<Swift.min($0 + size, upperBound)
    }
  }
}
