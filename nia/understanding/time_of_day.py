"""Times of day: what the hour that was said means, with am and pm, part of day and working hours. times.py asks."""

from __future__ import annotations

from dataclasses import dataclass

from nia.understanding.calendar_units import Impossible
from nia.understanding.port import Grain
from nia.understanding.time_values import TimeFrame, TimeProblem

NOON, DAY = 12 * 60, 24 * 60

# When a part of the day begins and ends, in minutes from midnight.
_PARTS = {
    "early_morning": (5 * 60, 8 * 60),
    "morning": (6 * 60, 12 * 60),
    "late_morning": (10 * 60, 12 * 60),
    "lunch": (12 * 60, 14 * 60),
    "mid_morning": (9 * 60, 11 * 60),
    "mid_afternoon": (14 * 60, 16 * 60),
    "early_afternoon": (12 * 60, 14 * 60),
    "early_evening": (17 * 60, 19 * 60),
    "late_evening": (19 * 60, 21 * 60),
    "breakfast": (7 * 60, 9 * 60),
    "tea": (16 * 60, 17 * 60),
    "dinner": (19 * 60, 21 * 60),
    "afternoon": (12 * 60, 17 * 60),
    "late_afternoon": (15 * 60, 17 * 60),
    "evening": (17 * 60, 21 * 60),
    "night": (20 * 60, DAY),
    "tonight": (18 * 60, DAY),
    "late_night": (22 * 60, DAY),
}
# Readings of an hour on the dial lie in these stretches when the part of day is said with it ("2 at night").
_HOURS_OF = {
    "early_morning": (0, 12 * 60),
    "morning": (0, 12 * 60),
    "late_morning": (0, 12 * 60),
    "lunch": (11 * 60, 16 * 60),
    "afternoon": (11 * 60, 19 * 60),
    "late_afternoon": (14 * 60, 20 * 60),
    "evening": (15 * 60, DAY),
    "night": (18 * 60, 30 * 60),
    "tonight": (17 * 60, 30 * 60),
    "late_night": (20 * 60, 30 * 60),
    "mid_morning": (0, 12 * 60),
    "mid_afternoon": (12 * 60, 18 * 60),
    "early_afternoon": (11 * 60, 16 * 60),
    "early_evening": (15 * 60, 21 * 60),
    "late_evening": (17 * 60, DAY),
    "breakfast": (4 * 60, 12 * 60),
    "tea": (14 * 60, 20 * 60),
    "dinner": (17 * 60, DAY),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as it was said. `certain`: written so that only one reading is possible ("17:00", "noon")."""

    hour: int
    minute: int = 0
    grain: Grain = Grain.HOUR
    meridiem: str | None = None
    certain: bool = False
    zone: int | None = None  # minutes east of Greenwich, where one was said

    def readings(self, part: str | None, frame: TimeFrame) -> list[int]:
        """Return the minutes from the day's midnight that fit, best first; "12 at night" is 1440. Raises Impossible."""
        if not (0 <= self.hour <= 24 and 0 <= self.minute < 60 and self.hour * 60 + self.minute <= DAY):
            raise Impossible(TimeProblem.NO_SUCH_TIME)
        if self.meridiem is not None:
            return self._with_meridiem(part)
        said = self.hour * 60 + self.minute
        # A dial's hour with a part of day has both halves, and the small hours that belong to the night before.
        dial = not self.certain and 0 < self.hour <= 12
        readings = [said % NOON, said % NOON + NOON] if dial else [said]
        if part is not None:
            return self._in_part(part, readings if dial else [said, said + DAY])
        if len(readings) == 1:
            return readings
        opening, closing = (at.hour * 60 + at.minute for at in frame.hours)
        working = [reading for reading in readings if opening <= reading <= closing]
        if len(working) == 1:
            return working
        return readings

    def _with_meridiem(self, part: str | None) -> list[int]:
        if self.hour > 12 and self.meridiem == "pm":  # "17:30 pm" is odd but clear
            reading = self.hour * 60 + self.minute
        elif self.hour > 12:
            raise Impossible(TimeProblem.NO_SUCH_TIME)
        else:
            reading = self.hour % 12 * 60 + self.minute + (NOON if self.meridiem == "pm" else 0)
        if part is not None and part in _HOURS_OF:
            low, high = _HOURS_OF[part]
            if not low <= reading < high:
                if low <= reading + DAY < high:
                    return [reading + DAY]
                raise Impossible(TimeProblem.CONTRADICTION)
        return [reading]

    def _in_part(self, part: str, readings: list[int]) -> list[int]:
        if part not in _HOURS_OF:
            return readings[:1] if self.certain else readings
        low, high = _HOURS_OF[part]
        fitting = [at for reading in readings for at in (reading, reading + DAY) if low <= at < high]
        if not fitting:
            raise Impossible(TimeProblem.CONTRADICTION)
        return fitting[:1]


def part_minutes(part: str, frame: TimeFrame) -> tuple[int, int]:
    """Return when that part of the day begins and ends, in minutes from midnight."""
    opening, closing = (at.hour * 60 + at.minute for at in frame.hours)
    if part == "working_hours":
        return opening, closing
    if part == "first_half":
        return opening, (opening + closing) // 2
    if part == "second_half":
        return (opening + closing) // 2, closing
    return _PARTS[part]
