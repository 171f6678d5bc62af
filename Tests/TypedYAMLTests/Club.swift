import CivilTime
import Diagnostics
import PositionedYAML
import TypedYAML

/// A record with a key of every kind, as small as that can be.
struct Club: Record {
  enum Kind: String, Vocabulary {
    case breakfast, homework, sport
    static let noun = "a kind of club"
    static var otherNames: [OtherNames<Kind>] {
      [
        OtherNames(.sport, called: "sports_club"),
        OtherNames(.sport, called: "games", because: "{name} are a kind of sport"),
      ]
    }
  }

  struct Session: Record {
    var id: Located<Name>?
    var starts: Located<TimeOfDay>?
    var lasts: Located<Minutes>?
    let span: SourceSpan
    static let title = "a session"
    static let fields: [Field<Session>] = [
      Field("id", { $1(&$0.id) }, required: true, "What it is called in paths."),
      Field("starts", { $1(&$0.starts) }, example: "07:45", "When it starts."),
      Field("lasts", { $1(&$0.lasts) }, "How long it lasts."),
    ]
    init(at span: SourceSpan) { self.span = span }
  }

  var name: Located<Prose>?
  var kind: Located<Kind>?
  var isOpen: Located<Truth>?
  var opened: Located<CivilDate>?
  var notice: Located<SchoolDays>?
  var keeps: Located<Quantity>?
  var share: Located<Percentage>?
  var fee: Located<Money>?
  var bound: Located<PercentageBound>?
  var tags: [Located<Name>]?
  var sessions: [Session]?
  var head: Session?
  var contacts: NamedValues<Located<Prose>>?
  var extra: Verbatim?
  let span: SourceSpan

  static let title = "a club"
  static let fields: [Field<Club>] = [
    Field("name", { $1(&$0.name) }, required: true, "What the club is called."),
    Field("kind", { $1(&$0.kind) }, "What it is for."),
    Field("is_open", { $1(&$0.isOpen) }, "Whether anybody may come."),
    Field("opened", { $1(&$0.opened) }, "When it began."),
    Field("notice", { $1(&$0.notice) }, "How early to ask."),
    Field("keeps", { $1(&$0.keeps) }, "How long lists are kept."),
    Field("share", { $1(&$0.share) }, "How many come."),
    Field("fee", { $1(&$0.fee) }, "What it costs."),
    Field("bound", { $1(&$0.bound) }, "When it is full."),
    Field("tags", { $1(&$0.tags) }, "Words to find it by."),
    Field("sessions", { $1(&$0.sessions) }, "When it meets."),
    Field("head", { $1(&$0.head) }, "The main session."),
    Field("contacts", { $1(&$0.contacts) }, "Whom to ask."),
    Field("extra", { $1(&$0.extra) }, "Anything else."),
  ]

  init(at span: SourceSpan) { self.span = span }

  /// Decodes a club from a text named `c.yaml`, with every diagnostic.
  static func read(_ text: String) -> (club: Club?, diagnostics: [Diagnostic]) {
    var reading = Reading()
    let outcome = YAMLDocument.read(SourceFile(path: "c.yaml", text: text))
    outcome.diagnostics.forEach { reading.report($0) }
    let club = outcome.value.flatMap { Club.read($0, &reading) }
    return (club, reading.diagnostics)
  }
}

extension Diagnostic {
  /// The diagnostic in one line: its rule, its place, and the path it concerns.
  var brief: String { "\(rule) \(span.start.line):\(span.start.column) \(path)" }
}
