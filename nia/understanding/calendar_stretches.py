"""Parts of longer stretches ("first monday of april", "end of march", "rest of the week"). time_parts.py asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nia.understanding.calendar_units import DAY, DayMeaning, Impossible, midnight, unit_interval
from nia.understanding.durations import Duration, add, add_months
from nia.understanding.port import Grain
from nia.understanding.time_values import Interval, TimeFrame, TimeProblem

# Which part of how many a word names.
_PARTS = {"first_half": (0, 2), "second_half": (1, 2), "early": (0, 3), "middle": (1, 3), "late": (2, 3)}


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
            middle = part.start + (3 * DAY if unit == "week" else 0 * DAY)
            inside = container.start <= middle < container.end
            if inside and working and (self.weekday is None or part.start.weekday() == self.weekday):
                yield part
            part = unit_interval(unit, part.start, frame, 1)


@dataclass(frozen=True, slots=True)
class Holding:
    """The week, or another unit, that holds a day ("the week of 9 march"), begins (1) or ends (-1) with it."""

    unit: str
    of: DayMeaning
    edge: int = 0

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        days = self.of.readings(frame)
        if self.edge:  # a week
            starts = [day.start - (6 * DAY if self.edge < 0 else 0 * DAY) for day in days]
            return [Interval(start, start + 7 * DAY, Grain.WEEK) for start in starts]
        return [unit_interval(self.unit, day.start, frame) for day in days]


@dataclass(frozen=True, slots=True)
class Some:
    """The first so many units of a longer stretch, or its last ("first two weeks of april")."""

    by: Duration
    from_end: bool
    of: DayMeaning

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [self._in(container, frame) for container in self.of.readings(frame)]

    def _in(self, container: Interval, frame: TimeFrame) -> Interval:
        moved = add(container.end if self.from_end else container.start, self.by, -1 if self.from_end else 1, ())
        if moved is None or not container.start <= moved <= container.end:
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        ends = (moved, container.end) if self.from_end else (container.start, moved)
        return Interval(*ends, Grain.DAY if self.by.is_of_days else Grain.MINUTE)


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """A weekday of the week that holds a day ("monday in two weeks")."""

    weekday: int
    of: DayMeaning

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        weeks = [unit_interval("week", day.start, frame) for day in self.of.readings(frame)]
        return [unit_interval("day", week.start, frame, self.weekday) for week in weeks]


@dataclass(frozen=True, slots=True)
class Edge:
    """The start, middle or end of a longer stretch. "End of the month" is its last day, also where it "is over"."""

    edge: str
    of: DayMeaning

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [self._in(container) for container in self.of.readings(frame)]

    def _in(self, container: Interval) -> Interval:
        if self.edge == "start":
            return Interval(container.start, container.start + DAY, Grain.DAY)
        if self.edge in ("end", "over"):
            return Interval(container.end - DAY, container.end, Grain.DAY)
        part, parts = _PARTS[self.edge]
        months = _months(container)
        if months % parts == 0 and months:
            start = add_months(container.start, part * months // parts)
            return Interval(start, add_months(start, months // parts), container.grain)
        if parts == 2:
            half = midnight(container.start + (container.end - container.start) / 2)
            return Interval(*((half, container.end) if part else (container.start, half)), container.grain)
        return _third(container, part)


def _months(container: Interval) -> int:
    """Return how many whole calendar months a stretch is long, 0 where it is none of months."""
    start, end = container.start, container.end
    return (end.year - start.year) * 12 + end.month - start.month if start.day == end.day == 1 else 0


def _third(container: Interval, part: int) -> Interval:
    """Return the first, middle or last third of a stretch in whole days; the middle takes what does not divide."""
    third = DAY * max(1, (container.end - container.start).days // 3)
    start, end = container.start, container.end
    if part == 2 and container.grain is Grain.WEEK and end - start == 7 * DAY:
        return Interval(start + 3 * DAY, end, container.grain)  # late in a week one works still: from Thursday
    if part == 0:
        return Interval(start, start + third, container.grain)
    if part == 2:
        return Interval(end - third, end, container.grain)
    return Interval(start + third, max(start + third + DAY, end - third), container.grain)


@dataclass(frozen=True, slots=True)
class PartSoFar:
    """What is left (`rest`) or gone by of the stretch around now ("rest of the week"); "april till now" ends today."""

    of: DayMeaning
    rest: bool

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        today = midnight(frame.local_now)
        found = []
        for whole in self.of.readings(frame):
            start = max(whole.start, today) if self.rest else whole.start
            end = whole.end if self.rest else today + DAY
            found.append(Interval(start, max(start + DAY, end), whole.grain))
        return found
