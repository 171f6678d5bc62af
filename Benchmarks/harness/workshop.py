"""The programs, folders and settings of a run."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Workshop:
    """The programs and folders of one run, and its extent."""

    #: The released binary, and the Python that has the peers.
    rollcall: Path
    python: Path
    #: A scan of bytes and a parser of YAML that keep nothing: the lower bounds for any reader.
    scan: Path
    parse: Path
    #: Generated data, and a folder for temporary files.
    data: Path
    scratch: Path
    #: Fewer runs and smaller data; ten large registers as well.
    quick: bool
    large: bool

    def peer(self, program: str) -> str:
        """The path of a program that was installed with the peers."""
        return str(self.python.parent / program)
