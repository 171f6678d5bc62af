"""Runs the benchmark, part by part, and writes Benchmarks/RESULTS.md.

Run by `make bench` from the project's folder, with the Python that has the peers.
"""

import argparse
import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

from . import engine, examples, instructions, policies, registers, shapes
from .results import first_line, keep, kept, page
from .workshop import Workshop

#: Every part, in the order of the page.
PARTS = {
    "shapes": shapes.measure,
    "register": registers.measure,
    "check": policies.measure,
    "school": examples.measure,
    "engine": engine.measure,
    "instructions": instructions.measure,
}
PEERS = ["duckdb", "polars", "check-jsonschema", "yamllint"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rollcall", type=Path, required=True, help="the released binary")
    parser.add_argument("--folder", type=Path, required=True, help="where data and results are kept")
    parser.add_argument("--only", default="", help=f"parts to run, with commas: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer runs and smaller data")
    parser.add_argument("--large", action="store_true", help="200,000 pupils as well: 4 GB of data")
    options = parser.parse_args()
    chosen = [name for name in options.only.split(",") if name] or list(PARTS)
    for name in chosen:
        if name not in PARTS:
            parser.error(f"there is no part {name}; the parts are {', '.join(PARTS)}")
    workshop = Workshop(
        rollcall=options.rollcall,
        python=Path(sys.executable),
        scan=options.folder / "scan",
        parse=options.folder / "parse",
        data=options.folder / "data",
        scratch=options.folder / "scratch",
        quick=options.quick,
        large=options.large,
    )
    workshop.scratch.mkdir(parents=True, exist_ok=True)
    # A quick run is printed and not kept, because its figures do not compare with the page's.
    results = options.folder / ("quick" if options.quick else "results")
    for name in chosen:
        print(f"Measuring {name} …", file=sys.stderr, flush=True)
        keep(results, name, PARTS[name](workshop))
    text = page(kept(results, PARTS if not options.only else chosen), _versions(workshop))
    print(text)
    if not options.quick:
        whole = page(kept(results, PARTS), _versions(workshop))
        Path("Benchmarks/RESULTS.md").write_text(whole, encoding="utf-8")


def _versions(workshop: Workshop) -> list[str]:
    commit = first_line(["git", "rev-parse", "--short=8", "HEAD"])
    built = ["Sources", "Policies", "Package.swift", "Makefile"]
    if subprocess.run(["git", "diff", "--quiet", "HEAD", "--", *built], check=False).returncode:
        commit += " with changes"
    peers = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PEERS)
    return [
        f"Rollcall {first_line([str(workshop.rollcall), '--version'])}, commit {commit}",
        first_line(["swift", "--version"]),
        f"Python {'.'.join(map(str, sys.version_info[:3]))}, {peers}",
        first_line(["valgrind", "--version"]),
        f"{os.cpu_count()} threads for each program",
    ]


main()
