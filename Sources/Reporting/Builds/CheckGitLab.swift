import Diagnostics

extension CheckReport {
  /// The report as GitLab's Code Quality, without waived findings.
  ///
  /// Known findings stay, because GitLab itself compares the report with the target branch's.
  package var gitlab: JSON {
    .array(
      alerts.filter { $0.reported.standing != .waived }.map { alert in
        let span = alert.diagnostic.span
        return .object([
          (
            "description",
            .string([alert.message, alert.origin].compactMap { $0 }.joined(separator: " "))
          ),
          ("check_name", .string(alert.diagnostic.rule)),
          ("fingerprint", .string(alert.reported.fingerprint)),
          ("severity", .string(alert.diagnostic.severity.gitlab)),
          (
            "location",
            .object([
              ("path", .string(alert.file)),
              (
                "lines",
                .object([("begin", .integer(span.start.line)), ("end", .integer(span.end.line))])
              ),
            ])
          ),
        ])
      })
  }
}

extension Severity {
  /// GitLab's severity; none is `blocker`, which stops a release and is not for a finding to
  /// decide.
  fileprivate var gitlab: String {
    switch self {
    case .error: "critical"
    case .warning: "major"
    case .note: "info"
    }
  }
}
