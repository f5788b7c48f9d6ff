"""The grammar of what comes again ("every monday at 6", "twice a week", "har do hafte"). time_phrases.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_stretches import Edge, Nth
from nia.understanding.calendar_units import DayMeaning
from nia.understanding.durations import read_duration
from nia.understanding.numbers import has, read_small
from nia.understanding.time_days import ReadDay, joins, unit_at
from nia.understanding.time_expressions import Between, Every, ReadExpression
from nia.understanding.time_grammar import MomentGrammar
from nia.understanding.time_moments import Moment, Read
from nia.understanding.time_parts import counted_at, followed, ordinal_at, over_ordinals
from nia.understanding.time_ranges import RangeGrammar
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
_NTH_CODES = {"day": "P{}D", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H", "minute": "PT{}M"}


_BEGIN_PLURAL = frozenset("ordinal nth_last on the other every_part plural_unit weekday".split())


@dataclass(frozen=True, slots=True)
class _Often:
    """How often, as an ISO 8601 duration, the index of the word after it, and the unit that was said."""

    code: str
    after: int
    unit: str | None = None


class RecurrenceGrammar:
    """Reads what comes again, with its day and time."""

    def __init__(self, words: Sequence[Word], moments: MomentGrammar, ranges: RangeGrammar) -> None:
        self._words = words
        self._moments = moments
        self._ranges = ranges

    def every(self, at: int) -> ReadExpression | None:
        """Read "every monday at 6", "daily", "twice a week", "on mondays from 4 to 5"."""
        words = self._words
        often = often_at(words, at)
        if often is not None:
            return self._with_moment(often)
        if has(words, at, "every"):
            return self._each(at + 1)
        if not (words[at].digits or not _BEGIN_PLURAL.isdisjoint(words[at].senses)):
            return None
        return self._nth_of_each(at) or self._plural(at)

    def _plural(self, at: int) -> ReadExpression | None:
        """Read "on mondays", "alternate fridays", "on sunday mornings", "on weekdays", "nightly"."""
        words = self._words
        start = at + has(words, at, "on")
        start += has(words, start, "the")
        part = words[at].senses.get("every_part") if at < len(words) else None
        if part is not None:
            return self._timed("P1D", Read(Moment(part=str(part)), at + 1))
        if has(words, start, "plural_unit"):
            return self._with_moment(_Often(str(words[start].senses["plural_unit"]), start + 1))
        other = has(words, start, "other")
        again = has(words, start + other, "plural_weekday") or has(words, start + 1, "plural_part")
        read = self._moments.moment(start + other) if again else None
        if read is None or not isinstance(read.moment.day, CalendarDay) or read.moment.day.weekday is None:
            return None
        return self._timed("P14D" if other else "P1W", read)

    def _nth_of_each(self, at: int) -> ReadExpression | None:
        """Read "first monday of every month", "the 1st of each month", "1st and 3rd friday of every month"."""
        words = self._words
        start = at + has(words, at, "on")
        nth, after = ordinal_at(words, start + has(words, start, "the"))
        if nth is None:
            return None
        behind = over_ordinals(words, after)
        counted = counted_at(words, behind, nth, CalendarDay())
        end = behind if counted is None else counted.after
        often = often_at(words, end + 1) if joins(words, end) and has(words, end + 1, "every") else None
        if often is None or often.unit not in ("month", "year", "quarter", "week"):
            return None
        whole = CalendarDay(unit=often.unit)
        part = counted_at(words, behind, nth, whole)
        if part is None and (often.unit != "month" or nth < 0):
            return None
        day = replace(whole, day=nth) if part is None else part.meaning
        if behind > after:
            return ReadExpression(Every(often.code, Moment(day=day)), after)
        return self._timed(often.code, self._moments.continued(Read(Moment(day=day), often.after)))

    def _each(self, at: int) -> ReadExpression | None:
        """Read "monday at 6", "2 weeks" or "second friday" behind "every"."""
        words = self._words
        duration = read_duration(words, at)
        if duration is not None:
            after = duration.after + has(words, duration.after, "after_word")
            return ReadExpression(Every(duration.duration.iso, Moment()), after)
        nth, behind = ordinal_at(words, at)
        other = has(words, at, "other") or (nth == 2 and has(words, behind, "weekday"))
        read = self._moments.moment(behind if other else at)
        return None if read is None else self._timed(_code_of(read.moment.day, other=other), read)

    def _with_moment(self, often: _Often) -> ReadExpression:
        """Read on over the time at which it comes again: "daily at 5", "har mahine ki 5 tareekh ko"."""
        words = self._words
        if often.unit is not None:
            whole = ReadDay(CalendarDay(unit=often.unit), often.after)
            part = followed(words, whole, often.after)
            if part.meaning != whole.meaning:
                return self._timed(often.code, self._moments.continued(Read(Moment(day=part.meaning), part.after)))
        start = often.after + has(words, often.after, "of")
        counted = self._nth_in(often, start + has(words, start, "on"))
        if counted is not None:
            return counted
        time = self._moments.moment(start, led=has(words, start, "at"))
        if time is not None and not time.moment.now:
            return self._timed(often.code, time)
        hours = self._ranges.between(often.after)
        if hours is not None and isinstance(hours.expression, Between):
            between = hours.expression
            return ReadExpression(Every(often.code, between.first, between.second), hours.after)
        return ReadExpression(Every(often.code, Moment()), often.after + has(words, often.after, "after_word"))

    def _nth_in(self, often: _Often, at: int) -> ReadExpression | None:
        """Read the "on the first friday" of "monthly on the first friday"."""
        nth, after = ordinal_at(self._words, at + has(self._words, at, "the"))
        if nth is None or often.unit not in ("month", "year"):
            return None
        part = counted_at(self._words, after, nth, CalendarDay(unit=often.unit))
        if part is None:
            return None
        return self._timed(often.code, self._moments.continued(Read(Moment(day=part.meaning), part.after)))

    def _timed(self, code: str, read: Read) -> ReadExpression:
        """Read on over the hours of what comes again ("from 4 to 5")."""
        hours = None if read.moment.has_time else self._ranges.hours_of(read)
        if hours is not None and isinstance(hours.expression, Between):
            return ReadExpression(Every(code, hours.expression.first, hours.expression.second), hours.after)
        return ReadExpression(Every(code, read.moment), read.after + has(self._words, read.after, "after_word"))


def every_behind(words: Sequence[Word], read: Read) -> ReadExpression | None:
    """Read "every day" or "of every month" behind the moment that comes again."""
    after = read.after + has(words, read.after, "of")
    if not (read.moment.has_time or read.moment.part or isinstance(read.moment.day, CalendarDay)):
        return None
    if has(words, after, "every") and has(words, after + 1, "part") and read.moment.clock and read.moment.part is None:
        part = str(words[after + 1].senses["part"])  # "at seven every morning"
        return ReadExpression(Every("P1D", replace(read.moment, part=part)), after + 2)
    often = often_at(words, after)
    return None if often is None else ReadExpression(Every(often.code, read.moment), often.after)


def often_at(words: Sequence[Word], at: int) -> _Often | None:
    """Read how often: "every week", "daily", "twice a month", "hafte mein do baar"."""
    frequency = words[at].senses.get("frequency") if at < len(words) else None
    if frequency is not None:
        unit = str(frequency) if frequency in ("week", "month", "year") else None
        return _Often(_CODES.get(str(frequency), str(frequency)), at + 1, unit)
    if has(words, at, "every"):
        nth, after = ordinal_at(words, at + 1)
        if has(words, at + 1, "other"):
            nth, after = 2, at + 2
        unit = unit_at(words, at + 1 if nth is None else after)
        if unit is None or (nth is not None and nth < 2):
            return None
        return _Often(_nth_code(unit, nth or 1), (at + 1 if nth is None else after) + 1, unit)
    return _times_a_unit(words, at) or _unit_so_often(words, at)


def _nth_code(unit: str, nth: int) -> str:
    """Return how often every nth such unit comes."""
    if nth == 1:
        return _CODES.get(unit, "P1D")
    return f"P{7 * nth}D" if unit == "week" else _NTH_CODES.get(unit, "P{}D").format(nth)


def _times_a_unit(words: Sequence[Word], at: int) -> _Often | None:
    """Read "twice a week", "three times per month", "once every two weeks"."""
    after = _times(words, at)
    if after is None or not any(has(words, after, kind) for kind in ("per", "every", "in", "weak_cardinal")):
        return None
    several = read_duration(words, after + 1) if has(words, after, "every") or has(words, after, "in") else None
    if several is not None:
        return _Often(several.duration.iso, several.after)
    after += 1
    after += has(words, after, "weak_cardinal")
    unit = unit_at(words, after)
    return None if unit is None else _Often(_CODES.get(unit, "P1D"), after + 1)


def _unit_so_often(words: Sequence[Word], at: int) -> _Often | None:
    """Read "hafte mein do baar"."""
    unit = unit_at(words, at)
    after = _times(words, at + 2) if unit is not None and has(words, at + 1, "after_word") else None
    return None if after is None else _Often(_CODES.get(str(unit), "P1D"), after)


def _times(words: Sequence[Word], at: int) -> int | None:
    if has(words, at, "once"):
        return at + 1
    number = read_small(words, at)
    after = at + 1 if number is None and has(words, at, "weak_cardinal") else None if number is None else number.after
    return after + 1 if after is not None and has(words, after, "times") else None


def _code_of(day: DayMeaning | None, *, other: bool) -> str:
    """Return how often such a day comes: a weekday each week, "the 5th" each month, 5 march and christmas each year."""
    if day is None:
        return "P1D"
    if isinstance(day, Nth | Edge):
        unit = day.of.unit if isinstance(day.of, CalendarDay) else None
        return _CODES.get(str(unit), "P1Y")
    if not isinstance(day, CalendarDay) or day.month is not None:
        return "P1Y"
    if day.weekday is not None:
        return "P14D" if other else "P1W"
    return "P1M" if day.day is not None else "P1D"
