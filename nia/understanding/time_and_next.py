"""The grammar of a stretch and the one beside it ("this week and next", "tomorrow and the day after"). Bounds ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.numbers import has, sense
from nia.understanding.time_days import LONG_UNITS, unit_at
from nia.understanding.time_expressions import Between, ReadExpression
from nia.understanding.time_moments import Moment, Read
from nia.understanding.words import Word

_LINKS = ("and", "or", "comma")
_UNITS = (*LONG_UNITS, "day")
_ONES = ("one", "ones")
# What goes on with a day of its own behind "next": "this week and next friday" are two.
_NAMED = (
    "unit",
    "weekday",
    "weak_weekday",
    "month",
    "weak_month",
    "holiday",
    "season",
    "part",
    "cardinal",
    "fiscal_year",
)


def and_next(words: Sequence[Word], read: Read) -> ReadExpression | None:
    """Read on over the stretch beside the one that was read, whose unit is not said again."""
    day, link = read.moment.day, read.after
    if not any(has(words, link, kind) for kind in _LINKS):
        return None
    plain = isinstance(day, CalendarDay) and day.unit in _UNITS and day == CalendarDay(unit=day.unit, offset=day.offset)
    if not plain or not isinstance(day, CalendarDay) or read.moment != Moment(day=day):
        return None
    beside = _beside(words, link + 1, day)
    if beside is None or beside[0] == day.offset:
        return None
    offset, after = beside
    first, last = sorted((day.offset, offset))
    return ReadExpression(Between(Moment(day=replace(day, offset=first)), Moment(day=replace(day, offset=last))), after)


def _beside(words: Sequence[Word], at: int, day: CalendarDay) -> tuple[int, int] | None:
    """Return the offset of the stretch that is told by "next", "the week after", and the index of the word after it."""
    told = has(words, at, "day_offset") or has(words, at, "day_beside")
    if told and words[at].folded.removeprefix("the ") == "day after":
        ahead = day.unit == "day" and not any(
            has(words, at + 1, kind) for kind in ("day_offset", "either_day", *_NAMED)
        )
        return (day.offset + 1, at + 1) if ahead else None
    start = at + has(words, at, "the")
    which = sense(words, start, "which")
    if which is not None and day.unit != "day" and not any(has(words, start + 1, kind) for kind in _NAMED):
        after = start + 1
        return int(which), after + (after < len(words) and words[after].folded in _ONES)
    same = unit_at(words, start) == day.unit or (start < len(words) and words[start].folded == "one")
    sign = 1 if has(words, start + 1, "after") else -1 if has(words, start + 1, "before") else 0
    ends = start + 2 >= len(words) or not any(k in words[start + 2].senses for k in ("which", "the", *_NAMED))
    return (day.offset + sign, start + 2) if same and sign and ends else None
