import Foundation
import TestSupport
import Testing

/// Output replaces no file that it should not, and is written whole or not at all.
@Suite struct `An output` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.policy, to: "policy.yaml")
    try folder.copy("Examples/hollybank-primary", to: "register")
  }

  private static let policy = """
    rollcall: policy/v1
    school: { name: Elm School, phase: primary, type: maintained }

    """

  /// Runs a script in which `$ROLLCALL` is the program.
  private func shell(_ script: String) throws -> Program.Run {
    try Program.start(
      URL(filePath: "/bin/bash"), ["-c", script], in: folder.path,
      ["ROLLCALL": Program.file.path()])
  }

  // MARK: Inputs

  @Test(arguments: [
    "check --fail-on never policy.yaml --output policy.yaml",
    "check --fail-on never policy.yaml --output ./register/../policy.yaml",
    "check --fail-on never policy.yaml --format json=policy.yaml",
    "check --fail-on never policy.yaml --format json --format sarif=policy.yaml",
    "check --fail-on never . --output policy.yaml",
    "check --fail-on never - --output policy.yaml < policy.yaml",
    "check --fail-on never policy.yaml --output link.yaml",
    "check --fail-on never policy.yaml --output hard.yaml",
    "check --fail-on never link.yaml --output policy.yaml",
    "check --fail-on never policy.yaml --write-baseline policy.yaml",
    "check --fail-on never policy.yaml --write-baseline link.yaml",
    "explain register.close-limit --policy policy.yaml --output policy.yaml",
    "rules --policy policy.yaml --output policy.yaml",
    "replay --fail-on never --policy policy.yaml --register register --output policy.yaml",
    "replay --fail-on never --register register --output register/marks.csv",
    "replay --fail-on never --register register --summary --output register/marks.csv",
    "replay --fail-on never --register register --format csv --output register/register.yaml",
    "replay --fail-on never --register register --pupil P0106 --output register/actions.csv",
    "compare policy.yaml other.yaml --output other.yaml",
    "diff --fail-on never policy.yaml other.yaml --output policy.yaml",
    "generate --policy policy.yaml --marks-only --pupils 30 --output precious",
    "generate --policy policy.yaml --pupils 30 --output precious",
  ])
  func `is refused where it was read or is somebody's register`(arguments: String) throws {
    let script = """
      ln -s policy.yaml link.yaml; ln policy.yaml hard.yaml; sed s/Elm/Ash/ policy.yaml > other.yaml
      mkdir precious; printf 'rollcall: register/v1\\n' > precious/register.yaml; echo x > precious/marks.csv
      find . -type f | sort | xargs md5sum > ../before-$$
      $ROLLCALL \(arguments); status=$?
      find . -type f | sort | xargs md5sum | diff ../before-$$ - ; same=$?
      rm ../before-$$; echo "$status $same"
      """
    let run = try shell(script)
    #expect(run.output.hasSuffix("2 0\n"), "\(run.output.suffix(300))")
    #expect(run.errors.contains("rollcall: "), "\(run.errors)")
  }

  @Test func `of a baseline replaces a baseline, and nothing else`() throws {
    let run = try shell(
      """
      check="$ROLLCALL check --fail-on never --quiet policy.yaml"
      $check --write-baseline known.json && $check --write-baseline known.json && echo again
      $check --baseline known.json --write-baseline known.json && echo refreshed
      echo '{"mine": 1}' > mine.json
      $check --write-baseline mine.json; echo $?; cat mine.json
      : > empty; $check --write-baseline empty; grep -c fingerprint empty
      """)
    #expect(run.output.hasPrefix("again\nrefreshed\n2\n{\"mine\": 1}\n"), "\(run.output)")
    #expect(run.errors.contains("mine.json is there and is no baseline"))
  }

  @Test func `is not written twice to one place`() throws {
    let run = try shell(
      "ln -s a.json b.json; $ROLLCALL check policy.yaml --format json=a.json --format sarif=b.json; echo $?"
    )
    #expect(run.output == "2\n")
    #expect(run.errors.contains("Two reports cannot both be written to b.json."))
  }

  @Test func `of generate replaces its own register whole, and nothing else`() throws {
    let run = try shell(
      """
      make="$ROLLCALL generate --policy policy.yaml --pupils 30"
      $make --seed 1 --output made > /dev/null && $make --seed 2 --output made > /dev/null && echo again
      $make --seed 2 --output other > /dev/null; diff -r made other && echo whole
      mkdir raw; echo real > raw/marks.csv; $make --output raw; echo $?
      $make --marks-only --output raw; echo $?; cat raw/marks.csv
      ln -sf ../policy.yaml made/marks.csv; $make --output made; echo $?; grep -c Elm policy.yaml
      """)
    #expect(run.output == "again\nwhole\n2\n2\nreal\n2\n1\n", "\(run.output) \(run.errors)")
    #expect(run.errors.contains("raw holds a file marks.csv that"))
  }

  @Test func `of a baseline replaces no file that cannot be read`() throws {
    let run = try shell(
      """
      chmod -R a+rwX .; echo notes > notes; chmod 222 notes
      setpriv --reuid 65534 --regid 65534 --clear-groups \
        $ROLLCALL check --fail-on never policy.yaml --write-baseline notes; echo $?
      cat notes
      """)
    #expect(run.output.hasSuffix("2\nnotes\n"), "\(run.output) \(run.errors)")
  }

  // MARK: Kinds of files

  @Test func `goes through a pipe and a device, and leaves them what they are`() throws {
    let run = try shell(
      """
      mkfifo pipe; cat pipe > read & $ROLLCALL check --fail-on never policy.yaml --output pipe; echo $?
      wait; test -p pipe && echo pipe; grep -c 'Elm School' read
      ln -s /dev/null null; $ROLLCALL check --fail-on never policy.yaml --output null; echo $?
      test -c /dev/null && test -L null && echo device
      """)
    #expect(run.output == "0\npipe\n1\n0\ndevice\n", "\(run.output) \(run.errors)")
  }

  @Test func `goes where a stream of the program's own goes, behind what is there`() throws {
    let run = try shell(
      """
      check="$ROLLCALL check --fail-on never policy.yaml"
      echo before > log; $check --output /dev/stdout >> log; $check --output - >> log
      $check --format json=/dev/fd/5 5>> log; echo after >> log
      head -1 log; tail -1 log; grep -c 'Elm School,' log; grep -c '"version"' log; ls
      """)
    #expect(
      run.output == "before\nafter\n2\n1\nlog\npolicy.yaml\nregister\n", "\(run.output)")
  }

  @Test func `follows a link, also to a file that is not there yet`() throws {
    let run = try shell(
      """
      mkdir reports; ln -s reports/new.txt link; ln -s link chain
      $ROLLCALL check --fail-on never policy.yaml --output chain; echo $?
      test -L chain && test -L link && grep -c 'Elm School' reports/new.txt
      $ROLLCALL check --fail-on never policy.yaml --output chain; ls -A reports
      ln -s loop loop; $ROLLCALL check --fail-on never policy.yaml --output loop; echo $?
      $ROLLCALL check --fail-on never policy.yaml --output reports; echo $?
      $ROLLCALL check --fail-on never policy.yaml --output nowhere/new.txt; echo $?
      """)
    #expect(run.output == "0\n1\nnew.txt\n2\n2\n2\n", "\(run.output) \(run.errors)")
    #expect(run.errors.contains("nowhere/new.txt: there is no such folder"))
    #expect(run.errors.contains("reports: it is a folder"))
  }

  @Test func `keeps the mode of what it replaces, and hides rows about pupils`() throws {
    let run = try shell(
      """
      umask 022; touch old; chmod 640 old
      $ROLLCALL check --fail-on never policy.yaml --output old
      $ROLLCALL check --fail-on never policy.yaml --output new
      $ROLLCALL replay --fail-on never --register register --output pupils
      $ROLLCALL replay --fail-on never --register register --pupil P0106 --output story
      $ROLLCALL diff --fail-on never policy.yaml policy.yaml --register register --output change
      chmod 644 story; $ROLLCALL replay --fail-on never --register register --output story
      stat -c %a old new pupils story change
      """)
    #expect(run.output == "640\n644\n600\n644\n600\n", "\(run.output) \(run.errors)")
  }

  // MARK: Ends

  @Test(arguments: [("TERM", 143), ("INT", 130), ("HUP", 129)])
  func `leaves nothing behind where a signal ends the program`(signal: String, status: Int) throws {
    let run = try shell(
      """
      set -m; mkdir made
      env --default-signal $ROLLCALL generate --policy policy.yaml --marks-only --pupils 400000 \\
        --output made & process=$!
      until ls -A made | grep -q .; do sleep 0.05; done
      ls -A made; kill -\(signal) $process; wait $process; echo $?; ls -A made
      """)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2, "\(run.output)")
    #expect(lines.first?.hasPrefix(".rollcall-") == true)
    #expect(lines.last == "\(status)")
  }

  @Test func `has a name for the time being that nobody can guess or put a link in the place of`()
    throws
  {
    let run = try shell(
      """
      echo precious > victim
      for number in $(seq $$ $(($$ + 60))); do ln -s victim report.$number.tmp; done
      $ROLLCALL check --fail-on never policy.yaml --output report; echo $?; cat victim
      """)
    #expect(run.output == "0\nprecious\n", "\(run.output) \(run.errors)")
  }

  @Test(arguments: [
    "check --fail-on never policy.yaml", "check --fail-on never policy.yaml --format json",
    "check --fail-on never policy.yaml --format sarif", "--help", "check --help", "--version",
    "rules", "rules --format json", "explain register.close-limit", "schema policy",
    "schema report", "schema tests --format markdown",
    "replay --fail-on never --register register", "compare policy.yaml policy.yaml",
    "replay --fail-on never --register register --pupil P0106",
    "diff --fail-on never policy.yaml policy.yaml", "test tests.yaml",
    "generate --policy policy.yaml --marks-only --pupils 30 --output made",
  ])
  func `that cannot be written is told`(arguments: String) throws {
    try folder.write(
      """
      rollcall: tests/v1
      policy: policy.yaml
      tests:
        - name: a day
          calendar: { terms: [{ from: 2024-09-02, to: 2024-12-20 }] }
          marks: { P1: "2024-09-02: //" }
          expect: [{ measure: possible, is: 2 }]

      """, to: "tests.yaml")
    let full = try shell("$ROLLCALL \(arguments) > /dev/full; echo $?")
    #expect(full.output == "2\n")
    #expect(
      full.errors == "rollcall: standard output: it cannot be written: no space is left there\n")
    let closed = try shell("rm -rf made; $ROLLCALL \(arguments) >&-; echo $?")
    #expect(closed.output == "2\n")
    #expect(closed.errors == "rollcall: standard output: it cannot be written: it is closed\n")
  }

  @Test(arguments: ["rules --format json", "check --fail-on never policy.yaml", "schema policy"])
  func `into a closed pipe ends quietly, with its status`(arguments: String) throws {
    let run = try shell("$ROLLCALL \(arguments) | head -c 1 > /dev/null; echo ${PIPESTATUS[0]}")
    #expect(run.output == "0\n")
    #expect(run.errors == "")
  }

  @Test func `past a limit of size is no file at all`() throws {
    let run = try shell(
      "ulimit -f 4; $ROLLCALL rules --format json --output rules.json; echo $?; ls -A | grep -c rules"
    )
    #expect(run.output == "2\n0\n", "\(run.output) \(run.errors)")
    #expect(run.errors.contains("rules.json: it cannot be written"))
  }
}
