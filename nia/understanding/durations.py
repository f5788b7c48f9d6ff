"""Durations ("an hour and a half", "do din"): read from words, added to a moment, written as ISO 8601."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from nia.understanding.duration_counts import over_or_two, read_count
from nia.understanding.numbers import SIGNS, Number, begins_number, has, read_small, sense
from nia.understanding.port import Grain
from nia.understanding.words import Word

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400, "fortnight": 14 * 86400}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
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
    "half": Grain.QUARTER,
    "year": Grain.YEAR,
    "decade": Grain.YEAR,
    "century": Grain.YEAR,
}
_MOST_DAYS = 366 * 200
_COUNTS = frozenset({"vague_count", "multiplier", "unit", "whole"})
_BEHIND_MINUTES = frozenset({"to", "from", "on", "at", "for"})
_LONGEST = 10  # words until the unit
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
    if not any("unit" in word.senses or "glued_unit" in word.senses for word in words[at : at + _LONGEST]):
        return None
    found = _one(words, at + has(words, at, "whole"))
    if found is None:
        return None
    duration, after = found.duration, found.after
    more = over_or_two(words, after) if duration.count == 1 else None
    several = None if more is None else _of(more.value, duration.unit)
    if more is not None and several is not None:
        return ReadDuration(several, more.after)
    while True:
        plus = sense(words, after, "plus")
        if plus is not None:
            added = _of(Decimal(plus), duration.unit)
            return ReadDuration(duration + added, after + 1) if added else ReadDuration(duration, after)
        start = after + 1 if has(words, after, "duration_link") else after
        following = _one(words, start) or _bare_minutes(words, start, duration, linked=start > after)
        if following is None or not _finer(following.duration.unit, duration.unit):
            return ReadDuration(duration, after)
        duration, after = duration + following.duration, following.after


def _bare_minutes(words: Sequence[Word], at: int, hours: Duration, *, linked: bool) -> ReadDuration | None:
    """Read the "thirty" of "two hours thirty", the "ten" of "an hour and ten"."""
    minutes = read_small(words, at) if hours.unit == "hour" else None
    if linked and (minutes is None or minutes.value % 5 or words[at - 1].folded != "and"):
        return None
    if minutes is None or not 10 <= minutes.value < 60 or words[at].digits > 2:
        return None
    behind = words[minutes.after] if minutes.after < len(words) else None
    ends = behind is None or not (
        behind.glued or (behind.folded[:1].isalnum() and _BEHIND_MINUTES.isdisjoint(behind.senses))
    )
    minute = _of(minutes.value, "minute") if ends else None
    return None if minute is None else ReadDuration(minute, minutes.after)


def read_clocked(words: Sequence[Word], at: int) -> ReadDuration | None:
    """Read "1:30 hours": written as on a clock, but it lasts; "17:30 hours" and "1:30 hrs" are times of day."""
    if at + 3 >= len(words) or words[at + 1].folded != ":" or words[at + 3].senses.get("unit") != "hour":
        return None
    hours, minutes = words[at], words[at + 2]
    if not (hours.digits == 1 and minutes.digits == 2 and minutes.glued) or words[at + 3].folded in ("h", "hrs"):
        return None
    seconds = 3600 * (hours.number or 0) + 60 * (minutes.number or 0)
    return ReadDuration(Duration(seconds=seconds, unit="minute"), at + 4) if (minutes.number or 0) < 60 else None


def _one(words: Sequence[Word], at: int) -> ReadDuration | None:
    if (clocked := read_clocked(words, at)) is not None:
        return clocked
    number = read_count(words, at)
    if number is None and at and has(words, at - 1, "whole") and words[at - 1].folded.startswith("a "):
        number = Number(Decimal(1), at)  # "a full day"
    if number is None and has(words, at, "unit") and has(words, at + 1, "one_whole"):  # "हफ्ते भर"
        one = _of(Decimal(1), str(words[at].senses["unit"]))
        return None if one is None else ReadDuration(one, at + 2)
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


def _unit(words: Sequence[Word], at: int) -> str | None:
    if at >= len(words):
        return None
    unit = words[at].senses.get("unit")
    if unit is None and words[at].glued and at and words[at - 1].digits:
        unit = None if _is_decade(words, at) else words[at].senses.get("glued_unit")
    elif (
        unit is None and words[at].folded == "h" and at and (words[at - 1].digits == 1 or words[at - 1].folded in SIGNS)
    ):
        return "hour"  # "1½ h"
    return str(unit) if unit is not None and unit != "weekend" else None


def _is_decade(words: Sequence[Word], at: int) -> bool:
    """Tell whether the "s" of "the 60s", "1960s" stands here, and no seconds."""
    if words[at].folded != "s" or (words[at - 1].number or 0) % 10:
        return False
    return words[at - 1].digits == 4 or (at > 1 and words[at - 2].folded.split()[-1] == "the")


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


_FINEST_FIRST = tuple("second minute hour day workday week fortnight month quarter half year decade century".split())


def _finer(unit: str, than: str) -> bool:
    return _FINEST_FIRST.index(unit) < _FINEST_FIRST.index(than)
