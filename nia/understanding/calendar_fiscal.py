"""Fiscal years and their quarters and halves ("q3", "h1 of next year", "fy26"). time_fiscal.py builds these."""

from __future__ import annotations

from dataclasses import dataclass

from nia.understanding.calendar_units import first_of
from nia.understanding.durations import add_months
from nia.understanding.port import Grain
from nia.understanding.time_values import Direction, Interval, TimeFrame


@dataclass(frozen=True, slots=True)
class FiscalPart:
    """The nth part of `months` months of a fiscal year; `year` is the one in which that fiscal year begins."""

    nth: int
    months: int = 3
    year: int | None = None
    years_on: int | None = None

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        now = frame.local_now
        year = _present(frame) + (self.years_on or 0) if self.year is None else self.year
        part = self._of(year, frame)
        if self.year is None and self.years_on is None:
            if frame.looks is Direction.AHEAD and part.end <= now:
                part = self._of(year + 1, frame)
            elif frame.looks is Direction.BACK and part.start > now:
                part = self._of(year - 1, frame)
        return [part]

    def _of(self, year: int, frame: TimeFrame) -> Interval:
        start = add_months(first_of(year, frame.fiscal_year_starts), self.months * (self.nth - 1))
        return Interval(start, add_months(start, self.months), Grain.QUARTER)


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year by the year in which it begins, or so many years from the present one."""

    begins: int | None = None
    years_on: int = 0

    def readings(self, frame: TimeFrame) -> list[Interval]:
        """Return the readings, the best first. Raises Impossible."""
        begins = _present(frame) + self.years_on if self.begins is None else self.begins
        start = first_of(begins, frame.fiscal_year_starts)
        return [Interval(start, add_months(start, 12), Grain.YEAR)]


def _present(frame: TimeFrame) -> int:
    now = frame.local_now
    return now.year if now.month >= frame.fiscal_year_starts else now.year - 1
