"""Runs whole processes in turn, and reports medians and peak memory."""

import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Contender:
    """A command that is measured."""

    name: str
    command: list[str]
    #: Valid exit statuses besides 0: a linter with findings has done its work.
    may_exit: tuple[int, ...] = (1,)
    #: Whether one run is enough, because it takes minutes.
    once: bool = False


@dataclass(frozen=True)
class Run:
    """One run of a command."""

    seconds: float
    processor_seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Measured:
    """All the runs of one command."""

    name: str
    runs: list[Run]
    #: Its standard output in the run that warmed the caches.
    output: bytes

    @property
    def median(self) -> float:
        """The median wall time in seconds."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def least(self) -> float:
        """The least wall time in seconds."""
        return min(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        """The median time on all processors, in seconds."""
        return statistics.median(run.processor_seconds for run in self.runs)

    @property
    def peak(self) -> int:
        """The most memory that any run held, in bytes; never less than the launcher's ten million or so."""
        return max(run.peak_bytes for run in self.runs)


def in_turn(contenders: list[Contender], runs: int, scratch: Path) -> dict[str, Measured]:
    """Runs each once to warm the caches and keep its output, and then all in turn, A B C A B C …

    One that runs only once is measured the first time.
    """
    outputs, taken = {}, {}
    for contender in contenders:
        kept = scratch / "output"
        first = run(contender, kept)
        outputs[contender.name] = kept.read_bytes()
        kept.unlink()
        taken[contender.name] = [first] if contender.once else []
    for _ in range(runs):
        for contender in contenders:
            if not contender.once:
                taken[contender.name].append(run(contender, Path(os.devnull)))
    return {name: Measured(name, taken[name], outputs[name]) for name in taken}


def run(contender: Contender, output: Path) -> Run:
    """Runs a command to its end; stops if its exit status is not valid."""
    launcher = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launcher.py")), str(output)]
    output = subprocess.run(launcher + contender.command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, processor_seconds, kibibytes, code = output.stdout.split()
    if code != "0" and int(code) not in contender.may_exit:
        raise SystemExit(f"{' '.join(contender.command[:6])} … exited with {code}")
    return Run(float(seconds), float(processor_seconds), int(kibibytes) * 1024)
