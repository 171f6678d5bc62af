"""A register replayed, beside the same figures from a database and from data frames."""

import json
from pathlib import Path

from . import schools
from .measure import Contender, Measured, in_turn
from .results import COLUMNS, Part, Table, seconds, timings, today
from .workshop import Workshop

#: Which of the peers' figures is which of the report's measures, or of a clause's counts.
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
    return Part("A register", today(), tables)


def _one_size(workshop: Workshop, pupils: int) -> Table:
    folder = schools.school(workshop.rollcall, workshop.data / f"long-{pupils}", pupils)
    marks = folder / "marks.csv"
    contenders = [_replay(workshop, folder, "rollcall replay, all national duties")]
    if schools.knows_wide_layout(workshop.rollcall):
        wide = schools.school(workshop.rollcall, workshop.data / f"wide-{pupils}", pupils, "wide")
        contenders.append(_replay(workshop, wide, "rollcall replay of the same marks, a row a pupil"))
    contenders += _peers(workshop, folder, str(marks))
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
        f"Equal in all: {_told(answers)}.",
    )


def _sizes(workshop: Workshop) -> Table:
    rows = []
    for pupils in [1_000] if workshop.quick else [1_000, 20_000]:
        folder = schools.school(workshop.rollcall, workshop.data / f"long-{pupils}", pupils)
        contenders = [_replay(workshop, folder, "rollcall")]
        contenders += _peers(workshop, folder, str(folder / "marks.csv"))
        measured = in_turn(contenders, 3 if workshop.quick else 7, workshop.scratch)
        _answers(measured, contenders)
        each = measured.values()
        rows.append(_size_row(pupils, [m.median for m in each], [m.peak for m in each]))
    if workshop.large:
        rows.append(_ten_registers(workshop))
    return Table(
        "How it scales",
        "Seconds for the whole, pupils a second, and peak memory. 200,000 pupils (`make bench large=1`) are "
        "ten registers of 20,000: replayed one after the other, and read as one table by the peers.",
        [
            "pupils", "rollcall", "DuckDB", "Polars", "rollcall, pupils a second", "DuckDB", "Polars",
            "rollcall, memory", "DuckDB", "Polars",
        ],  # fmt: skip
        rows,
    )


def _ten_registers(workshop: Workshop) -> list[str]:
    folders = [
        schools.school(workshop.rollcall, workshop.data / f"long-20000-{number}", 20_000, seed=1 + 4 * number)
        for number in range(10)
    ]
    ours = []
    for folder in folders:
        ours.append(in_turn([_replay(workshop, folder, "rollcall")], 3, workshop.scratch)["rollcall"])
    together = workshop.data / "long-200000"
    schools.together(folders, together)
    theirs = in_turn(_peers(workshop, together, str(together / "marks-*.csv")), 3, workshop.scratch)
    sums = _added([_our_answers(run.output) for run in ours])
    for peer in theirs.values():
        _compare("rollcall", sums, peer.name, json.loads(peer.output))
    medians = [sum(run.median for run in ours), *(peer.median for peer in theirs.values())]
    return _size_row(
        200_000, medians, [max(run.peak for run in ours), *(peer.peak for peer in theirs.values())]
    )


def _size_row(pupils: int, medians: list[float], peaks: list[int]) -> list[str]:
    rates = [f"{pupils / median:,.0f}" for median in medians]
    return [f"{pupils:,}", *map(seconds, medians), *rates, *(f"{peak / 1e6:,.0f} MB" for peak in peaks)]


def _replay(workshop: Workshop, folder: Path, name: str) -> Contender:
    command = [str(workshop.rollcall), "replay", "--register", str(folder), "--format", "json"]
    return Contender(name, command + ["--fail-on", "never"], may_exit=())


def _peers(workshop: Workshop, folder: Path, marks: str) -> list[Contender]:
    return [
        Contender(name, [str(workshop.python), f"Benchmarks/peers/{script}", str(folder), marks], may_exit=())
        for name, script in (("DuckDB", "figures_duckdb.py"), ("Polars", "figures_polars.py"))
    ]


def _answers(measured: dict[str, Measured], contenders: list[Contender]) -> dict[str, int]:
    """The figures, which must be the same in all that compute them."""
    figures = {}
    for contender in contenders:
        output = measured[contender.name].output
        if "replay" in contender.command:
            figures[contender.name] = _our_answers(output)
        elif contender.name in ("DuckDB", "Polars"):
            figures[contender.name] = json.loads(output)
    first, *others = figures
    for other in others:
        _compare(first, figures[first], other, figures[other])
    return figures[first]


def _compare(first: str, ours: dict[str, int], other: str, theirs: dict[str, int]) -> None:
    different = [name for name in ours if ours[name] != theirs.get(name)]
    if different:
        told = "; ".join(f"{name}: {ours[name]} and {theirs.get(name)}" for name in different)
        raise SystemExit(f"{first} and {other} differ: {told}")


def _our_answers(output: bytes) -> dict[str, int]:
    report = json.loads(output)
    clauses = {clause["clause"]: clause for clause in report["clauses"]}
    nearest = clauses[THRESHOLD]["nearest"] or {"pupils": 0, "highest": 0}
    return {name: report["measures"][name] for name in MEASURES} | {
        "penalty_threshold_reached": clauses[THRESHOLD]["raised"],
        "penalty_threshold_near": nearest["pupils"],
        "penalty_threshold_nearest": nearest["highest"],
        "ill_for_15_days": clauses[ILLNESS]["raised"],
    }


def _added(answers: list[dict[str, int]]) -> dict[str, int]:
    added = {name: sum(answer[name] for answer in answers) for name in answers[0]}
    return added | {"penalty_threshold_nearest": max(a["penalty_threshold_nearest"] for a in answers)}


def _told(answers: dict[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in answers.items())
