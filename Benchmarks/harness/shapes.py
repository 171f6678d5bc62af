"""Registers in many shapes, each beside DuckDB with equal work: the range of ratios on independent data."""

import json
import re
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import invented, schools
from .invented import Order
from .measure import Contender, Measured, in_turn
from .registers import compare, our_answers
from .results import Part, Table, seconds, today
from .workshop import Workshop

CLAUSES, TIMES = "Benchmarks/shapes/eight-clauses.yaml", "Benchmarks/shapes/times.yaml"
TOTALS = ("totals.sql",)
#: The rule whose number of divergences each of the peer's figures counts.
RULES = {
    "late_marks_after_close": "register.late-after-close",
    "late_marks_before_close": "register.late-before-close",
}


@dataclass(frozen=True)
class Shape:
    """A register in one layout and order, with the work on it."""

    name: str
    #: The register, and the one with the same marks that the peer reads, if it is another.
    register: Path
    for_peer: Path | None = None
    policy: str = ""
    #: The form of our report: `summary`, or with every divergence as `text` or as `json` in a file.
    report: str = "summary"
    #: The columns of a row a mark, as the peer calls them, and its queries one after the other.
    columns: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()

    @property
    def is_listed(self) -> bool:
        """Whether every divergence is listed."""
        return self.report != "summary"


def measure(workshop: Workshop) -> Part:
    """Every shape, those that are added up and those that are listed apart."""
    count = 2_000 if workshop.quick else 20_000
    found = [_one(workshop, shape) for shape in _shapes(workshop, count)]
    added, listed = ([each for each in found if each.shape.is_listed == is_listed] for is_listed in (False, True))
    lead = (
        f"**Beside DuckDB, over {len(found)} shapes of register:** where both add a register up, DuckDB takes "
        f"{_range(added)}; where both also list what is wrong, {_range(listed)}. Each has {count:,} pupils with up "
        "to 380 sessions, made by a program of the benchmark's own, but for the two with all tables, which "
        "`rollcall generate` made and the benchmark has put in another order; the answers are equal; each figure "
        "is the median of pairs of runs on the machine below. Every shape is under "
        "[Shapes of register](#shapes-of-register)."
    )
    tables = [_table("Added up", _ADDED, added), _table("Listed", _LISTED, listed)]
    return Part("Shapes of register", today(), tables, lead)


@dataclass(frozen=True)
class Found:
    """The times of both for a shape."""

    shape: Shape
    ours: Measured
    peer: Measured

    @property
    def ratios(self) -> list[float]:
        """The ratio of the peer's time to ours, in each pair of runs."""
        return [peer.seconds / ours.seconds for ours, peer in zip(self.ours.runs, self.peer.runs, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of the pairs."""
        return statistics.median(self.ratios)

    @property
    def row(self) -> list[str]:
        """The row of the table."""
        cells = [
            cell
            for each in (self.ours, self.peer)
            for cell in (seconds(each.median), f"{each.peak / 1e6:,.0f} MB")
        ]
        spread = f"{self.ratio:.1f} ({min(self.ratios):.1f} to {max(self.ratios):.1f})"
        return [self.shape.name, *cells, spread]


def _range(found: list[Found]) -> str:
    least, *_, most = sorted(found, key=lambda each: each.ratio)
    return (
        f"from {least.ratio:.1f} times as long as Rollcall ({least.shape.name}) to {most.ratio:.1f} times "
        f"({most.shape.name})"
    )


_ADDED = (
    "Rollcall with `--summary`, which follows every duty of the law, judges every mark by the rules about practice "
    "and prints JSON. DuckDB computes the figures of [figures.sql](peers/figures.sql) and, where a policy is given, "
    "how often each of its clauses is reached or how many late marks the minutes contradict. It has no reader of "
    "Common Transfer Files, so for that shape it reads the same marks as a string a pupil."
)
_LISTED = (
    "Rollcall lists every divergence with its rows, its authority and what was to be expected, in a file of JSON or "
    "as text. DuckDB computes the same as above and writes to a file of JSON the late marks that are contradicted, "
    "or the letters that were not sent; of the other divergences it lists none."
)


def _table(title: str, about: str, found: list[Found]) -> Table:
    columns = ["", "rollcall", "peak memory", "DuckDB", "peak memory", "ratio, least to most"]
    return Table(title, about, columns, [each.row for each in found], "The answers are equal in every row.")


def _shapes(workshop: Workshop, count: int) -> list[Shape]:
    every = cache(lambda: invented.pupils(count))
    root = workshop.data / f"shapes-{count}"

    def made(name: str, make: Callable[[Path, list[invented.Pupil]], object]) -> Path:
        return schools.kept(root / name, Path(invented.__file__), lambda folder: make(folder, every()))

    def long(
        name: str, order: Order, queries: tuple[str, ...] = TOTALS, policy: str = "", report: str = "summary"
    ) -> Shape:
        register = made(order.name, lambda folder, pupils: invented.long(folder, order, pupils))
        reading = ("calendar.sql", "marks.sql", *queries)
        return Shape(name, register, None, policy, report, tuple(order.columns), reading)

    strings, columns = made("strings", invented.strings), made("columns", invented.columns)
    in_strings, in_columns = (
        ("calendar.sql", layout, "wide.sql", *TOTALS) for layout in ("strings.sql", "columns.sql")
    )
    minutes, by_date = Order(minutes=True), Order("date", date_first=True)
    minutes_by_date = Order("date", date_first=True, minutes=True)
    clauses, late = (*TOTALS, "clauses.sql"), (*TOTALS, "lateness.sql")
    return [
        long("by pupil", Order()),
        long("by date", Order("date")),
        long("shuffled", Order("shuffled")),
        long("by pupil, date first", Order(date_first=True)),
        long("by date, date first", by_date),
        long("by pupil, class between", Order(has_class=True)),
        long("by pupil, every cell quoted", Order(quoted=True)),
        long("by pupil, exported in March", Order(until=invented.EXPORTED)),
        long("by pupil, minutes late judged", minutes, late, policy=TIMES),
        long("by pupil, eight clauses", Order(), clauses, policy=CLAUSES),
        long("by date, date first, eight clauses", by_date, clauses, policy=CLAUSES),
        long("shuffled, eight clauses", Order("shuffled"), clauses, policy=CLAUSES),
        Shape("a string a pupil", strings, queries=in_strings),
        Shape("a string a pupil, eight clauses", strings, policy=CLAUSES, queries=(*in_strings, "clauses.sql")),
        Shape("a column a session", columns, queries=in_columns),
        Shape("a column a session, eight clauses", columns, policy=CLAUSES, queries=(*in_columns, "clauses.sql")),
        Shape("a Common Transfer File", made("transfer", invented.transfer), strings, queries=in_strings),
        _all_tables(workshop, count, "summary"),
        long("by pupil, minutes late, as text", minutes, late, policy=TIMES, report="text"),
        long("by pupil, minutes late", minutes, late, policy=TIMES, report="json"),
        long("by date, date first, minutes late", minutes_by_date, late, policy=TIMES, report="json"),
        long(
            "by pupil, eight clauses, no letter sent", Order(logged=True), (*clauses, "letters.sql"),
            policy=CLAUSES, report="json",
        ),
        _all_tables(workshop, count, "json"),
    ]  # fmt: skip


def _all_tables(workshop: Workshop, count: int, report: str) -> Shape:
    """A generated school with all its tables, each rewritten in the order of its dates with the date first."""
    source = schools.school(workshop.rollcall, workshop.data / f"school-{count}", count)
    register = schools.kept(
        workshop.data / f"shapes-{count}" / "tables", source, lambda folder: schools.by_date(source, folder)
    )
    queries = ("calendar.sql", "figures.sql", "lateness-of-all.sql")
    columns = ("written", "session", "pupil", "code", "minutes")
    return Shape("all tables, by date, date first", register, None, TIMES, report, columns, queries)


def _one(workshop: Workshop, shape: Shape) -> Found:
    """Times a shape, and stops where the answers differ."""
    report = workshop.scratch / "report.json"
    contenders = [_ours(workshop, shape, report), _peer(workshop, shape)]
    measured = in_turn(contenders, 3 if workshop.quick else 7, workshop.scratch)
    ours, peer = (measured[each.name] for each in contenders)
    theirs = json.loads(peer.output)
    if shape.report == "text":
        # Totals in the text are sentences, so divergences are compared.
        answers: dict[str, object] = {
            name: len(re.findall(f"  {rule}$", ours.output.decode(), re.MULTILINE)) for name, rule in RULES.items()
        }
    else:
        every = _answers(json.loads(report.read_bytes() if shape.is_listed else ours.output))
        answers = {name: every[name] for name in theirs}
    compare(f"Rollcall ({shape.name})", answers, "DuckDB", theirs)
    return Found(shape, ours, peer)


def _ours(workshop: Workshop, shape: Shape, report: Path) -> Contender:
    command = [str(workshop.rollcall), "replay", "--register", str(shape.register), "--fail-on", "never"]
    command += ["--policy", shape.policy] if shape.policy else []
    command += ["--format", "text" if shape.report == "text" else "json"]
    command += {"summary": ["--summary"], "text": [], "json": ["--output", str(report)]}[shape.report]
    return Contender("Rollcall", command, may_exit=())


def _peer(workshop: Workshop, shape: Shape) -> Contender:
    command = [str(workshop.python), "Benchmarks/peers/figures_duckdb.py", str(shape.for_peer or shape.register)]
    return Contender("DuckDB", [*command, ",".join(shape.columns), *shape.queries], may_exit=())


def _answers(report: dict) -> dict[str, object]:
    """The report's values of every figure that any of the peer's queries computes."""
    listed = report.get("divergences") or []
    rules = {rule["rule"]: rule["divergences"] for rule in report["practice"]}
    if listed:
        rules |= Counter(each["clause"] for each in listed if each["clause"] in rules)
    stages = [clause for clause in report["clauses"] if clause["clause"].startswith("escalation.")]
    return (
        our_answers(report)
        | {name: rules[rule] for name, rule in RULES.items()}
        | {"clauses": {clause["clause"].partition(".")[2]: clause["raised"] for clause in stages}}
        | {"letters_missed": sum(each["clause"].startswith("escalation.") for each in listed)}
    )
