"""What the reader of times takes and gives: `TimeFrame` in, `FoundTime` out. The engine and the dialogue use them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from nia.understanding.port import Grain


class Direction(StrEnum):
    """Where a time lies that could lie on both sides of now: what is planned lies ahead, what is logged behind."""

    AHEAD = "ahead"
    BACK = "back"
    ANY = "any"


class TimeKind(StrEnum):
    """What sort of time was said."""

    POINT = "point"
    RANGE = "range"
    DURATION = "duration"
    SHIFT = "shift"
    RECURRENCE = "recurrence"


class TimeProblem(StrEnum):
    """Why a time that was said cannot be."""

    NO_SUCH_DATE = "no_such_date"
    NO_SUCH_TIME = "no_such_time"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """In what light times are read.

    `now` is aware. `time_zone` is an IANA name. `working_hours` are local ("09:00", "19:00"), `working_days` count
    from Monday = 0. `fiscal`: years are fiscal ones too (reports). `expects`: what was just asked for; with
    HOUR a bare "5" is a time of day, with DAY a bare "15" is a day of the month. `reference`: the time of the
    record spoken of, aware: "same time" and a time of day without a day refer to it.
    """

    now: datetime
    time_zone: str = "Asia/Kolkata"
    working_hours: tuple[str, str] = ("09:00", "19:00")
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    fiscal_year_starts: int = 4
    looks: Direction = Direction.AHEAD
    fiscal: bool = False
    expects: Grain | None = None
    reference: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Return the user's zone."""
        return ZoneInfo(self.time_zone)

    @property
    def local_now(self) -> datetime:
        """Return now on the user's wall clock, without a zone."""
        return self.now.astimezone(self.zone).replace(tzinfo=None)

    @property
    def local_reference(self) -> datetime | None:
        """Return the reference on the user's wall clock, without a zone."""
        return None if self.reference is None else self.reference.astimezone(self.zone).replace(tzinfo=None)

    @property
    def hours(self) -> tuple[time, time]:
        """Return when work begins and ends."""
        return time.fromisoformat(self.working_hours[0]), time.fromisoformat(self.working_hours[1])


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time found in the words.

    `start` and `end` are ISO 8601: a date ("2026-03-06"), or local time with offset. A point has both alike; a
    range's `end` is inclusive where it is a date, exclusive where it has a time of day, and either may be None
    ("until friday"). `shift` is a signed ISO duration. `minutes` are set for durations. `alternatives` are other
    readings of `start`: where there are any, ask. `has_day`: a day was said ("at 5" has none).
    `has_time_of_day`: a time of day was said, not just a part of day. `deadline`: "by", "before", "until".
    `same_time`: "same time" was said; without a reference, `start` is then a date. `every`: how often ("P1W").
    `problem`: why it cannot be; `start` is then None, or a guess.
    """

    span: tuple[int, int]
    text: str
    kind: TimeKind
    grain: Grain
    start: str | None = None
    end: str | None = None
    has_day: bool = True
    has_time_of_day: bool = False
    alternatives: tuple[str, ...] = ()
    minutes: int | None = None
    shift: str | None = None
    deadline: bool = False
    same_time: bool = False
    every: str | None = None
    problem: TimeProblem | None = None

    @property
    def value(self) -> str | None:
        """Return the one moment to put in a slot: the end of a deadline, else the start."""
        return self.end if self.deadline else self.start


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open stretch of the local wall clock."""

    start: datetime
    end: datetime
    grain: Grain

    @property
    def day(self) -> date:
        """Return the day on which it begins."""
        return self.start.date()
