package import CivilTime
import Registers

/// A row of the action log.
struct ActionRow: Hashable, Comparable {
  var date: CivilDate
  var time = "09:25"
  let pupil: String
  let action: String
  var detail: [String: String] = [:]
  var amount = ""
  var parent = ""

  /// The pairs of the detail in the order of their keys.
  var detailText: String {
    detail.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
  }

  /// Whether it is of a kind, and its detail contains the given particulars.
  func matches(_ kind: String, _ asked: [String: String]) -> Bool {
    action == kind && asked.allSatisfy { detail[$0.key] == $0.value }
  }

  private var text: String { "\(pupil),\(action),\(detailText),\(amount),\(parent)" }

  static func < (left: ActionRow, right: ActionRow) -> Bool {
    (left.date, left.time, left.text) < (right.date, right.time, right.text)
  }
}

/// A planted divergence.
package struct Planted: Sendable, Hashable, Comparable {
  /// The clause from which the record differs.
  package let clause: String
  /// The kind of difference.
  package let kind: String
  /// The pupil, or the class for a register.
  package let pupil: String
  /// The date on which it arises.
  package let date: CivilDate
  /// `AM` or `PM`, where it concerns one session.
  package let session: String?

  /// Creates a planted divergence.
  package init(
    clause: String, kind: String, pupil: String, date: CivilDate, session: String? = nil
  ) {
    self.clause = clause
    self.kind = kind
    self.pupil = pupil
    self.date = date
    self.session = session
  }

  /// The order of the table: date, session, pupil, clause.
  package static func < (left: Planted, right: Planted) -> Bool {
    (left.date, left.session ?? "", left.pupil, left.clause, left.kind)
      < (right.date, right.session ?? "", right.pupil, right.clause, right.kind)
  }
}
