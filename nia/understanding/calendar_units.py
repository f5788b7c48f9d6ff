"""Calendar units (days, weeks, quarters, years) as stretches of the local wall clock. Calendar meanings use them."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import Protocol

from nia.understanding.durations import GRAINS, add_months
from nia.understanding.port import Grain
from nia.understanding.time_values import Interval, TimeFrame, TimeProblem

DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_YEARS = {"decade": 10, "century": 100}


class Impossible(Exception):
    """What was said cannot be; stays inside the reader of times."""

    def __init__(self, problem: TimeProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class DayMeaning(Protocol):
    """A day or a longer stretch that was said."""

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        ...


def unit_interval(unit: str, moment: datetime, frame: TimeFrame, offset: int = 0) -> Interval:
    """Return the calendar unit that lies `offset` units from the one that holds `moment`."""
    day = midnight(moment)
    if unit in ("day", "workday"):
        return Interval(day + offset * DAY, day + (offset + 1) * DAY, Grain.DAY)
    if unit in ("week", "fortnight", "weekend"):
        start = day - day.weekday() * DAY + offset * 7 * DAY
        length = 14 if unit == "fortnight" else 7
        return Interval(start + (5 if unit == "weekend" else 0) * DAY, start + length * DAY, Grain.WEEK)
    if unit in ("hour", "minute", "second"):
        step = timedelta(hours=1) if unit == "hour" else timedelta(minutes=1)
        start = moment.replace(minute=0 if unit == "hour" else moment.minute, second=0, microsecond=0) + offset * step
        return Interval(start, start + step, GRAINS[unit])
    if unit in _YEARS:
        years = _YEARS[unit]
        first = first_of(day.year - day.year % years + offset * years, 1)
        return Interval(first, add_months(first, 12 * years), Grain.YEAR)
    months = _MONTHS[unit]
    starts = frame.fiscal_year_starts if unit in ("quarter", "half") or frame.fiscal else 1
    start = add_months(day.replace(day=1), -((day.month - starts) % months) + offset * months)
    return Interval(start, add_months(start, months), GRAINS[unit])


def midnight(moment: datetime) -> datetime:
    """Return the first instant of that day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def first_of(year: int, month: int) -> datetime:
    """Return the first instant of a month, on the wall clock; raises ValueError beyond the calendar."""
    return datetime.combine(date(year, month, 1), time())


def day_interval(day: date) -> Interval:
    """Return that whole day."""
    start = datetime.combine(day, time())
    return Interval(start, start + DAY, Grain.DAY)


def month_interval(year: int, month: int) -> Interval:
    """Return that whole month; raises ValueError beyond the calendar."""
    start = first_of(year, month)
    return Interval(start, add_months(start, 1), Grain.MONTH)


def valid_date(year: int, month: int, day: int) -> date:
    """Return that date. Raises Impossible where there is none."""
    found = valid_date_or_none(year, month, day)
    if found is None:
        raise Impossible(TimeProblem.NO_SUCH_DATE)
    return found


def valid_date_or_none(year: int, month: int, day: int) -> date | None:
    """Return that date, or None where there is none."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)
