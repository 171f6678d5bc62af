"""Instructions of whole processes, counted by valgrind: the same on a busy machine as on an idle one."""

import re
import subprocess
from pathlib import Path

from . import schools
from .results import Part, Table, today
from .workshop import Workshop


def measure(workshop: Workshop) -> Part:
    """The commands on the project's own examples, and a school of a thousand pupils."""
    example = "Examples/hollybank-primary"
    thousand = schools.school(workshop.rollcall, workshop.data / "school-1000", 1_000)
    policy = "Policies/schools/st-james.yaml"
    commands = {
        "rollcall --version": ["--version"],
        "rollcall check, one policy": ["check", "--fail-on", "never", policy],
        "rollcall check, every policy of the project": ["check", "--fail-on", "never", "Policies"],
        "rollcall test Policies": ["test", "Policies"],
        "rollcall replay, 210 pupils": ["replay", "--fail-on", "never", "--register", example],
        "rollcall replay, 210 pupils, with the policy": [
            "replay", "--fail-on", "never", "--register", example, "--policy", policy,
        ],  # fmt: skip
        "rollcall replay, 1,000 pupils": ["replay", "--fail-on", "never", "--register", str(thousand)],
    }
    rows = [
        [name, f"{_count(workshop, command) / 1e6:,.1f}"]
        for name, command in commands.items()
        if not (workshop.quick and "1,000" in name)
    ]
    table = Table(
        "Whole processes",
        "Millions of instructions, of all threads, from start to end, by `valgrind --tool=callgrind`. Text "
        "reports. Two counts of the same binary differed by a thousandth at the most, because threads share the "
        "work as they come.",
        ["", "millions of instructions"],
        rows,
    )
    return Part("Instructions", today(), [table])


def _count(workshop: Workshop, arguments: list[str]) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    command += [str(workshop.rollcall), *arguments]
    told = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    found = re.search(r"Collected : (\d+)", told.stderr)
    if told.returncode not in (0, 1) or not found:
        raise SystemExit(f"{' '.join(command)} exited with {told.returncode}:\n{told.stderr[-2000:]}")
    return int(found[1])
