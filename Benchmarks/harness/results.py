"""Tables of results: kept between runs, so that parts can be run alone, and written as one page."""

import datetime
import json
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .measure import Measured


@dataclass(frozen=True)
class Table:
    """A table of one comparison, under a description of it."""

    title: str
    about: str
    columns: list[str]
    rows: list[list[str]]
    below: str = ""

    def markdown(self) -> str:
        lines = [f"### {self.title}", "", self.about, ""]
        if self.rows:
            lines.append("| " + " | ".join(self.columns) + " |")
            lines.append("|---" + "|--:" * (len(self.columns) - 1) + "|")
            lines += ["| " + " | ".join(row) + " |" for row in self.rows]
        if self.below:
            lines += ["", self.below]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Part:
    """The results of one part of the benchmark, with their date."""

    heading: str
    date: str
    tables: list[Table] = field(default_factory=list)
    #: The part's lines at the top of the page.
    lead: str = ""


def timings(measured: Iterable[Measured], extra: dict[str, str] | None = None) -> list[list[str]]:
    """A row a command: median, least, processor time, peak memory, and the ratio to the first."""
    every = list(measured)
    base = every[0].median
    return [
        [each.name, seconds(each.median), seconds(each.least), seconds(each.processor)]
        + [f"{each.peak / 1e6:,.0f} MB", f"{each.median / base:.2f}"]
        + ([extra.get(each.name, "")] if extra else [])
        for each in every
    ]


#: The columns of `timings`.
COLUMNS = ["", "median", "least", "processor", "peak memory", "ratio"]


def seconds(value: float) -> str:
    """A time, in seconds or milliseconds."""
    if value < 0.1:
        return f"{value * 1000:.2f} ms"
    return f"{value:.3f} s" if value < 10 else f"{value:,.1f} s"


def keep(folder: Path, name: str, part: Part) -> None:
    """Keeps the results of a part until it is run again."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(part), indent=1, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def kept(folder: Path, names: Iterable[str]) -> list[Part]:
    """The last results of the named parts; parts never run are left out."""
    parts = []
    for name in names:
        path = folder / f"{name}.json"
        if path.exists():
            found = json.loads(path.read_text(encoding="utf-8"))
            tables = [Table(**table) for table in found["tables"]]
            parts.append(Part(found["heading"], found["date"], tables, found.get("lead", "")))
    return parts


def today() -> str:
    """The date and the time, to the minute, in UTC."""
    return datetime.datetime.now(datetime.timezone.utc).strftime("%-d %B %Y, %H:%M UTC")


def page(parts: list[Part], versions: list[str]) -> str:
    """The whole page, as Markdown."""
    lines = [
        "# Measured",
        "",
        *[line for part in parts if part.lead for line in (part.lead, "")],
        "Made by `make bench`; do not edit. How it is measured, and what is compared with what, is told in",
        "[README.md](README.md). A ratio is to the first row of its table: above 1 is slower than that row.",
        "",
        f"Machine: {machine()}.",
        "",
        *[f"- {version}" for version in versions],
        "",
    ]
    for part in parts:
        lines += [f"## {part.heading}", "", f"Measured on {part.date}.", ""]
        lines += [table.markdown() for table in part.tables]
    return "\n".join(lines).rstrip() + "\n"


def machine() -> str:
    """The processor, the number of cores, the memory and the system."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    processor = names[0] if names else platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {pages / 2**30:.0f} GiB, {platform.platform()}"


def first_line(command: list[str]) -> str:
    """The first line of a program's output, such as its version."""
    output = subprocess.run(command, capture_output=True, text=True, check=True)
    return (output.stdout or output.stderr).strip().splitlines()[0]
