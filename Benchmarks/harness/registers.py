"""A register replayed, beside the same figures from a database and from data frames."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import schools
from .measure import Contender, Measured, in_turn
from .results import COLUMNS, Part, Table, seconds, timings, today
from .workshop import Workshop

#: The report's measure, or the clause's count, for each of the peers' figures.
MEASURES = [
    "pupils", "possible", "attended", "authorised", "unauthorised", "late", "late_after_close",
    "persistently_absent", "severely_absent",
]  # fmt: skip
THRESHOLD = "national.penalty-notice-considered"
ILLNESS = "national.sickness-return"


def measure(workshop: Workshop) -> Part:
    """One large register in full, and three sizes."""
    size = 5_000 if workshop.quick else 20_000
    tables = [_one_size(workshop, size), _sizes(workshop)]
    if workshop.large:
        tables.append(_largest(workshop))
    return Part("A register", today(), tables)


def _one_size(workshop: Workshop, pupils: int) -> Table:
    folder = schools.school(workshop.rollcall, workshop.data / f"school-{pupils}", pupils)
    marks = folder / "marks.csv"
    contenders = [
        _replay(workshop, folder, "rollcall replay, every divergence listed"),
        _replay(workshop, folder, "rollcall replay --summary", ["--summary"]),
        *_peers(workshop, folder),
    ]
    contenders += [
        Contender("a scan that counts lines and sums bytes", [str(workshop.scan), str(marks)]),
        Contender("Python and `import duckdb`, no work", [str(workshop.python), "-c", "import duckdb"]),
        Contender("Python and `import polars`, no work", [str(workshop.python), "-c", "import polars"]),
    ]
    measured = in_turn(contenders, 3 if workshop.quick else 11, workshop.scratch)
    answers = _answers(measured, contenders)
    count = int(measured[contenders[-3].name].output.split()[0]) - 1
    return Table(
        f"{pupils:,} pupils, {count:,} marks, {marks.stat().st_size / 1e6:,.0f} MB",
        "Replay follows every duty of the law and every rule about practice, and reads the files of actions, "
        "leave, exclusions and registers taken as well; the peers compute the figures below the table and no "
        "more, from marks, amendments, pupils and the calendar. The two last rows are what it costs the "
        "peers to start.",
        COLUMNS,
        timings(measured.values()),
        f"Equal in all: {_in_words(answers)}.",
    )


def _sizes(workshop: Workshop) -> Table:
    rows = []
    sizes = [30, 1_000] if workshop.quick else [30, 1_000, 20_000]
    smaller: dict[str, tuple[int, float]] = {}
    for pupils in sizes + ([200_000] if workshop.large else []):
        long, wide = (
            schools.marks_alone(workshop.rollcall, workshop.data / f"marks-{layout}-{pupils}", pupils, layout)
            for layout in ("long", "wide")
        )
        contenders = [
            _replay(workshop, long, "rollcall", ["--summary"]),
            _replay(workshop, wide, "rollcall, a row a pupil", ["--summary"]),
            *_peers(workshop, long),
        ]
        runs = 1 if pupils > 20_000 else 3 if workshop.quick else 7
        measured = in_turn(contenders, runs, workshop.scratch)
        _answers(measured, contenders)
        ours = measured["rollcall"]
        for name, each in measured.items():
            times, room = f"{each.median / ours.median:.1f}", f"{each.peak / ours.peak:.1f}"
            more = ""
            if name in smaller:
                others, time = smaller[name]
                more = f"{(each.least - time) / (pupils - others) * 1e6:,.1f} µs"
            smaller[name] = (pupils, each.least)
            rows.append([f"{pupils:,}", name, seconds(each.median), times, more, f"{each.peak / 1e6:,.0f} MB", room])
    return Table(
        "How it scales",
        "Registers of marks alone. Rollcall reads a row a mark, as the peers do, and the same marks again as a "
        "row a pupil; both with `--summary`, which streams them. A ratio is to rollcall with a row a mark; what "
        "each pupil more takes is by the least times, to the size before, so that the start is left out. 200,000 "
        "pupils, `make bench large=1`, are run once to warm the caches and once to measure.",
        ["pupils", "", "median", "ratio", "each pupil more", "peak memory", "ratio"],
        rows,
    )


def _largest(workshop: Workshop) -> Table:
    """As many pupils as England has, a row each, and 200 million rows of a mark each, replayed once."""
    rows = []
    for title, layout, pupils in (
        ("200 million rows", "long", 540_000),
        ("the country, a row a pupil", "wide", 9_000_000),
    ):
        folder = schools.marks_alone(
            workshop.rollcall, workshop.data / f"marks-{layout}-{pupils}", pupils, layout
        )
        ours = in_turn([_replay(workshop, folder, "rollcall", ["--summary"])], 1, workshop.scratch)["rollcall"]
        size = (folder / "marks.csv").stat().st_size
        marks = json.loads(ours.output)["measures"]["possible"]
        row = [title, f"{pupils:,}", f"{marks:,}", f"{size / 1e9:,.1f} GB"]
        rows.append([*row, seconds(ours.median), f"{pupils / ours.median:,.0f}", f"{ours.peak / 1e6:,.0f} MB"])
    return Table(
        "The country",
        "Streamed: every duty of the law and every rule about practice, counted and not listed. Once to warm "
        "the caches and once to measure.",
        ["", "pupils", "possible sessions", "size", "time", "pupils a second", "peak memory"],
        rows,
    )


def _replay(workshop: Workshop, folder: Path, name: str, options: Sequence[str] = ()) -> Contender:
    command = [str(workshop.rollcall), "replay", "--register", str(folder), "--format", "json"]
    return Contender(name, [*command, "--fail-on", "never", *options], may_exit=())


def _peers(workshop: Workshop, folder: Path) -> list[Contender]:
    python = str(workshop.python)
    return [
        Contender(name, [python, f"Benchmarks/peers/{script}", str(folder)], may_exit=())
        for name, script in (("DuckDB", "figures_duckdb.py"), ("Polars", "figures_polars.py"))
    ]


def _answers(measured: dict[str, Measured], contenders: list[Contender]) -> dict[str, int]:
    """The figures, which must be the same in all that compute them."""
    figures = {}
    for contender in contenders:
        output = measured[contender.name].output
        if "replay" in contender.command:
            figures[contender.name] = our_answers(json.loads(output))
        elif contender.name in ("DuckDB", "Polars"):
            figures[contender.name] = json.loads(output)
    first, *others = figures
    for other in others:
        compare(first, figures[first], other, figures[other])
    return figures[first]


def compare(first: str, ours: Mapping[str, object], other: str, theirs: Mapping[str, object]) -> None:
    """Stops if a figure differs between the two."""
    different = [name for name in ours if ours[name] != theirs.get(name)]
    if different:
        differences = "; ".join(f"{name}: {ours[name]} and {theirs.get(name)}" for name in different)
        raise SystemExit(f"{first} and {other} differ: {differences}")


def our_answers(report: dict) -> dict[str, int]:
    """The figures of figures.sql from a report of Rollcall's."""
    clauses = {clause["clause"]: clause for clause in report["clauses"]}
    nearest = clauses[THRESHOLD]["nearest"] or {"pupils": 0, "highest": 0}
    return {name: report["measures"][name] for name in MEASURES} | {
        "penalty_threshold_reached": clauses[THRESHOLD]["raised"],
        "penalty_threshold_near": nearest["pupils"],
        "penalty_threshold_nearest": nearest["highest"],
        "ill_for_15_days": clauses[ILLNESS]["raised"],
    }


def _in_words(answers: dict[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in answers.items())
