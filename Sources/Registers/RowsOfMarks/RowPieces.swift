import Parallel

/// The rows of a piece of a file, with their place in it.
protocol RowPiece: Sendable {
  /// Where in the file the rows begin, where the first row after them begins, and how many lines there are
  /// before that.
  var start: Int { get set }
  var end: Int { get set }
  var lines: Int { get }
  /// Whether the bytes that were read are UTF-8.
  var isUTF8: Bool { get set }
  /// Whether the bytes that were read end within a row.
  var isCut: Bool { get }
}

extension LargeFile {
  /// Reads the rows from a place on in pieces, on as many threads as there are cores, and gives `take` the pieces in
  /// their order, each with the number of lines before it, until that says no.
  ///
  /// `read` reads some rows; the end that it gives their piece is the place among the bytes. False where the file has
  /// to be held whole to be read: it is not UTF-8, or has become shorter.
  func forEachPiece<Piece: RowPiece>(
    of size: Int, from start: Int, linesBefore: Int,
    read: @escaping @Sendable (RowBytes) -> Piece, take: (Piece, Int) -> Bool
  ) -> Bool {
    var (next, lines, mustBeHeld) = (start, linesBefore, false)
    let ranges = (start..<max(start, self.size)).pieces(of: size)
    ranges.forEachInOrder {
      (range: $0, piece: piece($0, beginsRow: $0.lowerBound == start, read))
    } take: { range, guess in
      // A row that began before may end behind the range.
      guard next < range.upperBound else { return true }
      var (found, reach) = (guess, LargeFile.reach)
      // A piece was begun as if a row began there; a quoted line break may prove that wrong.
      if let begun = guess?.start, begun != next {
        found = piece(next..<range.upperBound, beginsRow: true, read)
      }
      while let piece = found, piece.isUTF8 || isText {
        guard take(piece, lines) else { return false }
        (next, lines) = (piece.end, lines + piece.lines)
        guard piece.isCut, next < range.upperBound else { return true }
        reach *= 16
        found = self.piece(next..<range.upperBound, beginsRow: true, reach: reach, read)
      }
      mustBeHeld = true
      return false
    }
    return !mustBeHeld
  }

  /// What is read of the rows that begin in a range; nil where the file has become shorter.
  private func piece<Piece: RowPiece>(
    _ range: Range<Int>, beginsRow: Bool, reach: Int = LargeFile.reach,
    _ read: (RowBytes) -> Piece
  ) -> Piece? {
    withRows(in: range, beginsRow: beginsRow, reach: reach) { rows in
      var piece = read(rows)
      (piece.start, piece.end) = (rows.offset + rows.first, rows.offset + piece.end)
      piece.isUTF8 = isText || rows.isUTF8
      return piece
    }
  }
}
