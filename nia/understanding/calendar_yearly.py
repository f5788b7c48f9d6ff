"""What comes once a year and has a name: holidays, seasons ("christmas", "next summer"). time_named.py builds these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from nia.understanding.calendar_units import DAY, Impossible, day_interval, first_of
from nia.understanding.durations import add_months
from nia.understanding.port import Grain
from nia.understanding.time_values import Direction, Interval, TimeFrame, TimeProblem


@dataclass(frozen=True, slots=True)
class Year:
    """In which year it lies: that one, or so many years from the present one, or the next (1) or latest (-1)."""

    year: int | None = None
    years_on: int | None = None
    which: int | None = None

    def choose(self, make: Callable[[int], Interval], frame: TimeFrame) -> Interval:
        """Return what `make` gives for the year that is meant."""
        now = frame.local_now
        if self.year is not None or self.years_on is not None or self.which == 0:
            return make(now.year + (self.years_on or 0) if self.year is None else self.year)
        found = [one for step in (-2, -1, 0, 1, 2) if (one := _made(make, now.year + step)) is not None]
        if not found:
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        if self.which is not None:
            fitting = [one for one in found if (one.start > now if self.which > 0 else one.end <= now)]
            return fitting[0 if self.which > 0 else -1]
        if frame.looks is Direction.AHEAD:
            return next(one for one in found if one.end > now)
        if frame.looks is Direction.BACK:
            return next(one for one in reversed(found) if one.start <= now)
        return min(found, key=lambda one: abs(one.start - now))


def _made(make: Callable[[int], Interval], year: int) -> Interval | None:
    """Return what `make` gives for a year, None where it knows none."""
    try:
        return make(year)
    except Impossible:
        return None


@dataclass(frozen=True, slots=True)
class Season:
    """Whole months from a first one ("6+3" are June to August)."""

    rule: str
    year: Year

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        first, months = (int(part) for part in self.rule.split("+"))

        def of(year: int) -> Interval:
            start = first_of(year, first)
            return Interval(start, add_months(start, months), Grain.QUARTER)

        return [self.year.choose(of, frame)]


@dataclass(frozen=True, slots=True)
class NumberedWeek:
    """A week by its number in the year, as ISO 8601 counts them."""

    number: int
    year: Year

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [self.year.choose(self._of, frame)]

    def _of(self, year: int) -> Interval:
        monday = datetime.combine(date.fromisocalendar(year, self.number, 1), time())
        return Interval(monday, monday + 7 * DAY, Grain.WEEK)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the year by its rule: "12-25", "easter-2", or the nth weekday of a month, "11:3:4" (3 is Thursday)."""

    rule: str
    year: Year

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        return [self.year.choose(self._of, frame)]

    def _of(self, year: int) -> Interval:
        if not 1 < year < 9998:
            raise Impossible(TimeProblem.NO_SUCH_DATE)
        if "," in self.rule:  # by the moon: the days that the almanac gives, from a first year on
            return day_interval(_of_almanac(year, self.rule))
        if self.rule.startswith("easter"):
            return day_interval(easter(year) + int(self.rule.removeprefix("easter")) * DAY)
        if ":" in self.rule:
            return day_interval(_nth_weekday(year, *(int(part) for part in self.rule.split(":"))))
        month, day = (int(part) for part in self.rule.split("-"))
        return day_interval(date(year, month, day))


def _of_almanac(year: int, rule: str) -> date:
    """Return the day of "2024,10-31,10-20": one for each year from the first. Raises Impossible beyond them."""
    first, *days = rule.split(",")
    if not 0 <= year - int(first) < len(days):
        raise Impossible(TimeProblem.NO_SUCH_DATE)
    month, day = (int(part) for part in days[year - int(first)].split("-"))
    return date(year, month, day)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month; the last one for -1."""
    if nth < 0:
        last = (add_months(first_of(year, month), 1) - DAY).date()
        return last - (last.weekday() - weekday) % 7 * DAY
    first = date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * DAY


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus (the anonymous algorithm, as Meeus gives it)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 19 * golden + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - correction - rest % 4) % 7
    late = (golden + 11 * correction + 22 * weekday) // 451
    month, day = divmod(correction + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
