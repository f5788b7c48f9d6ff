"""What days, weeks, months and years that were said mean on the calendar. The grammar builds these; times.py asks."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time

from nia.understanding.calendar_units import (
    DAY,
    Impossible,
    day_interval,
    first_of,
    month_interval,
    unit_interval,
    valid_date,
    valid_date_or_none,
)
from nia.understanding.durations import add_months
from nia.understanding.port import Grain
from nia.understanding.time_values import Direction, Interval, TimeFrame, TimeProblem

# How far to look for a day that fits several conditions ("friday the 13th"): the calendar repeats by then.
_FARTHEST_DAYS = 366 * 8


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Fields of a date, each None unless said: they are read together ("friday", "next week", "15", "march").

    `unit` and `offset`: the unit around now, so many units on ("next week"). `which` of a weekday: 1 is
    the coming week's, 0 this week's, -1 the latest, 2 the one after next; of a month: 1 the next after this one, 0
    this year's, -1 the latest that is over; of a day of the month: 1 the next, -1 the latest. `either`: days on the
    side that the direction tells (kal, parso).
    """

    unit: str | None = None
    offset: int = 0
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    which: int | None = None
    either: int | None = None

    def merged(self, other: CalendarDay) -> CalendarDay | None:
        """Return both together, or None where they say the same thing twice or do not go together."""
        mine = {f.name for f in fields(self) if f.name != "offset" and getattr(self, f.name) is not None}
        theirs = {f.name for f in fields(other) if f.name != "offset" and getattr(other, f.name) is not None}
        if mine & theirs or ({"unit", "either"} <= mine | theirs and "either" in mine and "either" in theirs):
            return None
        joined = replace(self, **{name: getattr(other, name) for name in theirs})
        if "unit" in theirs:
            joined = replace(joined, offset=other.offset)
        return joined if joined._fits() else None

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        if self.either is not None:
            return self._either_side(frame)
        if self.unit is not None:
            return [self._within(self._container(frame))]
        if self.weekday is not None and self.day is None and self.month is None:
            return [day_interval(self._weekday(frame))]
        if self.day is not None:
            return [day_interval(self._date(frame))]
        return [self._month_or_year(frame)]

    def _container(self, frame: TimeFrame) -> Interval:
        """Return the unit that was said; of what lies behind, "the weekend" is the last one until it begins anew."""
        assert self.unit is not None
        if self.month is not None and self.offset:  # "april last year": by the calendar, also in reports
            frame = replace(frame, fiscal=False)
        found = unit_interval(self.unit, frame.local_now, frame, self.offset)
        ahead = found.start > frame.local_now and self.offset == 0
        if self.unit == "weekend" and ahead and frame.looks is Direction.BACK:
            return unit_interval(self.unit, frame.local_now, frame, -1)
        return found

    def _fits(self) -> bool:
        if self.unit in ("week", "weekend", "fortnight", "quarter") and (self.day or self.month or self.year):
            return False
        if self.unit == "day" and (self.month or self.year) and not self.day:
            return False
        if self.unit == "month" and (self.month or self.year):
            return False
        return not (self.unit == "year" and self.year) and not (self.year and self.day and not self.month)

    def _either_side(self, frame: TimeFrame) -> list[Interval]:
        today = frame.local_now.date()
        assert self.either is not None
        ahead, back = day_interval(today + self.either * DAY), day_interval(today - self.either * DAY)
        if self.weekday is not None or self.day is not None:
            fitting = [reading for reading in (ahead, back) if self._agrees_with(reading.day)]
            if not fitting:
                raise Impossible(TimeProblem.CONTRADICTION)
            return fitting[:1]
        if frame.looks is Direction.ANY:
            return [ahead, back]
        return [ahead if frame.looks is Direction.AHEAD else back]

    def _agrees_with(self, day: date) -> bool:
        said = (self.year, self.month, self.day, self.weekday)
        return all(
            field in (None, actual)
            for field, actual in zip(said, (day.year, day.month, day.day, day.weekday()), strict=True)
        )

    def _within(self, container: Interval) -> Interval:
        """Find the day or month that was said within this week, month or year."""
        if self.unit == "day":
            if not self._agrees_with(container.day):
                raise Impossible(TimeProblem.CONTRADICTION)
            return container
        if self.month is not None and self.unit == "year":
            year = container.start.year if self.month >= container.start.month else container.start.year + 1
            return (
                day_interval(valid_date(year, self.month, self.day)) if self.day else month_interval(year, self.month)
            )
        if self.day is not None and self.unit == "month":
            found = valid_date(container.start.year, container.start.month, self.day)
        elif self.weekday is not None:
            start = container.start.date()
            found = start + (self.weekday - start.weekday()) % 7 * DAY
        else:
            return container
        if self.weekday not in (None, found.weekday()) or found >= container.end.date():
            raise Impossible(TimeProblem.CONTRADICTION)
        return day_interval(found)

    def _weekday(self, frame: TimeFrame) -> date:
        today = frame.local_now.date()
        assert self.weekday is not None
        monday = today - today.weekday() * DAY
        if self.which == 0:
            this = monday + self.weekday * DAY
            return this + 7 * DAY if this < today and frame.looks is Direction.AHEAD else this
        if self.which in (-1, -2) or (self.which is None and frame.looks is Direction.BACK):
            before_last = 7 * (self.which == -2)
            return today - ((today.weekday() - self.weekday - 1) % 7 + 1 + before_last) * DAY
        if self.which is not None:
            return monday + (7 * self.which + self.weekday) * DAY
        return today + ((self.weekday - today.weekday() - 1) % 7 + 1) * DAY

    def _date(self, frame: TimeFrame) -> date:
        assert self.day is not None
        if self.month is not None and self.year is not None:
            found = valid_date(self.year, self.month, self.day)
        elif self.weekday is not None:
            return self._weekday_and_day(frame)
        else:
            looks = {1: Direction.AHEAD, -1: Direction.BACK}.get(self.which or 0, frame.looks)
            found = self._nearest(replace(frame, looks=looks))  # "agli 20 tareekh", "pichli 20 tareekh"
        if self.weekday is not None and found.weekday() != self.weekday:
            raise Impossible(TimeProblem.CONTRADICTION)
        return found

    def _nearest(self, frame: TimeFrame) -> date:
        """Find the day of the month, or of the year, on the side that the direction tells."""
        today = frame.local_now.date()
        assert self.day is not None
        if self.month is not None:
            valid_date(2024, self.month, self.day)
            years = {Direction.AHEAD: (0, 1), Direction.BACK: (0, -1), Direction.ANY: (0, 1, -1)}[frame.looks]
            found = [valid_date_or_none(today.year + step, self.month, self.day) for step in years]
        else:
            if not 1 <= self.day <= 31:
                raise Impossible(TimeProblem.NO_SUCH_DATE)
            steps = range(0, -3, -1) if frame.looks is Direction.BACK else range(3)
            months = [add_months(datetime.combine(today.replace(day=1), time()), step) for step in steps]
            found = [valid_date_or_none(month.year, month.month, self.day) for month in months]
        days = [day for day in found if day is not None]
        if self.month is not None and frame.looks is Direction.ANY and days:
            return min(days, key=lambda day: abs(day - today))
        ahead = frame.looks is not Direction.BACK
        fitting = [day for day in days if (day >= today if ahead else day <= today)]
        if not fitting:
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        return fitting[0]

    def _weekday_and_day(self, frame: TimeFrame) -> date:
        """Find "friday the 13th", or check "tuesday 3 march": the year's own day must be that weekday."""
        today = frame.local_now.date()
        if self.month is not None:
            return self._of_that_weekday(self.month, frame)
        step = -1 if frame.looks is Direction.BACK else 1
        for distance in range(_FARTHEST_DAYS):
            day = today + step * distance * DAY
            if day.day == self.day and day.weekday() == self.weekday:
                return day
        raise Impossible(TimeProblem.NO_SUCH_DATE)

    def _of_that_weekday(self, month: int, frame: TimeFrame) -> date:
        """Find the day of this year, or of one beside it, that is that weekday: the weekday tells the year."""
        nearest = self.__class__(month=month, day=self.day)._nearest(frame)
        years = (nearest.year, frame.local_now.year, frame.local_now.year + 1, frame.local_now.year - 1)
        for year in years:
            found = valid_date_or_none(year, month, self.day or 0)
            if found is not None and found.weekday() == self.weekday:
                return found
        raise Impossible(TimeProblem.CONTRADICTION)

    def _month_or_year(self, frame: TimeFrame) -> Interval:
        now = frame.local_now
        if self.month is None:
            if self.year is None:
                raise Impossible(TimeProblem.CONTRADICTION)
            start = frame.fiscal_year_starts if frame.fiscal else 1
            first = first_of(self.year, start)
            return Interval(first, add_months(first, 12), Grain.YEAR)
        if self.year is not None:
            return month_interval(self.year, self.month)
        if self.which is not None:
            return self._said_month(now)
        years = {Direction.AHEAD: (0, 1), Direction.BACK: (0, -1), Direction.ANY: (0, 1, -1)}[frame.looks]
        found = [month_interval(now.year + step, self.month) for step in years]
        if frame.looks is Direction.AHEAD:
            return next(month for month in found if month.end > now)
        if frame.looks is Direction.BACK:
            return next(month for month in found if month.start <= now)
        return min(found, key=lambda month: abs(month.start - now.replace(day=1)))

    def _said_month(self, now: datetime) -> Interval:
        """Find "next march", "this march", "last march"."""
        assert self.month is not None
        assert self.which is not None
        this = month_interval(now.year, self.month)
        if self.which > 0:
            return this if this.start > now else month_interval(now.year + 1, self.month)
        if self.which < 0:
            return this if this.end <= now else month_interval(now.year - 1, self.month)
        return this


@dataclass(frozen=True, slots=True)
class YearSpan:
    """A decade or century by its first year ("the 90s" begin in 1990), or one calendar year from January."""

    first: int
    years: int

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [Interval(first_of(self.first, 1), first_of(self.first + self.years, 1), Grain.YEAR)]
