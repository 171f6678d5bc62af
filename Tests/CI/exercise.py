"""Exercises the action, the GitLab template and the hooks, as far as possible without those services.

    exercise.py CHECKOUT PROGRAM VENV

Runs the action's own steps as a runner would, in fresh Git repositories; GitLab's script as its shell
would; the hooks by pre-commit itself. Validates their files by the schemas that GitHub, GitLab and
pre-commit publish. Substitutes the cache and the installation of Swift.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

CHECKOUT, PROGRAM, VENV = (pathlib.Path(path).resolve() for path in sys.argv[1:4])
POLICY = CHECKOUT / "Tests/StatuteTests/Compliant/2024.yaml"
NUMBER = ("closes: 09:05", "closes: 09:15")
LINE = next(n for n, text in enumerate(POLICY.read_text().splitlines(), 1) if NUMBER[0] in text)


def run(arguments, folder, **environment):
    """Runs a program, and returns its status and output."""
    done = subprocess.run(
        arguments, cwd=folder, env={**os.environ, **environment}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout


def git(folder, *arguments):
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    status, said = run(["git", *identity, *arguments], folder)
    assert status == 0, said


class Repository:
    """A fresh Git repository with one policy in it, committed."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder) / "repository"
        self.policy = self.folder / "Policies/school.yaml"
        self.policy.parent.mkdir(parents=True)
        shutil.copy(POLICY, self.policy)
        git(self.folder, "init", "--quiet", "--initial-branch", "main")
        self.commit()

    def commit(self):
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", "A change")

    def change(self, before, after):
        text = self.policy.read_text()
        assert before in text
        self.policy.write_text(text.replace(before, after, 1))
        self.commit()


class Runner:
    """Runs a composite action's steps as GitHub's runner does, with its expressions put in."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.temporary = self.folder / "runner"
        self.temporary.mkdir()
        self.cached = {}
        self.action = yaml.safe_load((CHECKOUT / "action.yml").read_text())

    def value(self, expression, inputs, outputs):
        known = {"github.action_path": str(CHECKOUT), "runner.temp": str(self.temporary)}
        if expression in known:
            return known[expression]
        if match := re.fullmatch(r"inputs\.([a-z-]+)", expression):
            return inputs[match[1]]
        match = re.fullmatch(r"steps\.(\w+)\.outputs\.([\w-]+)", expression)
        assert match, f"the exercise does not know the expression {expression}"
        return outputs.get(match[1], {}).get(match[2], "")

    def filled(self, text, inputs, outputs):
        return re.sub(
            r"\$\{\{\s*(.*?)\s*\}\}", lambda found: self.value(found[1], inputs, outputs), text)

    def is_wanted(self, condition, inputs, outputs):
        for part in condition.split("&&"):
            match = re.fullmatch(r"\s*(\S+) != '([^']*)'\s*", part)
            assert match, f"the exercise does not know the condition {part}"
            if self.value(match[1], inputs, outputs) == match[2]:
                return False
        return True

    def run(self, repository, **given):
        """Returns the status of the first step that fails, or 0, with the log, the summary, and the names
        of the steps that ran."""
        given = {name.replace("_", "-"): value for name, value in given.items()}
        declared = self.action["inputs"]
        assert set(given) <= set(declared)
        inputs = {name: given.get(name, about.get("default", "")) for name, about in declared.items()}
        outputs, log, ran = {}, "", []
        summary = self.temporary / "summary.md"
        summary.write_text("")
        for step in self.action["runs"]["steps"]:
            if "if" in step and not self.is_wanted(step["if"], inputs, outputs):
                continue
            ran.append(step["name"])
            if "uses" in step:
                outputs[step.get("id", "")] = self.use(step, inputs, outputs)
                continue
            output = self.temporary / "output"
            output.write_text("")
            script = self.temporary / "step.sh"
            script.write_text(self.filled(step["run"], inputs, outputs))
            environment = {
                name: self.filled(value, inputs, outputs) for name, value in step["env"].items()}
            assert step["shell"] == "bash"
            status, said = run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                repository.folder, GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary),
                GITHUB_ACTIONS="true", **environment)
            log += said
            outputs[step.get("id", "")] = dict(
                line.split("=", 1) for line in output.read_text().splitlines())
            if status != 0:
                return status, log, summary.read_text(), ran
        return 0, log, summary.read_text(), ran

    def use(self, step, inputs, outputs):
        assert step["uses"].startswith("actions/cache@"), f"{step['uses']} cannot be had here"
        key = self.filled(step["with"]["key"], inputs, outputs)
        path = self.filled(step["with"]["path"], inputs, outputs)
        is_hit = self.cached.get(key) == path
        self.cached[key] = path
        return {"cache-hit": "true" if is_hit else ""}


def annotations(log):
    return [line for line in log.splitlines() if re.match(r"::(error|warning|notice) ", line)]


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.repository = Repository(folder.name)


class Action(Case):
    def setUp(self):
        super().setUp()
        self.runner = Runner(self.folder)

    def check(self, **inputs):
        return self.runner.run(self.repository, **{"paths": "Policies", **inputs})

    def test_a_changed_number_is_annotated_at_its_line_and_fails(self):
        status, log, summary, ran = self.check()
        self.assertEqual((status, annotations(log)), (0, []), log)
        self.assertIn("Build", ran)
        self.assertIn("0 errors", summary)

        self.repository.change(*NUMBER)
        status, log, summary, ran = self.check()
        self.assertEqual(status, 1, log)
        self.assertNotIn("Build", ran)
        self.assertEqual(len(annotations(log)), 1, log)
        self.assertTrue(annotations(log)[0].startswith(
            f"::error file=Policies/school.yaml,line={LINE},endLine={LINE},"))
        self.assertIn("register.close-limit", summary)

        self.repository.change(*reversed(NUMBER))
        status, log, _, _ = self.check()
        self.assertEqual((status, annotations(log)), (0, []), log)

    def test_a_baseline_lets_through_what_it_holds(self):
        self.repository.change(*NUMBER)
        status, said = run(
            [PROGRAM, "check", "--write-baseline", "known.json", "Policies"],
            self.repository.folder)
        self.assertEqual(status, 0, said)
        self.repository.change("rollcall: policy/v1\n", "rollcall: policy/v1\n\n# New lines above.\n")
        status, log, _, _ = self.check(baseline="known.json")
        self.assertEqual((status, annotations(log)), (0, []), log)
        self.repository.change("closes: 13:35", "closes: 13:55")
        status, log, _, _ = self.check(baseline="known.json")
        self.assertEqual((status, len(annotations(log))), (1, 1), log)

    def test_the_inputs_reach_the_check(self):
        self.repository.change(*NUMBER)
        self.assertEqual(self.check(fail_on="never")[0], 0)
        self.assertEqual(self.check(as_of="yesterday")[0], 2)
        status, log, _, _ = self.check(paths="nowhere.yaml\nPolicies/school.yaml")
        self.assertEqual(status, 2, log)
        self.assertIn("::error title=Rollcall::", log)
        self.assertEqual(self.check(paths="--help")[0], 2)
        self.check(format="sarif=a b.sarif\njunit=c.xml\n")
        report = json.loads((self.repository.folder / "a b.sarif").read_text())
        self.assertEqual(len(report["runs"][0]["results"]), 1)
        self.assertIn("<failure", (self.repository.folder / "c.xml").read_text())

    def test_no_input_is_run_as_a_command(self):
        for text in ("$(touch stolen)", "`touch stolen`", "'; touch stolen; '", "a\"; touch stolen; \""):
            self.check(paths=text, baseline=text)
        self.assertFalse((self.repository.folder / "stolen").exists())


class GitLab(Case):
    def check(self):
        template = yaml.safe_load((CHECKOUT / "Examples/ci/gitlab.yml").read_text())
        script = "\n".join(template["rollcall"]["script"])
        variables = {**template["variables"], "ROLLCALL_REPOSITORY": str(self.sources)}
        return run(["bash", "-eo", "pipefail", "-c", script], self.repository.folder, **variables)

    def setUp(self):
        super().setUp()
        # A stand-in for the sources, which "builds" the program that is there.
        self.sources = self.folder / "sources"
        self.sources.mkdir()
        (self.sources / "Makefile").write_text(
            f"release:\n\tmkdir -p .build/release\n\tcp {PROGRAM} .build/release/rollcall\n")
        git(self.sources, "init", "--quiet", "--initial-branch", "main")
        git(self.sources, "add", "--all")
        git(self.sources, "commit", "--quiet", "--message", "Sources")

    def test_a_changed_number_fails_and_is_in_the_reports(self):
        self.assertEqual(self.check()[0], 0)
        self.assertEqual(json.loads((self.repository.folder / "gl-code-quality-report.json").read_text()), [])
        self.repository.change(*NUMBER)
        status, said = self.check()
        self.assertEqual(status, 1, said)
        report = json.loads((self.repository.folder / "gl-code-quality-report.json").read_text())
        self.assertEqual([entry["location"]["lines"]["begin"] for entry in report], [LINE])
        self.assertEqual(report[0]["location"]["path"], "Policies/school.yaml")


class Hooks(Case):
    def commit(self):
        """Commits with the hooks installed, and returns the status and the output."""
        git(self.repository.folder, "add", "--all")
        return run(
            ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit",
             "--message", "A change"],
            self.repository.folder, PRE_COMMIT_HOME=str(self.folder / "hooks"))

    def test_a_changed_number_cannot_be_committed(self):
        hooks = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text())
        for hook in hooks:
            # The program exists, and building it again would take minutes.
            hook.update(language="system", entry=hook["entry"].replace("rollcall", str(PROGRAM), 1))
        config = {"repos": [{"repo": "local", "hooks": hooks[:1]}]}
        (self.repository.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        self.repository.commit()
        status, said = run([VENV / "bin/pre-commit", "install"], self.repository.folder)
        self.assertEqual(status, 0, said)
        text = self.repository.policy.read_text()
        self.repository.policy.write_text(text.replace(*NUMBER))
        status, said = self.commit()
        self.assertEqual(status, 1, said)
        self.assertIn(f"Policies/school.yaml:{LINE}:", said)
        self.repository.policy.write_text(text + "# Another line.\n")
        status, said = self.commit()
        self.assertEqual(status, 0, said)
        self.assertIn("attendance policies agree with the law", said)


class Schemas(unittest.TestCase):
    def valid(self, program, *arguments):
        status, said = run([VENV / "bin" / program, *arguments], CHECKOUT)
        self.assertEqual(status, 0, said)

    def test_the_files_are_what_those_services_read(self):
        def schema(name, file, *options):
            self.valid("check-jsonschema", "--builtin-schema", f"vendor.{name}", *options, file)

        schema("github-actions", "action.yml")
        schema("github-workflows", "Examples/ci/github-workflow.yml")
        schema("gitlab-ci", "Examples/ci/gitlab.yml", "--data-transform", "gitlab-ci")
        self.valid("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
        self.valid("pre-commit", "validate-config", "Examples/ci/pre-commit-config.yaml")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]], verbosity=2)
