"""Days said by their distance from others ("2 days after friday", "last 7 days"). time_offsets.py builds these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nia.understanding.calendar_units import DAY, DayMeaning, Impossible, midnight, unit_interval
from nia.understanding.durations import Duration, add
from nia.understanding.port import Grain
from nia.understanding.time_values import Interval, TimeFrame, TimeProblem


@dataclass(frozen=True, slots=True)
class Shifted:
    """So long after or before an anchor, which is now unless one is said ("2 days after friday")."""

    by: Duration
    sign: int
    anchor: DayMeaning | None = None

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        moved = [add(start, self.by, self.sign, frame.working_days) for start in self._starts(frame)]
        if any(moment is None for moment in moved):
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        of_weeks = self.by.unit == "minute" and self.by.seconds > 7 * 86400  # "two and a half weeks ago": that day
        if self.by.is_of_days or of_weeks:
            return [unit_interval("day", moment, frame) for moment in moved if moment]
        return [Interval(m, m, Grain.MINUTE) for moment in moved if moment for m in [moment.replace(microsecond=0)]]

    def _starts(self, frame: TimeFrame) -> list[datetime]:
        """Return where to count from: the first day of the anchor, its last where it is long and one looks ahead."""
        if self.anchor is None:
            return [frame.local_now]
        found = self.anchor.readings(frame)
        long = self.sign > 0 and self.by.is_of_days
        return [max(one.start, one.end - DAY) if long else one.start for one in found]


@dataclass(frozen=True, slots=True)
class Beside:
    """The unit next to an anchor, whole ("the week after easter", "the weekend before christmas")."""

    unit: str
    sign: int
    of: DayMeaning

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [self._beside(anchor, frame) for anchor in self.of.readings(frame)]

    def _beside(self, anchor: Interval, frame: TimeFrame) -> Interval:
        held = unit_interval(self.unit, max(anchor.start, anchor.end - DAY) if self.sign > 0 else anchor.start, frame)
        if held.start >= anchor.end if self.sign > 0 else held.end <= anchor.start:
            return held
        return unit_interval(self.unit, held.start, frame, self.sign)


@dataclass(frozen=True, slots=True)
class NthBeside:
    """The nth such weekday after or before an anchor ("the second monday after easter", "two fridays from now")."""

    nth: int
    weekday: int
    sign: int
    of: DayMeaning

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [self._beside(anchor, frame) for anchor in self.of.readings(frame)]

    def _beside(self, anchor: Interval, frame: TimeFrame) -> Interval:
        day = midnight(max(anchor.start, anchor.end - DAY) if self.sign > 0 else anchor.start)
        distance = (self.sign * (self.weekday - day.weekday()) - 1) % 7 + 1 + 7 * (self.nth - 1)
        return unit_interval("day", day, frame, self.sign * distance)


@dataclass(frozen=True, slots=True)
class Rolling:
    """The last or next so many units, counted from now ("last 7 days"); of quarters, whole ones beside this one."""

    by: Duration
    sign: int

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        now = frame.local_now.replace(microsecond=0)
        if self.by.unit == "quarter" and self.by.count:
            ends = [unit_interval("quarter", now, frame, self.sign * step) for step in (1, self.by.count)]
            return [Interval(min(one.start for one in ends), max(one.end for one in ends), Grain.QUARTER)]
        other = add(now, self.by, self.sign, frame.working_days)
        if other is None:
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        start, end = min(now, other), max(now, other)
        if not self.by.is_of_days:
            return [Interval(start, end, Grain.MINUTE)]
        return [Interval(midnight(start), midnight(end) + DAY, Grain.DAY)]
