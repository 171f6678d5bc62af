"""The data of the benchmark: generated schools, joined to larger ones, and the tables for the peers."""

import csv
import datetime
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

#: The most pupils that `rollcall generate` makes in one school.
LARGEST_SCHOOL = 5000
#: The policy whose school is generated.
POLICY = "Policies/schools/st-james.yaml"


def marks_alone(rollcall: Path, folder: Path, pupils: int, layout: str) -> Path:
    """A register of any size with nothing but marks: `long`, a row a mark, or `wide`, a row a pupil.

    The marks of the two are the same. What was made before by the same binary is kept.
    """
    options = ["--marks-only", "--layout", layout]
    kept(folder, rollcall, lambda building: _generate(rollcall, building, pupils, 1, options))
    if layout == "long":
        write_calendar(folder)
        write_codes(folder)
        _write_pupils(folder)
    return folder


def school(rollcall: Path, folder: Path, pupils: int) -> Path:
    """A register of so many pupils with all its tables: one generated school, or several joined.

    What was made before by the same binary is kept.
    """
    if not _is_made(rollcall, folder):
        shutil.rmtree(folder, ignore_errors=True)
        _make(rollcall, folder, pupils)
    write_calendar(folder)
    write_codes(folder)
    return folder


def kept(folder: Path, source: Path, make: Callable[[Path], object]) -> Path:
    """A folder that is made unless it exists and is newer than its sources."""
    if not _is_made(source, folder):
        shutil.rmtree(folder, ignore_errors=True)
        building = folder.with_name(folder.name + ".part")
        shutil.rmtree(building, ignore_errors=True)
        make(building)
        building.rename(folder)
        folder.touch()
    return folder


def by_date(source: Path, folder: Path) -> None:
    """A register with the rows of each table in the order of their dates, and the date in front."""
    folder.mkdir(parents=True)
    shutil.copy(source / "register.yaml", folder)
    for name in ("actions", "amendments", "exclusions", "leave", "pupils", "registers"):
        with open(source / f"{name}.csv", newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        dates = [place for place, column in enumerate(header) if column in _DATES]
        if dates:
            rows.sort(key=lambda row: row[dates[0]])
            header, *rows = (
                [row[dates[0]], *row[: dates[0]], *row[dates[0] + 1 :]] for row in [header, *rows]
            )
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    _marks_by_date(source / "marks.csv", folder / "marks.csv")
    write_calendar(folder)
    write_codes(folder)


#: The columns by which tables are ordered.
_DATES = ("date", "applied_on", "first_day")


def _marks_by_date(source: Path, target: Path) -> None:
    """Splits rows at commas, because marks are too many for a reader of CSV and none of their cells is quoted."""
    days: dict[tuple[str, ...], list[str]] = {}
    with open(source, encoding="utf-8") as file:
        header = _date_first(next(file))
        for line in file:
            moved = _date_first(line)
            days.setdefault((*reversed(moved[:10].split("/")), moved[11:13]), []).append(moved)
    with open(target, "w", encoding="utf-8") as file:
        file.write(header)
        for day in sorted(days):
            file.writelines(days[day])


def _date_first(line: str) -> str:
    pupil, date, session, rest = line.split(",", 3)
    return f"{date},{session},{pupil},{rest}"


def _is_made(source: Path, folder: Path) -> bool:
    return folder.exists() and folder.stat().st_mtime > source.stat().st_mtime


def _make(rollcall: Path, folder: Path, pupils: int) -> None:
    building = folder.with_name(folder.name + ".part")
    shutil.rmtree(building, ignore_errors=True)
    sizes = [LARGEST_SCHOOL] * (pupils // LARGEST_SCHOOL)
    if pupils % LARGEST_SCHOOL:
        sizes.append(pupils % LARGEST_SCHOOL)
    parts = []
    for number, size in enumerate(sizes, 1):
        part = building / f"school-{number}"
        _generate(rollcall, part, size, number, [])
        parts.append(part)
    if len(parts) == 1:
        parts[0].rename(folder)
    else:
        _join(parts, building / "joined")
        (building / "joined").rename(folder)
    shutil.rmtree(building)
    folder.touch()


def _generate(rollcall: Path, folder: Path, pupils: int, seed: int, options: list[str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = [str(rollcall), "generate", "--policy", POLICY, "--output", str(folder)]
    command += ["--pupils", str(pupils), "--seed", str(seed), *options]
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
    """A table's header and its rows, with a prefix before each pupil and class."""
    header, _, rows = path.read_bytes().partition(b"\n")
    names = [name.lower() for name in header.decode().strip().split(",")]
    places = [place for place, name in enumerate(names) if name in ("pupil", "class")]
    if places == [0]:  # Marks are too many to go through row by row.
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


def write_calendar(folder: Path) -> None:
    """The school's sessions with the numbers of their school week, day, half term and term, to join with.

    It has the date as marks write it as well, so that the peers need not read millions of dates.
    """
    with open(folder / "calendar.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["date", "written", "session", "week", "opens_week", "day", "half_term", "term"])
        week, last_monday = -1, None
        manifest = _manifest(folder)
        style = "%d/%m/%Y" if "date_format" in manifest["marks"] else "%Y-%m-%d"
        for number, day in enumerate(school_days(folder)):
            monday = day - datetime.timedelta(days=day.weekday())
            opens = monday != last_monday
            week, last_monday = week + opens, monday
            periods = [number, *_periods(manifest["calendar"]["terms"], day)]
            writer.writerow([day, day.strftime(style), "AM", week, str(opens).lower(), *periods])
            writer.writerow([day, day.strftime(style), "PM", week, "false", *periods])


def _periods(terms: list[dict], day: datetime.date) -> tuple[int, int]:
    """The numbers of a day's half term and of its term."""
    term = max(number for number, each in enumerate(terms) if each["from"] <= day)
    return 2 * term + (day > terms[term]["half_term"]["to"]), term


def _manifest(folder: Path) -> dict:
    return yaml.safe_load((folder / "register.yaml").read_text(encoding="utf-8"))


def school_days(folder: Path) -> Iterator[datetime.date]:
    calendar = _manifest(folder)["calendar"]
    closed = set(calendar.get("closed", []))
    for term in calendar["terms"]:
        half_term, day = term["half_term"], term["from"]
        while day <= term["to"]:
            in_break = half_term["from"] <= day <= half_term["to"]
            if day.weekday() < 5 and day not in closed and not in_break:
                yield day
            day += datetime.timedelta(days=1)


def write_codes(folder: Path) -> None:
    """The codes in force throughout the school's year, with their statistical classes."""
    days = list(school_days(folder))
    codes = yaml.safe_load(Path("Policies/national/codes.yaml").read_text(encoding="utf-8"))["codes"]
    with open(folder / "codes.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "class"])
        for meaning in codes:
            if meaning["from"] <= days[0] and meaning.get("to", days[-1]) >= days[-1]:
                writer.writerow([meaning["code"], meaning["class"]])


def _write_pupils(folder: Path) -> None:
    """A table of the pupils and an empty one of amendments, for a register that has neither."""
    with open(folder / "marks.csv", encoding="utf-8") as marks:
        next(marks)
        pupils = dict.fromkeys(line.partition(",")[0] for line in marks)
    (folder / "pupils.csv").write_text(
        "pupil,date_of_birth,joined,left\n" + "".join(f"{pupil},,,\n" for pupil in pupils), encoding="utf-8"
    )
    columns = "pupil,date,session,original,amended,reason,amended_on,name,position\n"
    (folder / "amendments.csv").write_text(columns, encoding="utf-8")
