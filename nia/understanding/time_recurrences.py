"""The grammar of what comes again ("every monday at 6", "twice a week", "har do hafte"). time_phrases.py asks it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.durations import read_duration
from nia.understanding.numbers import has, read_small, sense
from nia.understanding.time_days import unit_at
from nia.understanding.time_expressions import Every, ReadExpression
from nia.understanding.time_grammar import MomentGrammar
from nia.understanding.time_moments import Moment, Read
from nia.understanding.words import Word

_CODES = {
    "day": "P1D",
    "workday": "P1D",
    "weekend": "P7D",
    "week": "P1W",
    "fortnight": "P14D",
    "month": "P1M",
    "quarter": "P3M",
    "year": "P1Y",
    "hour": "PT1H",
    "minute": "PT1M",
    "decade": "P10Y",
}
_SECOND_CODES = {**_CODES, "day": "P2D", "week": "P14D", "month": "P2M", "year": "P2Y", "hour": "PT2H"}


def read_every(words: Sequence[Word], at: int, moments: MomentGrammar) -> ReadExpression | None:
    """Read what comes again, with its day and time."""
    often = _often(words, at)
    if often is not None:
        return _with_moment(words, often[0], often[1], moments)
    start = at + has(words, at, "on")
    if has(words, at, "every"):
        return _each(words, at + 1, moments)
    if has(words, start, "plural_weekday"):
        read = moments.moment(start)
        return None if read is None else ReadExpression(Every("P1W", read.moment), read.after)
    return None


def every_behind(words: Sequence[Word], read: Read) -> ReadExpression | None:
    """Read "every day" or "of every month" behind the moment that comes again."""
    after = read.after + has(words, read.after, "of")
    if not (read.moment.has_time or read.moment.part or isinstance(read.moment.day, CalendarDay)):
        return None
    often = _often(words, after)
    return None if often is None else ReadExpression(Every(often[0], read.moment), often[1])


def _often(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """Return how often, as an ISO 8601 duration, and the index of the word after it."""
    frequency = words[at].senses.get("frequency") if at < len(words) else None
    if frequency is not None:
        return _CODES.get(str(frequency), str(frequency)), at + 1
    if has(words, at, "every"):
        other = has(words, at + 1, "other") or sense(words, at + 1, "ordinal") == 2
        unit = unit_at(words, at + 1 + other)
        return None if unit is None else ((_SECOND_CODES if other else _CODES).get(unit, "P1D"), at + 2 + other)
    return _times_a_unit(words, at) or _unit_so_often(words, at)


def _times_a_unit(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """Read "twice a week", "three times per month"."""
    after = _times(words, at)
    if after is None or not any(has(words, after, kind) for kind in ("per", "every", "in", "weak_cardinal")):
        return None
    after += 1
    after += has(words, after, "weak_cardinal")
    unit = unit_at(words, after)
    return None if unit is None else (_CODES.get(unit, "P1D"), after + 1)


def _unit_so_often(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """Read "hafte mein do baar"."""
    unit = unit_at(words, at)
    after = _times(words, at + 2) if unit is not None and has(words, at + 1, "after_word") else None
    return None if after is None else (_CODES.get(str(unit), "P1D"), after)


def _times(words: Sequence[Word], at: int) -> int | None:
    if has(words, at, "once"):
        return at + 1
    number = read_small(words, at)
    after = at + 1 if number is None and has(words, at, "weak_cardinal") else None if number is None else number.after
    return after + 1 if after is not None and has(words, after, "times") else None


def _each(words: Sequence[Word], at: int, moments: MomentGrammar) -> ReadExpression | None:
    """Read "monday at 6", "2 weeks" or "second friday" behind "every"."""
    duration = read_duration(words, at)
    if duration is not None:
        after = duration.after + has(words, duration.after, "after_word")
        return ReadExpression(Every(duration.duration.iso, Moment()), after)
    other = has(words, at, "other") or sense(words, at, "ordinal") == 2
    read = moments.moment(at + other)
    if read is None:
        return None
    day = read.moment.day
    weekly = isinstance(day, CalendarDay) and day.weekday is not None
    monthly = isinstance(day, CalendarDay) and day.day is not None
    yearly = (isinstance(day, CalendarDay) and day.month is not None) or (
        day is not None and not weekly and not monthly
    )
    often = "P14D" if weekly and other else "P1W" if weekly else "P1Y" if yearly else "P1M" if monthly else "P1D"
    return ReadExpression(Every(often, read.moment), read.after)


def _with_moment(words: Sequence[Word], often: str, after: int, moments: MomentGrammar) -> ReadExpression:
    """Read on over the time at which it comes again: "daily at 5", "har mahine ki 5 tareekh ko"."""
    start = after + has(words, after, "of")
    time = moments.moment(start, led=has(words, start, "at"))
    if time is None or time.moment.now:
        return ReadExpression(Every(often, Moment()), after + has(words, after, "after_word"))
    return ReadExpression(Every(often, time.moment), time.after)
