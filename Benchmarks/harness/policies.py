"""Policies checked, beside a validator of their shape and a linter of their spelling."""

import shutil
import subprocess
from pathlib import Path

from .measure import Contender, Measured, in_turn
from .results import COLUMNS, Part, Table, seconds, timings, today
from .workshop import Workshop

SOURCES = ["Policies/schools/st-james.yaml", "Policies/schools/widnes-academy.yaml"]


def measure(workshop: Workshop) -> Part:
    """One policy as a whole process, and how many a second of 1, 100 and 10,000."""
    schema = workshop.scratch / "policy.schema.json"
    with open(schema, "wb") as file:
        subprocess.run([workshop.rollcall, "schema", "policy"], stdout=file, check=True)
    tables = [_one_policy(workshop, schema, Path(source)) for source in SOURCES]
    tables.append(_many(workshop, schema))
    tables.append(_rules(workshop))
    return Part("Policies", today(), tables)


def _one_policy(workshop: Workshop, schema: Path, policy: Path) -> Table:
    contenders = [
        *_contenders(workshop, schema, str(policy)),
        Contender("libyaml's events of the same file, in C", [str(workshop.parse), str(policy)]),
        Contender("`true`", ["true"]),
    ]
    measured = in_turn(contenders, 10 if workshop.quick else 40, workshop.scratch)
    return Table(
        f"One policy, {policy.name}",
        "Rollcall judges the policy by every rule of England and its layers; check-jsonschema asks only "
        "whether it has the shape of `rollcall schema policy`, and yamllint (its `relaxed` rules) only "
        "whether it is tidy YAML.",
        COLUMNS,
        timings(measured.values()),
    )


def _many(workshop: Workshop, schema: Path) -> Table:
    rows = []
    for count in [1, 100] if workshop.quick else [1, 100, 1_000, 10_000]:
        folder = _copies(workshop.scratch / f"policies-{count}" / "schools", count)
        contenders = _contenders(workshop, schema, str(folder), count)
        if count > 1_000 and not workshop.large:
            del contenders[1:]
        measured = in_turn(contenders, 7, workshop.scratch)
        shutil.rmtree(folder.parent)
        each = [measured.get(name) for name in _NAMES]
        rows.append([f"{count:,}", *(_throughput(one, count) if one else "" for one in each)])
        rows[-1] += [f"{one.peak / 1e6:,.0f} MB" if one else "" for one in each]
    return Table(
        "How it scales",
        "Copies of the two policies in turn, each of another school, in one folder: time for all, and "
        "policies a second. From 1,000 on the peers run once, and at 10,000 only with `make bench large=1`, "
        "as they take minutes; 10,000 are checked once.",
        ["policies", *_NAMES, *(f"{name}, memory" for name in _NAMES)],
        rows,
    )


def _rules(workshop: Workshop) -> Table:
    """The same policies under growing numbers of rules of a cluster that they follow."""
    policies = 20 if workshop.quick else 200
    rows = []
    for rules in [0, 1_000, 2_000, 4_000]:
        folder = _copies(workshop.scratch / f"rules-{rules}" / "schools", policies)
        cluster = folder.parent / "clusters" / "made.yaml"
        cluster.write_text(_cluster(rules), encoding="utf-8")
        for policy in folder.iterdir():
            text = policy.read_text(encoding="utf-8")
            follows = "\nfollows:\n  - ../clusters/made.yaml\n"
            policy.write_text(text.replace("\nfollows:\n", follows, 1), encoding="utf-8")
        ours = _contenders(workshop, Path(), str(folder), policies)[0]
        measured = in_turn([ours], 7, workshop.scratch)[ours.name]
        shutil.rmtree(folder.parent)
        rows.append([f"{rules:,}", _throughput(measured, policies), f"{measured.peak / 1e6:,.0f} MB"])
    return Table(
        "How it scales with rules",
        f"{policies} of these policies, which also follow a cluster that asks so many rules more; every policy "
        "keeps them.",
        ["rules more", _NAMES[0], f"{_NAMES[0]}, memory"],
        rows,
    )


def _cluster(rules: int) -> str:
    """A cluster with a number of rules, all of which the policy keeps."""
    asked = "".join(
        f"  - {{ id: made.rule-{number}, title: A school says when its registers open, severity: note,\n"
        "      in_force: { from: 2024-01-01 }, cite: [{ source: made, where: page 1 }],\n"
        "      given: { required: [registers.morning.closes] },\n"
        "      that: { value: registers.morning.opens, before: 12:00 },\n"
        "      says: It opens late., because: It should not., fix: Open it earlier. }\n"
        for number in range(rules)
    )
    sources = "sources: { made: { title: Made, kind: document, in_force: { from: 2024-01-01 } } }\n"
    return f"rollcall: cluster/v1\nname: Made\n{sources}" + (f"requirements:\n{asked}" if rules else "")


_NAMES = ["rollcall check", "check-jsonschema", "yamllint"]


def _throughput(measured: Measured, count: int) -> str:
    return f"{seconds(measured.median)}, {count / measured.median:,.0f} a second"


def _contenders(workshop: Workshop, schema: Path, path: str, count: int = 1) -> list[Contender]:
    files = sorted(str(file) for file in Path(path).iterdir()) if Path(path).is_dir() else [path]
    ours, shape, tidiness = _NAMES
    return [
        Contender(
            ours,
            [str(workshop.rollcall), "check", "--fail-on", "never", path],
            may_exit=(),
            once=count > 1_000,
        ),
        Contender(
            shape,
            [workshop.peer("check-jsonschema"), "--schemafile", str(schema), *files],
            may_exit=(),
            once=count >= 1_000,
        ),
        Contender(
            tidiness,
            [workshop.peer("yamllint"), "-d", "relaxed", path],
            may_exit=(),
            once=count >= 1_000,
        ),
    ]


def _copies(folder: Path, count: int) -> Path:
    """A folder with a number of policies of differently named schools, beside the layers that they follow."""
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    for layers in ("clusters", "authorities"):
        shutil.copytree(f"Policies/{layers}", folder.parent / layers)
    texts = [Path(source).read_text(encoding="utf-8") for source in SOURCES]
    for number in range(count):
        text = texts[number % len(texts)].replace("\n  name: ", f"\n  name: {number:05} ", 1)
        (folder / f"school-{number:05}.yaml").write_text(text, encoding="utf-8")
    return folder
