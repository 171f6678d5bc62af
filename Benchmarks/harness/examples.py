"""The replay of one school's year, as a school itself runs it."""

from . import schools
from .measure import Contender, in_turn
from .results import COLUMNS, Part, Table, timings, today
from .workshop import Workshop


def measure(workshop: Workshop) -> Part:
    """The example of 210 pupils, and a school of a thousand, with the policy and without."""
    thousand = schools.school(workshop.rollcall, workshop.data / "school-1000", 1_000)
    return Part(
        "A school's year",
        today(),
        [
            _replays(workshop, "210 pupils, 380 sessions", "Examples/hollybank-primary"),
            _replays(workshop, "1,000 pupils, 380 sessions", str(thousand)),
        ],
    )


def _replays(workshop: Workshop, title: str, folder: str) -> Table:
    replay = [str(workshop.rollcall), "replay", "--fail-on", "never", "--register", folder]
    policy = ["--policy", schools.POLICY]
    contenders = [
        Contender("rollcall replay, with the policy", replay + policy, may_exit=()),
        Contender("rollcall replay, the law alone", replay, may_exit=()),
        Contender("`cat` of the same marks", ["cat", f"{folder}/marks.csv"]),
    ]
    measured = in_turn(contenders, 10 if workshop.quick else 40, workshop.scratch)
    return Table(title, "Text reports.", COLUMNS, timings(measured.values()))
