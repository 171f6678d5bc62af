"""Single steps of a check and a replay, timed by the benchmarks in Benchmarks/Package.swift."""

import re
import subprocess

from .results import Part, Table, today
from .workshop import Workshop


def measure(workshop: Workshop) -> Part:
    """Runs the package's benchmarks and collects their percentiles."""
    command = ["swift", "package", "--package-path", "Benchmarks"]
    command += ["--scratch-path", str(workshop.scratch.parent / "engine"), "benchmark", "--no-progress"]
    command += ["--format", "markdown", "--path", "stdout", "--time-units", "microseconds"]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    rows = []
    for name, table in re.findall(r"^### (.+)\n\n((?:\|.*\n)+)", output, re.MULTILINE):
        head, _, times = (line.strip("|").split("|") for line in table.splitlines())
        value = dict(zip((cell.strip() for cell in head), (cell.strip() for cell in times)))
        rows.append([name, *(f"{int(value[p]) / 1000:.3f} ms" for p in ("p0", "p50", "p90")), value["Samples"]])
    if not rows:
        raise SystemExit(f"`{' '.join(command)}` printed no result")
    about = (
        "In one process that is warm, so without starting it; half of the runs take at most the median, and "
        "nine in ten at most the last time."
    )
    table = Table("Steps", about, ["", "least", "median", "nine in ten", "runs"], rows)
    return Part("The engine's steps", today(), [table])
