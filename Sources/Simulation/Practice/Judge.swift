import Clauses
import Registers

/// A way of judging a rule about practice: a value beside the function that judges.
struct Judge: Sendable {
  /// The part of a pupil's record in which cases are found; a record without it is not judged.
  enum Subject {
    case sessions, codes, arrivals, entries, ages, exclusions, changes, leave, actions
  }

  enum Method {
    case looksAt(Subject, @Sendable (PracticeCase, PracticeRule) -> PracticeRules.Result)
    /// For rules about more than one pupil.
    case ofSchool(@Sendable (SchoolCase, PracticeRule) -> PracticeRules.Result)
  }

  static let all: [Judge] =
    PracticeCase.markJudges + PracticeCase.arrivalJudges + PracticeCase.codeJudges
    + PracticeCase.amendmentJudges + SchoolCase.judges + PracticeCase.leaveJudges
    + PracticeCase.noticeJudges

  let name: Judgement
  /// The data that it needs besides the marks; nil where it needs none.
  let needs: Dataset.AbsentData.Kind?
  let method: Method

  init(_ name: Judgement, needs: Dataset.AbsentData.Kind?, _ method: Method) {
    (self.name, self.needs, self.method) = (name, needs, method)
  }

  /// Whether it looks at the sessions marked with the codes of its rule.
  var looksAtCodes: Bool { if case .looksAt(.codes, _) = method { true } else { false } }
}

extension PracticeRule {
  /// Its judge; a test holds that every name has exactly one.
  var judge: Judge? { Judge.all.first { $0.name == judgement } }
}
