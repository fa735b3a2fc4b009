"""What an oracle says."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One complaint of one oracle about one file."""

    oracle: str
    file: Path
    message: str

    def __str__(self):
        return f"{self.file}: [{self.oracle}] {self.message}"


class NotRun(Exception):
    """An oracle could not do its work: as bad as a finding."""

    def __init__(self, oracle, why):
        super().__init__(f"{oracle} COULD NOT RUN: {why}")
