"""Time expressions as they were said: bounds, ranges, shifts. time_ranges.py reads them, times.py resolves them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.durations import Duration
from nia.understanding.time_moments import Moment
from nia.understanding.time_of_day import Clock


class Bound(StrEnum):
    """Which side of a moment is meant."""

    BY = "by"
    BEFORE = "before"
    UNTIL = "until"
    WITHIN = "within"
    AFTER = "after"
    SINCE = "since"
    FROM = "from"  # of a past stretch, the stretch itself: "leads from last week"
    STARTING = "starting"


@dataclass(frozen=True, slots=True)
class Single:
    """A moment, perhaps as a bound ("by friday")."""

    moment: Moment
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """From one moment to another."""

    first: Moment
    second: Moment


@dataclass(frozen=True, slots=True)
class Lasting:
    """A duration; with `start`, from then on ("from monday for 3 days")."""

    duration: Duration
    start: Moment | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So much later (1) or earlier (-1) than a record's time."""

    duration: Duration
    sign: int


@dataclass(frozen=True, slots=True)
class Every:
    """What comes again: each such moment, each such unit; with `until`, from one time of day to another."""

    every: str
    moment: Moment
    until: Moment | None = None


Expression: TypeAlias = "Single | Between | Lasting | Shift | Every"


@dataclass(frozen=True, slots=True)
class ReadExpression:
    """An expression and the index of the word after it."""

    expression: Expression
    after: int


def days_of_month(month: object, first: Moment, second: Moment) -> Between | None:
    """Return the days that bare numbers behind a month are: "april ki 5 se 10 tak"."""
    whole = isinstance(month, CalendarDay) and month.day is None and (month.month is not None or month.unit == "month")
    clocks = [one.clock for one in (first, second) if one.clock is not None and one == Moment(clock=one.clock)]
    bare = [clock.hour for clock in clocks if not (clock.meridiem or clock.minute) and clock.hour]
    if not whole or not isinstance(month, CalendarDay) or len(bare) != 2:
        return None
    return Between(Moment(day=replace(month, day=bare[0])), Moment(day=replace(month, day=bare[1])))


def share(first: Moment, second: Moment) -> tuple[Moment, Moment] | None:
    """Give each side of a range what only the other said: the day, am or pm, the month of "5 to 10 march"."""
    number = first.bare
    if number is not None:
        if second.clock is None and isinstance(second.day, CalendarDay) and second.day.day is not None:
            first = Moment(day=replace(second.day, day=number, weekday=None))
        elif second.clock is not None or second.bare is not None:
            first = replace(first, clock=_bare_hour(number), bare=None)
        else:
            return None
    if second.bare is not None:
        if first.clock is not None:
            second = replace(second, clock=_bare_hour(second.bare), bare=None)
        elif isinstance(first.day, CalendarDay):
            second = replace(second, day=replace(first.day, day=second.bare, weekday=None), bare=None)
    if first.day is not None and (days := days_of_month(first.day, replace(first, day=None), second)) is not None:
        return days.first, days.second
    if first.has_time and second.has_time:
        first = replace(first, day=first.day or second.day, part=first.part or second.part)
    return _same_month(first, second)


def _bare_hour(number: int) -> Clock:
    return Clock(number, certain=number > 12)


def _same_month(first: Moment, second: Moment) -> tuple[Moment, Moment]:
    """Give the 10th of "10th to 15th march" its month and year."""
    if isinstance(first.day, CalendarDay) and isinstance(second.day, CalendarDay):
        one, other = first.day, second.day
        bare = one.weekday is not None and one == CalendarDay(weekday=one.weekday)
        if bare and other.unit == "week" and (one.weekday or 0) <= (other.weekday or 0):  # "mon to wed last week"
            return replace(first, day=replace(one, unit="week", offset=other.offset)), second
        if one == CalendarDay(month=one.month) and other == CalendarDay("year", other.offset, month=other.month):
            return replace(
                first, day=replace(one, unit="year", offset=other.offset)
            ), second  # "april to june next year"
        if one.unit == "month" and one.day is not None and other == CalendarDay(day=other.day):
            return first, replace(second, day=replace(other, unit="month", offset=one.offset))
        if other.unit == "month" and other.day is not None and one == CalendarDay(day=one.day):
            return replace(first, day=replace(one, unit="month", offset=other.offset)), second
        if one.day is not None and one.month is None and one.unit is None and other.month is not None:
            first = replace(first, day=replace(one, month=other.month, year=other.year))
        elif one.month is not None and one.year is None and other.year is not None and other.month is not None:
            first = replace(first, day=replace(one, year=other.year))
        elif one.month is not None and other.month is None and other.day is not None and other.unit is None:
            second = replace(second, day=replace(other, month=one.month, year=one.year))
    return first, second
