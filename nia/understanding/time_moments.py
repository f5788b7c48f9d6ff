"""A moment as it was said, and how its pieces go together ("kal" and "5 baje"). time_grammar.py makes them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nia.understanding.calendar_fiscal import FiscalPart, FiscalYear
from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_offsets import Shifted
from nia.understanding.calendar_stretches import DayOfWeek, Holding
from nia.understanding.calendar_units import DayMeaning
from nia.understanding.calendar_yearly import Holiday, Season, Year
from nia.understanding.durations import Duration
from nia.understanding.time_of_day import Clock


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it was said: a day or longer, a part of day, a time of day; each None unless said."""

    day: DayMeaning | None = None
    part: str | None = None
    clock: Clock | None = None
    now: bool = False
    same_time: bool = False
    edge_of_day: str | None = None  # "start" or "end" of the working day
    moved: tuple[Duration, int] | None = None  # so long after or before it ("3 hours before 5 pm")
    bare: int | None = None  # a number that is an hour or a day, as what stands beside it tells

    @property
    def has_time(self) -> bool:
        """Tell whether a time of day was said, in whatever way."""
        return self.clock is not None or self.edge_of_day is not None or self.same_time

    def with_piece(self, piece: Moment) -> Moment | None:
        """Return this moment with one more piece, or None where the piece does not go with it."""
        if self.edge_of_day == "start" and piece.clock is not None:  # "first thing wednesday, 9:30"
            return replace(self, edge_of_day=None, part="morning").with_piece(piece)
        if self.now or piece.now or (self.has_time and piece.has_time) or (self.part and piece.part):
            return None
        day = self.day or piece.day
        if self.day is not None and piece.day is not None:
            day = together(self.day, piece.day)
            if day is None:
                return None
        return replace(
            self,
            day=day,
            part=self.part or piece.part,
            clock=self.clock or piece.clock,
            same_time=self.same_time or piece.same_time,
            edge_of_day=self.edge_of_day or piece.edge_of_day,
            moved=self.moved or piece.moved,
        )


@dataclass(frozen=True, slots=True)
class Read:
    """A moment and the index of the word after it."""

    moment: Moment
    after: int


def together(one: DayMeaning, other: DayMeaning) -> DayMeaning | None:
    """Return what "friday" and "next week" mean as one; None where they do not go together."""
    if isinstance(one, CalendarDay) and isinstance(other, CalendarDay):
        return one.merged(other)
    for day, stretch in ((one, other), (other, one)):
        if isinstance(day, FiscalYear) and isinstance(stretch, FiscalPart) and _is_of_any_year(stretch):
            return replace(stretch, year=day.begins, years_on=day.years_on if day.begins is None else None)
        if not isinstance(day, CalendarDay):
            continue
        weekday_alone = day.weekday is not None and day == CalendarDay(weekday=day.weekday)
        if weekday_alone and _is_of_weeks(stretch):
            return DayOfWeek(day.weekday or 0, stretch)
        year = _year_alone(day)
        if year is None:
            continue
        if isinstance(stretch, Holiday | Season) and stretch.year == Year():
            return replace(stretch, year=year)
        if isinstance(stretch, FiscalPart) and _is_of_any_year(stretch):
            return replace(stretch, year=year.year, years_on=year.years_on)
    return None


def _is_of_any_year(part: FiscalPart) -> bool:
    return part.year is None and part.years_on is None


def _is_of_weeks(stretch: DayMeaning) -> bool:
    units = ("week", "fortnight", "month", "year")
    return isinstance(stretch, Holding) or (isinstance(stretch, Shifted) and stretch.by.unit in units)


def _year_alone(day: CalendarDay) -> Year | None:
    if day.year is not None and day == CalendarDay(year=day.year):
        return Year(year=day.year)
    if day.unit == "year" and day == CalendarDay(unit="year", offset=day.offset):
        return Year(years_on=day.offset)
    return None
