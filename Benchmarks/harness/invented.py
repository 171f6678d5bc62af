"""A school's year made independently of Rollcall's generator: codes about as often as in England's schools.

Absences come independently of each other, in spells and one by one. The same marks are written in every
layout and order, row by row; a seed makes them the same on every machine.
"""

import datetime
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path

from . import schools

#: Terms of 2024/25 with 190 days: 380 sessions.
CALENDAR = """\
  terms:
    - { from: 2024-09-03, to: 2024-12-20, half_term: { from: 2024-10-28, to: 2024-11-01 } }
    - { from: 2025-01-06, to: 2025-04-11, half_term: { from: 2025-02-17, to: 2025-02-21 } }
    - { from: 2025-04-28, to: 2025-07-18, half_term: { from: 2025-05-26, to: 2025-05-30 } }
  closed: [2024-11-04, 2025-01-06, 2025-05-05, 2025-06-02]
"""
#: The day on which a register was exported that ends before its calendar.
EXPORTED = datetime.date(2025, 3, 14)
#: One-sign substitutes for codes of two signs.
SPELT = {"a": "C1", "b": "C2"}
#: Sessions that are not plainly attended come in spells or one by one: how often a code begins one, and how
#: many days or sessions it lasts on average. The absences among them are some 7 % of all sessions.
SPELLS = [("I", 34, 2.6), ("O", 10, 2.2), ("G", 3, 5), ("C", 3, 2), ("b", 0.5, 8), ("E", 1, 3), ("N", 2, 1.3)]
SPELLS += [("R", 1, 1), ("V", 5, 1.5), ("P", 2, 1), ("B", 1, 4), ("D", 0.4, 10), ("W", 0.3, 5), ("K", 0.3, 8)]
SINGLE = [("L", 60), ("U", 11), ("M", 14), ("I", 8), ("O", 14), ("N", 5), ("C", 4), ("a", 0.5)]
#: The mean number of spells that begin in 100 sessions, and its multiple for a few pupils.
BEGINNINGS, OFTEN, FEW = 3.4, 20, 0.02
#: The minutes for which registers stay open, and the share of late marks that contradict them.
OPEN, CONTRADICTED = 30, 0.05

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@dataclass(frozen=True)
class Pupil:
    """A pupil with a sign for each session of the year."""

    number: str
    group: str
    born: datetime.date
    marks: str


def pupils(count: int, seed: int = 2024) -> list[Pupil]:
    """A number of pupils of one school, with Unique Pupil Numbers."""
    chance = random.Random(seed)
    return [_pupil(place, chance) for place in range(count)]


def _pupil(place: int, chance: random.Random) -> Pupil:
    school, serial = divmod(place, 1000)
    digits = f"801{2000 + school}{15 + place % 7}{serial:03}"
    check = sum(weight * int(digit) for weight, digit in enumerate(digits, 2)) % 23
    year = 1 + place % 7
    born = datetime.date(2019 - year, 9, 1) + datetime.timedelta(days=chance.randrange(365))
    return Pupil(_LETTERS[check] + digits, f"{year}{chance.choice('ABCD')}", born, _marks(chance))


_STARTS = [(code, length) for code, _, length in SPELLS] + [(code, 0.0) for code, _ in SINGLE]
_WEIGHTS = [often for _, often, _ in SPELLS] + [often for _, often in SINGLE]


def _marks(chance: random.Random) -> str:
    """A year's marks: a pupil's spells and single sessions, and attendance in all others."""
    marks = ["/", "\\"] * 190
    # Rates of absence are exponentially distributed, with a few pupils away most of the time.
    rate = BEGINNINGS / 100 * (OFTEN if chance.random() < FEW else 0.25 + 0.75 * chance.expovariate(1))
    place = int(chance.expovariate(rate))
    while place < len(marks):
        code, days = chance.choices(_STARTS, _WEIGHTS)[0]
        length = 1
        if days:
            place -= place % 2
            length = 2 if days == 1 else 2 + 2 * int(log(1 - chance.random()) / log(1 - 1 / days))
        marks[place : place + length] = code * len(marks[place : place + length])
        place += length + int(chance.expovariate(rate))
    return "".join(marks)


@dataclass(frozen=True)
class Order:
    """How a file of a row a mark is laid out."""

    rows: str = "pupil"
    date_first: bool = False
    has_class: bool = False
    quoted: bool = False
    until: datetime.date | None = None
    minutes: bool = False
    #: Whether there is a table of actions, which is empty.
    logged: bool = False

    @property
    def name(self) -> str:
        """A name for the folder."""
        said = [name for name, value in asdict(self).items() if value and name not in ("rows", "until")]
        return "-".join([self.rows, *said, *[str(self.until)] * bool(self.until)])

    @property
    def columns(self) -> list[str]:
        """The columns, as the peers call them."""
        who, when = ["pupil"] + ["form"] * self.has_class, ["written", "session"]
        return [*(when + who if self.date_first else who + when), "code", *["minutes"] * self.minutes]


#: The headings of the columns in the files.
HEADINGS = {
    "pupil": "UPN", "form": "Reg", "written": "Date", "session": "AM/PM", "code": "Mark",
    "minutes": "Minutes Late",
}  # fmt: skip
_NAMES = {"written": "date", "minutes": "minutes_late"}


def long(folder: Path, order: Order, every: list[Pupil]) -> Path:
    """A register of a row a mark."""
    named = [(_NAMES.get(name, name), HEADINGS[name]) for name in order.columns if name != "form"]
    columns = ", ".join(f'{name}: "{heading}"' for name, heading in named)
    _manifest(folder, f"file: marks.csv, columns: {{ {columns} }}, date_format: dd/MM/yyyy")
    if order.logged:
        with open(folder / "register.yaml", "a", encoding="utf-8") as manifest:
            manifest.write("actions: { file: actions.csv }\n")
        (folder / "actions.csv").write_text("pupil,date,action\n", encoding="utf-8")
    days = list(schools.school_days(folder))
    days = [day for day in days if order.until is None or day <= order.until]
    mark = '"' if order.quoted else ""
    cut = f"{mark},{mark}"
    when = [f"{day:%d/%m/%Y}{cut}{half}" for day in days for half in ("AM", "PM")]
    who = [pupil.number + (cut + pupil.group if order.has_class else "") for pupil in every]
    chance = random.Random(1)
    with open(folder / "marks.csv", "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write(mark + cut.join(HEADINGS[name] for name in order.columns) + mark + "\n")
        for place, session in _places(order.rows, len(every), len(when)):
            sign = every[place].marks[session]
            first, second = who[place], when[session]
            if order.date_first:
                first, second = second, first
            code = SPELT.get(sign, sign)
            if order.minutes:
                code += f",{_minutes(sign, chance)}"
            file.write(f"{mark}{first}{cut}{second}{cut}{code}{mark}\n")
    schools.write_calendar(folder)
    schools.write_codes(folder)
    return folder


def _places(rows: str, pupils: int, sessions: int) -> Iterable[tuple[int, int]]:
    """The places of pupils and sessions in the order of the rows."""
    if rows == "pupil":
        return ((pupil, session) for pupil in range(pupils) for session in range(sessions))
    if rows == "date":
        return ((pupil, session) for session in range(sessions) for pupil in range(pupils))
    shuffled = list(range(pupils * sessions))
    random.Random(2).shuffle(shuffled)
    return (divmod(place, sessions) for place in shuffled)


def _minutes(sign: str, chance: random.Random) -> str:
    """The minutes beside a late mark, which a few of them contradict."""
    if sign not in "LU":
        return ""
    is_after = (sign == "U") != (chance.random() < CONTRADICTED)
    return str(chance.randint(OPEN + 1, 90) if is_after else chance.randint(1, OPEN))


def strings(folder: Path, every: list[Pupil]) -> Path:
    """A row a pupil with a string of marks; it has a sign a session, so both kinds of leave are a `C`."""
    _manifest(folder, "file: marks.csv, layout: wide, columns: { pupil: UPN, marks: Marks }")
    rows = (f"{pupil.number},{_signs(pupil)}\n" for pupil in every)
    return _written(folder, "marks.csv", "UPN,Marks\n", rows)


def columns(folder: Path, every: list[Pupil]) -> Path:
    """A row a pupil with a column for each session."""
    _manifest(folder, "file: marks.csv, layout: wide, columns: { pupil: UPN }, date_format: dd/MM/yyyy")
    days = schools.school_days(folder)
    heading = ",".join(["UPN", *(f"{day:%d/%m/%Y} {half}" for day in days for half in ("AM", "PM"))])
    rows = (f"{p.number},{','.join(SPELT.get(sign, sign) for sign in p.marks)}\n" for p in every)
    return _written(folder, "marks.csv", heading + "\n", rows)


def transfer(folder: Path, every: list[Pupil]) -> Path:
    """A Common Transfer File; its marks have a sign each, as those of `strings`."""
    _manifest(folder, "file: marks.xml, layout: ctf")
    days = list(schools.school_days(folder))
    held, length = {(day - days[0]).days for day in days}, (days[-1] - days[0]).days + 1
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<CTfile>\n  <Header><DocumentName>Common Transfer File'
        "</DocumentName><CTFversion>24.0</CTFversion><SourceSchool><LEA>801</LEA><Estab>2000</Estab>"
        "</SourceSchool></Header>\n  <CTFpupilData>\n"
    )

    def rows() -> Iterator[str]:
        for pupil in every:
            signs = iter(_signs(pupil))
            marks = "".join(next(signs) + next(signs) if day in held else "##" for day in range(length))
            yield (
                f"    <Pupil>\n      <UPN>{pupil.number}</UPN><Surname>Unread</Surname>"
                f"<Forename>Unread</Forename><DOB>{pupil.born}</DOB>\n      <Attendance><YearData>"
                f"<Year>2025</Year><LEA>801</LEA><Estab>2000</Estab>\n        <AttendSessions>"
                f"<AttendanceStartDate>{days[0]}</AttendanceStartDate>\n          <AttendanceMarks>{marks}"
                "</AttendanceMarks></AttendSessions></YearData></Attendance>\n    </Pupil>\n"
            )
        yield "  </CTFpupilData>\n</CTfile>\n"

    return _written(folder, "marks.xml", head, rows())


def _signs(pupil: Pupil) -> str:
    return pupil.marks.translate({ord(sign): code[0] for sign, code in SPELT.items()})


def _manifest(folder: Path, marks: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = f"rollcall: register/v1\nschool: An invented school\ncalendar:\n{CALENDAR}marks: {{ {marks} }}\n"
    (folder / "register.yaml").write_text(text, encoding="utf-8")


def _written(folder: Path, name: str, head: str, rows: Iterable[str]) -> Path:
    with open(folder / name, "w", encoding="utf-8") as file:
        file.write(head)
        file.writelines(rows)
    schools.write_calendar(folder)
    schools.write_codes(folder)
    return folder
