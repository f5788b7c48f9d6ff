"""Mistakes in suites: file, line, what is wrong and the mend, all of them in one error. `reading` raises it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nia.errors import ConfigError

MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. `line` counts from 1; None: the file as a whole."""

    file: str
    line: int | None
    problem: str
    mend: str

    @classmethod
    def of(cls, error: ConfigError) -> Mistake:
        """Return what another reader of files found wrong."""
        line, told = error.values["line"], {key: str(error.values[key]) for key in ("file", "problem", "mend")}
        return cls(line=line if isinstance(line, int) else None, **told)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.problem}. {self.mend}"


class WrongSuites(ConfigError):
    """Suites that cannot be played. The message has the first ten mistakes, `mistakes` all of them."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        first = mistakes[0]
        super().__init__(first.file, first.line, first.problem, first.mend)
        self.mistakes = tuple(mistakes)
        self.args = (_told(self.mistakes),)


def _told(mistakes: Sequence[Mistake]) -> str:
    if len(mistakes) == 1:
        return str(mistakes[0])
    more = len(mistakes) - MOST_TOLD
    lines = [f"{len(mistakes)} mistakes", *(str(one) for one in mistakes[:MOST_TOLD])]
    return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)
