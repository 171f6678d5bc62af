"""The data that is measured: generated schools, joined to larger ones, and the tables that peers need."""

import csv
import datetime
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import yaml

#: The most pupils that `rollcall generate` makes in one school.
LARGEST_SCHOOL = 5000
#: The policy whose school is generated.
POLICY = "Policies/schools/st-james.yaml"


def knows_wide_layout(rollcall: Path) -> bool:
    """Whether this build of `rollcall generate` writes a row a pupil."""
    told = subprocess.run([rollcall, "generate", "--help"], capture_output=True, text=True, check=True)
    return "--layout" in told.stdout


def school(rollcall: Path, folder: Path, pupils: int, layout: str = "long", seed: int = 1) -> Path:
    """A register of so many pupils: one generated school, or several joined.

    What was made before by the same binary is kept.
    """
    if not folder.exists() or folder.stat().st_mtime < rollcall.stat().st_mtime:
        shutil.rmtree(folder, ignore_errors=True)
        _make(rollcall, folder, pupils, layout, seed)
    _write_calendar(folder)
    _write_codes(folder)
    return folder


def _make(rollcall: Path, folder: Path, pupils: int, layout: str, seed: int) -> None:
    building = folder.with_name(folder.name + ".part")
    shutil.rmtree(building, ignore_errors=True)
    sizes = [LARGEST_SCHOOL] * (pupils // LARGEST_SCHOOL)
    if pupils % LARGEST_SCHOOL:
        sizes.append(pupils % LARGEST_SCHOOL)
    parts = []
    for number, size in enumerate(sizes):
        part = building / f"school-{number + 1}"
        _generate(rollcall, part, size, seed + number, layout)
        parts.append(part)
    if len(parts) == 1:
        parts[0].rename(folder)
    else:
        _join(parts, building / "joined")
        (building / "joined").rename(folder)
    shutil.rmtree(building)
    folder.touch()


def _generate(rollcall: Path, folder: Path, pupils: int, seed: int, layout: str) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = [str(rollcall), "generate", "--policy", POLICY, "--output", str(folder)]
    command += ["--pupils", str(pupils), "--seed", str(seed)]
    if layout != "long":
        command += ["--layout", layout]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def _join(parts: list[Path], folder: Path) -> None:
    """Puts schools of the same calendar into one; pupils and classes get the school's number in front."""
    folder.mkdir()
    shutil.copy(parts[0] / "register.yaml", folder)
    for table in sorted(path.name for path in parts[0].glob("*.csv")):
        with open(folder / table, "wb") as joined:
            for number, part in enumerate(parts, 1):
                header, rows = _renamed(part / table, f"S{number}-")
                joined.write((header if number == 1 else b"") + rows)


def _renamed(path: Path, prefix: str) -> tuple[bytes, bytes]:
    """A table's header and its rows, with something put in front of each pupil and class."""
    header, _, rows = path.read_bytes().partition(b"\n")
    names = [name.lower() for name in header.decode().strip().split(",")]
    places = [place for place, name in enumerate(names) if name in ("pupil", "class")]
    if places == [0]:  # Marks are too many to look at one by one.
        front = prefix.encode()
        return header + b"\n", front + rows.rstrip(b"\n").replace(b"\n", b"\n" + front) + b"\n"
    lines = []
    for cells in csv.reader(rows.decode().splitlines()):
        for place in places:
            cells[place] = cells[place] and prefix + cells[place]
        lines.append(",".join(_quoted(cell) for cell in cells) + "\n")
    return header + b"\n", "".join(lines).encode()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\n') else cell


def _write_calendar(folder: Path) -> None:
    """The school's sessions with the number of their school week, as a table to join with.

    It has the date as marks write it as well, so that the peers need not read millions of dates.
    """
    with open(folder / "calendar.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["date", "written", "session", "week", "opens_week"])
        week, last_monday = -1, None
        for day in _school_days(folder):
            monday = day - datetime.timedelta(days=day.weekday())
            opens = monday != last_monday
            week, last_monday = week + opens, monday
            written = day.strftime("%d/%m/%Y")
            writer.writerow([day, written, "AM", week, str(opens).lower()])
            writer.writerow([day, written, "PM", week, "false"])


def _school_days(folder: Path) -> Iterator[datetime.date]:
    calendar = yaml.safe_load((folder / "register.yaml").read_text(encoding="utf-8"))["calendar"]
    closed = set(calendar.get("closed", []))
    for term in calendar["terms"]:
        half_term, day = term["half_term"], term["from"]
        while day <= term["to"]:
            in_break = half_term["from"] <= day <= half_term["to"]
            if day.weekday() < 5 and day not in closed and not in_break:
                yield day
            day += datetime.timedelta(days=1)


def _write_codes(folder: Path) -> None:
    """The codes in force throughout the school's year, with their statistical classes."""
    days = list(_school_days(folder))
    codes = yaml.safe_load(Path("Policies/national/codes.yaml").read_text(encoding="utf-8"))["codes"]
    with open(folder / "codes.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "class"])
        for meaning in codes:
            if meaning["from"] <= days[0] and meaning.get("to", days[-1]) >= days[-1]:
                writer.writerow([meaning["code"], meaning["class"]])


def together(folders: list[Path], folder: Path) -> None:
    """Puts what the peers read of several registers into one folder, each register's pupils renamed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for table in ("calendar.csv", "codes.csv"):
        shutil.copy(folders[0] / table, folder)
    with open(folder / "pupils.csv", "wb") as pupils, open(folder / "amendments.csv", "wb") as amended:
        for number, source in enumerate(folders):
            prefix = f"R{number}-"
            for file, table in ((pupils, "pupils.csv"), (amended, "amendments.csv")):
                header, rows = _renamed(source / table, prefix)
                file.write((header if number == 0 else b"") + rows)
            with open(folder / f"marks-{number}.csv", "wb") as marks:
                marks.writelines(_renamed(source / "marks.csv", prefix))
