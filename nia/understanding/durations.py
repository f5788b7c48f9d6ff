"""Durations ("an hour and a half", "do din"): read from words, added to a moment, written as ISO 8601."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from nia.understanding.numbers import Number, begins_number, has, read_number, read_small, sense
from nia.understanding.port import Grain
from nia.understanding.words import Word

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400, "fortnight": 14 * 86400}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
GRAINS = {
    "second": Grain.MINUTE,
    "minute": Grain.MINUTE,
    "hour": Grain.HOUR,
    "day": Grain.DAY,
    "workday": Grain.DAY,
    "week": Grain.WEEK,
    "weekend": Grain.WEEK,
    "fortnight": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "year": Grain.YEAR,
    "decade": Grain.YEAR,
    "century": Grain.YEAR,
}
_MOST_DAYS = 366 * 200
_COUNTS = frozenset({"vague_count", "multiplier", "unit", "whole"})
_MOST_COUNT = 10**15
_AVERAGE_MONTH_S = 30 * 86400


@dataclass(frozen=True, slots=True)
class Duration:
    """Months, working days and seconds; `unit` is the finest unit that was said, `count` how many of it."""

    months: int = 0
    seconds: int = 0
    workdays: int = 0
    unit: str = "minute"
    count: int | None = None

    def __add__(self, other: Duration) -> Duration:
        return Duration(
            self.months + other.months, self.seconds + other.seconds, self.workdays + other.workdays, other.unit
        )

    @property
    def is_of_days(self) -> bool:
        """Tell whether it is made of whole days and longer units only, so that a time of day does not follow."""
        return self.unit not in ("second", "minute", "hour") and self.seconds % 86400 == 0

    @property
    def minutes(self) -> int:
        """Return its length in minutes; a month counts as 30 days."""
        return (self.seconds + self.months * _AVERAGE_MONTH_S + self.workdays * 86400) // 60

    @property
    def iso(self) -> str:
        """Return it as ISO 8601 ("PT1H30M")."""
        days, rest = divmod(self.seconds + self.workdays * 86400, 86400)
        hours, rest = divmod(rest, 3600)
        minutes, seconds = divmod(rest, 60)
        years, months = divmod(self.months, 12)
        day_part = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (days, "D")) if n)
        time_part = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
        return f"P{day_part}T{time_part}" if time_part else f"P{day_part or '0D'}"


def add(moment: datetime, by: Duration, sign: int, working_days: Sequence[int]) -> datetime | None:
    """Move `moment` by a duration; None where that leaves the calendar."""
    if abs(by.months) > 12 * 200 or by.seconds > _MOST_DAYS * 86400 or by.workdays > _MOST_DAYS:
        return None
    try:
        moved = add_months(moment, sign * by.months) + timedelta(seconds=sign * by.seconds)
        return _add_workdays(moved, sign * by.workdays, working_days)
    except (OverflowError, ValueError):
        return None


def add_months(moment: datetime, months: int) -> datetime:
    """Move by calendar months, to the month's last day where it is shorter. Raises ValueError beyond the calendar."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def is_workday(day: date, working_days: Sequence[int]) -> bool:
    """Tell whether one works on that day of the week."""
    return day.weekday() in working_days


def _add_workdays(moment: datetime, days: int, working_days: Sequence[int]) -> datetime:
    if not working_days:
        return moment + timedelta(days=days)
    weeks, rest = divmod(abs(days), len(set(working_days)))
    step = timedelta(days=1 if days > 0 else -1)
    moment += 7 * weeks * step
    while rest:
        moment += step
        rest -= is_workday(moment, working_days)
    return moment


@dataclass(frozen=True, slots=True)
class ReadDuration:
    """A duration and the index of the word after it."""

    duration: Duration
    after: int


def read_duration(words: Sequence[Word], at: int) -> ReadDuration | None:
    """Read the longest duration that begins at `at` ("2 hours and 30 minutes", "half an hour", "dedh ghanta")."""
    if not 0 <= at < len(words) or (_COUNTS.isdisjoint(words[at].senses) and not begins_number(words, at)):
        return None
    found = _one(words, at + has(words, at, "whole"))
    if found is None:
        return None
    duration, after = found.duration, found.after
    while True:
        plus = sense(words, after, "plus")
        if plus is not None:
            more = _of(Decimal(plus), duration.unit)
            return ReadDuration(duration + more, after + 1) if more else ReadDuration(duration, after)
        start = after + 1 if has(words, after, "duration_link") else after
        following = _one(words, start)
        if following is None or not _finer(following.duration.unit, duration.unit):
            return ReadDuration(duration, after)
        duration, after = duration + following.duration, following.after


def _one(words: Sequence[Word], at: int) -> ReadDuration | None:
    number = _count(words, at)
    if number is None:
        plus = sense(words, at + 1, "plus") if has(words, at, "unit") else None  # "hour and a half"
        whole = None if plus is None else _of(Decimal(1), str(words[at].senses["unit"]))
        return None if whole is None else ReadDuration(whole, at + 1)
    after = number.after
    after += has(words, after, "more")
    # "30-minute call"
    if after < len(words) and words[after].folded == "-" and words[after].glued:
        after += 1
    unit = _unit(words, after)
    duration = None if unit is None else _of(number.value, unit)
    return None if duration is None else ReadDuration(duration, after + 1)


def _count(words: Sequence[Word], at: int) -> Number | None:
    vague = sense(words, at, "vague_count")
    if vague is not None:
        return Number(Decimal(vague), at + 1)
    hundreds = sense(words, at, "multiplier")
    if hundreds in (100, 1000) and has(words, at + 1, "unit"):
        return Number(Decimal(hundreds), at + 1)
    part = _part(words, at) or _range_of_counts(words, at) or _neighbours(words, at)
    if part is not None:
        return part
    number = read_number(words, at)
    if number is not None:
        small = read_small(words, at)
        # "5 m": a multiplier that could be a unit; a number before a unit is never that large.
        return number if number.value < 10**6 or small is None else small
    weak = sense(words, at, "weak_cardinal")
    if weak is not None:
        after = at + 1
        half = sense(words, after, "half")
        return Number(Decimal(weak), after) if half is None else Number(Decimal(half), after + 1)
    return None


def _range_of_counts(words: Sequence[Word], at: int) -> Number | None:
    """Read the "2-3" of "2-3 days": the longer counts."""
    first = read_small(words, at)
    if first is None or not (has(words, first.after, "to") or has(words, first.after, "or")):
        return None
    second = read_small(words, first.after + 1)
    fitting = second is not None and second.value > first.value and has(words, second.after, "unit")
    return second if fitting else None


def _neighbours(words: Sequence[Word], at: int) -> Number | None:
    """Read "do teen din", "do-teen din": about so many, of which the larger counts."""
    second = at + 2 if at + 1 < len(words) and words[at + 1].folded == "-" else at + 1
    first, then = _spoken(words, at), _spoken(words, second)
    if first is None or then is None or then - first != 1 or not has(words, second + 1, "unit"):
        return None
    return Number(Decimal(then), second + 1)


def _spoken(words: Sequence[Word], at: int) -> int | None:
    value = sense(words, at, "cardinal")
    if value is None:
        value = sense(words, at, "weak_cardinal")
    return int(value) if value is not None and value < 10 else None


def _part(words: Sequence[Word], at: int) -> Number | None:
    """Read "1/2" before a unit."""
    if at + 3 >= len(words) or not (words[at].number and words[at + 2].number and words[at + 1].folded == "/"):
        return None
    share = Decimal(words[at].number or 0) / Decimal(words[at + 2].number or 1)
    fitting = words[at + 2].glued and share * 4 % 1 == 0 and share < 1 and has(words, at + 3, "unit")
    return Number(share, at + 3) if fitting else None


def _unit(words: Sequence[Word], at: int) -> str | None:
    if at >= len(words):
        return None
    unit = words[at].senses.get("unit")
    if unit is None and words[at].glued and at and words[at - 1].digits:
        unit = words[at].senses.get("glued_unit")
    return str(unit) if unit is not None and unit != "weekend" else None


def _of(count: Decimal, unit: str) -> Duration | None:
    if count > _MOST_COUNT:
        return None
    whole = int(count) if count == count.to_integral_value() else None
    if unit == "workday":
        return None if whole is None else Duration(workdays=whole, unit=unit, count=whole)
    if unit in _MONTHS:
        months = count * _MONTHS[unit]
        rest = months % 1
        return Duration(int(months), int(rest * 30) * 86400, unit="day" if rest else unit, count=whole)
    seconds = int(count * _SECONDS[unit])
    return Duration(seconds=seconds, unit=unit if seconds % _SECONDS[unit] == 0 else "minute", count=whole)


def _finer(unit: str, than: str) -> bool:
    order = ("second", "minute", "hour", "day", "workday", "week", "fortnight", "month", "quarter", "year")
    order += ("decade", "century")
    return order.index(unit) < order.index(than)
