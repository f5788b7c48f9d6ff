"""What the grammars of days share: a day that was read, who reads inner days, and the little words all look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nia.understanding.calendar_fiscal import FiscalPart, FiscalYear
from nia.understanding.calendar_meanings import CalendarDay, YearSpan
from nia.understanding.calendar_offsets import Beside, Rolling
from nia.understanding.calendar_stretches import Edge
from nia.understanding.calendar_units import DayMeaning
from nia.understanding.calendar_yearly import Season
from nia.understanding.numbers import has, sense
from nia.understanding.words import Word

LONG_UNITS = ("week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade", "century")
DEEPEST = 3
KO = ("ko", "को")


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day, or a longer stretch, and the index of the word after it."""

    meaning: DayMeaning
    after: int


class Days(Protocol):
    """Who reads a day or stretch within another: the grammar of days itself."""

    def day(self, at: int, *, dated: bool = False, depth: int = 0) -> ReadDay | None:
        """Read the day or stretch at `at`. `dated`: "on" or "the" stands before it."""
        ...

    def container(self, at: int, depth: int) -> ReadDay | None:
        """Read what something is a part of: "the month" is this one."""
        ...


def unit_at(words: Sequence[Word], at: int) -> str | None:
    """Return the unit that the word at `at` names."""
    return str(words[at].senses["unit"]) if has(words, at, "unit") else None


def which_at(words: Sequence[Word], at: int) -> int | None:
    """Return 1 for "next", 0 for "this", -1 for "last"; words that only look so count before a unit or weekday."""
    found = sense(words, at, "which")
    if found is None and any(has(words, at + 1, kind) for kind in ("unit", "weekday", "fiscal_year")):
        found = sense(words, at, "weak_which")
    return None if found is None else int(found)


def after_which_at(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Read "after next" (2) and "before last" (-2) behind a unit or weekday, and the index of the word after it."""
    found = sense(words, at, "after_which")
    if found is not None:
        return int(found), at + 1
    side = 1 if has(words, at, "after") else -1 if has(words, at, "before") else 0
    which = sense(words, at + 1, "which")
    if not side or which != side or any(has(words, at + 2, kind) for kind in ("unit", "weekday", "month", "holiday")):
        return None
    return 2 * side, at + 2


def goes_on(words: Sequence[Word], at: int) -> bool:
    """Tell whether the last "on" of "from the 20th on" stands here."""
    behind = words[at + 1] if at + 1 < len(words) else None
    return has(words, at, "on") and words[at].folded == "on" and (behind is None or not behind.folded[:1].isalnum())


def joins(words: Sequence[Word], at: int) -> bool:
    """Tell whether "of" or "in" stands here, between a part and what it is a part of."""
    return has(words, at, "of") or has(words, at, "in")


def is_long(meaning: DayMeaning) -> bool:
    """Tell whether something can lie within it: a week, a month, a quarter, a year."""
    if isinstance(meaning, CalendarDay):
        within = meaning.day is None and meaning.weekday is None and meaning.either is None
        return within and meaning.unit not in ("day", "hour", "minute")
    halves = isinstance(meaning, Edge) and meaning.edge not in ("start", "end", "over")
    return halves or isinstance(meaning, FiscalPart | FiscalYear | Rolling | Season | Beside | YearSpan)
