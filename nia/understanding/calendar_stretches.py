"""Days and stretches said by way of others ("2 days after friday", "end of march"). day_grammar.py builds these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nia.understanding.calendar_meanings import DayMeaning, Impossible, midnight, unit_interval
from nia.understanding.durations import Duration, add, add_months
from nia.understanding.port import Grain
from nia.understanding.time_values import Direction, Interval, TimeFrame, TimeProblem

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shifted:
    """So long after or before an anchor, which is now unless one is said ("2 days after friday")."""

    by: Duration
    sign: int
    anchor: DayMeaning | None = None

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        starts = [frame.local_now] if self.anchor is None else [r.start for r in self.anchor.readings(frame)]
        moved = [add(start, self.by, self.sign, frame.working_days) for start in starts]
        if any(moment is None for moment in moved):
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        unit = "day" if self.by.is_of_days else "minute"
        if unit == "day":
            return [unit_interval("day", moment, frame) for moment in moved if moment]
        return [Interval(m, m, Grain.MINUTE) for moment in moved if moment for m in [moment.replace(microsecond=0)]]


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth weekday or unit of a longer stretch ("first monday of next month"); negative counts from its end."""

    nth: int
    weekday: int | None
    unit: str
    of: DayMeaning

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [self._in(container, frame) for container in self.of.readings(frame)]

    def _in(self, container: Interval, frame: TimeFrame) -> Interval:
        found = list(self._parts(container, frame))
        if len(found) < abs(self.nth):
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        return found[self.nth - 1 if self.nth > 0 else self.nth]

    def _parts(self, container: Interval, frame: TimeFrame) -> Iterator[Interval]:
        unit = "day" if self.weekday is not None else self.unit
        part = unit_interval(unit, container.start, frame)
        while part.start < container.end:
            working = self.unit != "workday" or part.start.weekday() in frame.working_days
            # A week belongs to the month that holds its Thursday, as calendars count; days just lie within.
            middle = part.start + (3 * _DAY if unit == "week" else 0 * _DAY)
            inside = container.start <= middle < container.end
            if inside and working and (self.weekday is None or part.start.weekday() == self.weekday):
                yield part
            part = unit_interval(unit, part.start, frame, 1)


@dataclass(frozen=True, slots=True)
class Holding:
    """The week, or another unit, that holds a day ("the week of 9 march")."""

    unit: str
    of: DayMeaning

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [unit_interval(self.unit, day.start, frame) for day in self.of.readings(frame)]


@dataclass(frozen=True, slots=True)
class Edge:
    """The start, middle or end of a longer stretch. "End of the month" is its last day."""

    edge: str
    of: DayMeaning

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [self._in(container) for container in self.of.readings(frame)]

    def _in(self, container: Interval) -> Interval:
        last = container.end - _DAY
        if self.edge == "start":
            return Interval(container.start, container.start + _DAY, Grain.DAY)
        if self.edge == "end":
            return Interval(last, container.end, Grain.DAY)
        half = midnight(container.start + (container.end - container.start) / 2)
        if self.edge == "first_half":
            return Interval(container.start, half, container.grain)
        if self.edge == "second_half":
            return Interval(half, container.end, container.grain)
        third = timedelta(days=max(1, (container.end - container.start).days // 3))
        if self.edge == "middle":
            middle = container.start + third
            return Interval(middle, max(middle + _DAY, container.end - third), container.grain)
        if self.edge == "early":
            return Interval(container.start, container.start + third, container.grain)
        return Interval(container.end - third, container.end, container.grain)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the fiscal year; `year` is the one in which that fiscal year begins."""

    nth: int
    year: int | None = None
    years_on: int = 0

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        now = frame.local_now
        begins = now.year if now.month >= frame.fiscal_year_starts else now.year - 1
        year = begins + self.years_on if self.year is None else self.year
        quarter = self._of(year, frame)
        if self.year is None and not self.years_on:
            if frame.looks is Direction.AHEAD and quarter.end <= now:
                quarter = self._of(year + 1, frame)
            elif frame.looks is Direction.BACK and quarter.start > now:
                quarter = self._of(year - 1, frame)
        return [quarter]

    def _of(self, year: int, frame: TimeFrame) -> Interval:
        start = add_months(_first_of(year, frame.fiscal_year_starts), 3 * (self.nth - 1))
        return Interval(start, add_months(start, 3), Grain.QUARTER)


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year by the year in which it begins, or so many years from the present one."""

    begins: int | None = None
    years_on: int = 0

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        now = frame.local_now
        present = now.year if now.month >= frame.fiscal_year_starts else now.year - 1
        start = _first_of(present + self.years_on if self.begins is None else self.begins, frame.fiscal_year_starts)
        return [Interval(start, add_months(start, 12), Grain.YEAR)]


@dataclass(frozen=True, slots=True)
class Rolling:
    """The last or next so many units, counted from now ("last 7 days")."""

    by: Duration
    sign: int

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        now = frame.local_now.replace(microsecond=0)
        other = add(now, self.by, self.sign, frame.working_days)
        if other is None:
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        start, end = min(now, other), max(now, other)
        if not self.by.is_of_days:
            return [Interval(start, end, Grain.MINUTE)]
        return [Interval(midnight(start), midnight(end) + _DAY, Grain.DAY)]


@dataclass(frozen=True, slots=True)
class PartSoFar:
    """What is left (`rest`) or gone by of the stretch around now ("rest of the week", "this month so far")."""

    of: DayMeaning
    rest: bool

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        today = midnight(frame.local_now)
        found = []
        for whole in self.of.readings(frame):
            start = max(whole.start, today) if self.rest else whole.start
            end = whole.end if self.rest else min(whole.end, today + _DAY)
            found.append(Interval(start, max(start + _DAY, end), whole.grain))
        return found


def _first_of(year: int, month: int) -> datetime:
    """Return the first instant of a month, on the wall clock; raises ValueError beyond the calendar."""
    return datetime.combine(date(year, month, 1), time())
