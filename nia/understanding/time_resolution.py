"""Turn what the grammar of times read into stretches of the local wall clock. times.py writes them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_units import Impossible, unit_interval
from nia.understanding.durations import Duration, add
from nia.understanding.port import Grain
from nia.understanding.time_moments import Moment
from nia.understanding.time_of_day import Clock, part_minutes
from nia.understanding.time_values import Direction, Interval, TimeFrame, TimeProblem

_DAY = timedelta(days=1)
_SAME_IN = {
    "week": Duration(seconds=7 * 86400, unit="week"),
    "month": Duration(months=1, unit="month"),
    "year": Duration(months=12, unit="year"),
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The readings of a moment, best first, and what of it was said."""

    readings: tuple[Interval, ...]
    has_day: bool
    has_time: bool

    @property
    def best(self) -> Interval:
        """Return the best reading."""
        return self.readings[0]


def resolve(moment: Moment, frame: TimeFrame) -> Resolved:
    """Return what a moment means in this frame. Raises Impossible."""
    resolved = _resolve(moment, frame)
    if moment.moved is None:
        return resolved
    by, sign = moment.moved
    moved = [add(reading.start, by, sign, frame.working_days) for reading in resolved.readings]
    if None in moved:
        raise Impossible(TimeProblem.NO_SUCH_DATE)
    return replace(resolved, readings=tuple(Interval(at, at, Grain.MINUTE) for at in moved if at))


def _resolve(moment: Moment, frame: TimeFrame) -> Resolved:
    now = frame.local_now.replace(microsecond=0)
    if moment.now:
        return Resolved((Interval(now, now, Grain.MINUTE),), True, True)
    days = None if moment.day is None else moment.day.readings(frame)
    reference = frame.local_reference
    if moment.same_time:
        return _same_time(days, reference, now, frame)
    if moment.edge_of_day == "now" and isinstance(moment.day, CalendarDay) and moment.day.unit in _SAME_IN:
        at = add(now, _SAME_IN[moment.day.unit], moment.day.offset, ()) or now  # "this time next week"
        return Resolved((Interval(at, at, Grain.MINUTE),), True, True)
    clock = _edge_of_work(moment.edge_of_day, frame) if moment.edge_of_day else moment.clock
    if clock is not None and (days is None or days[0].end - days[0].start <= _DAY):
        found = _clock_times(moment, clock, days, frame)
        return Resolved(tuple(found), days is not None, True)
    if moment.part is not None:
        return Resolved(tuple(_parts(moment, days, frame)), days is not None, False)
    if days is None:
        raise Impossible(TimeProblem.CONTRADICTION)
    return Resolved(tuple(days), True, days[0].grain in (Grain.MINUTE, Grain.HOUR))


def resolve_range(first: Moment, second: Moment, frame: TimeFrame) -> tuple[Resolved, Resolved]:
    """Return what both ends of a range mean together: the end lies after the start. Raises Impossible."""
    if first.clock is not None and second.clock is not None and (second.day is None or second.day == first.day):
        return _clock_range(first, second, frame)
    if second.now or _is_today(second):  # "from january until now"
        return resolve(first, replace(frame, looks=Direction.BACK)), resolve(second, frame)
    start, end = resolve(first, frame), resolve(second, frame)
    if _is_yearly(first) and _is_yearly(second):  # "1st to 15th march", said on the 2nd: it has begun
        if frame.looks is Direction.BACK:
            return start, resolve(second, _as_of(frame, start.best.start, Direction.AHEAD))
        return resolve(first, _as_of(frame, end.best.end, Direction.BACK)), end
    if _is_day_of_month(first) and _is_day_of_month(second):  # "the 1st to the 15th", said on the 2nd, too
        begun = resolve(first, _as_of(frame, end.best.end, Direction.BACK))
        if begun.best.start <= frame.local_now < end.best.end and begun.best.start.month == end.best.start.month:
            return begun, end
    if end.best.end > start.best.start:
        return start, end
    if second.day is None or (second.part is not None and second.day == first.day):
        return start, replace(end, readings=(_moved(end.best, start.best),))
    if frame.looks is Direction.BACK and first.day is not None:
        return resolve(first, _as_of(frame, end.best.start, Direction.BACK)), end
    return start, resolve(second, _as_of(frame, start.best.start, Direction.AHEAD))


def _is_today(moment: Moment) -> bool:
    return isinstance(moment.day, CalendarDay) and moment.day == CalendarDay(unit="day") and not moment.has_time


def _is_yearly(moment: Moment) -> bool:
    """Tell whether a month, or a day of one, was said without a year."""
    day = moment.day
    return isinstance(day, CalendarDay) and day.month is not None and {day.year, day.unit, day.either} == {None}


def _is_day_of_month(moment: Moment) -> bool:
    """Tell whether no more than the day of a month was said: "the 5th"."""
    return isinstance(moment.day, CalendarDay) and moment.day == CalendarDay(day=moment.day.day)


def _moved(end: Interval, start: Interval) -> Interval:
    """Bring a time of day without a day to the first such time after the start."""
    days = max(0, (start.start - end.start).days)
    moved = Interval(end.start + days * _DAY, end.end + days * _DAY, end.grain)
    return moved if moved.start > start.start else Interval(moved.start + _DAY, moved.end + _DAY, moved.grain)


def _as_of(frame: TimeFrame, moment: datetime, looks: Direction) -> TimeFrame:
    return replace(frame, now=moment.replace(tzinfo=frame.zone), looks=looks, reference=None)


def _edge_of_work(edge: str, frame: TimeFrame) -> Clock:
    """Return when the working day begins or ends, or the present time of day ("this time tomorrow")."""
    if edge == "now":
        return Clock(frame.local_now.hour, frame.local_now.minute, Grain.MINUTE, certain=True)
    at = frame.hours[0 if edge == "start" else 1]
    return Clock(at.hour, at.minute, Grain.HOUR, certain=True)


def _same_time(days: list[Interval] | None, reference: datetime | None, now: datetime, frame: TimeFrame) -> Resolved:
    days = days or [unit_interval("day", reference or now, frame)]
    if reference is None:
        return Resolved(tuple(days), True, False)
    if days[0].grain is Grain.WEEK:  # "next week same time": the same weekday
        days = [unit_interval("day", day.start + reference.weekday() * _DAY, frame) for day in days]
    times = [datetime.combine(day.day, reference.time()) for day in days]
    return Resolved(tuple(Interval(at, at, Grain.MINUTE) for at in times), True, True)


def _clock_times(moment: Moment, clock: Clock, days: list[Interval] | None, frame: TimeFrame) -> list[Interval]:
    minutes = clock.readings(moment.part, frame)
    if days is None:
        found = [_on_side(reading, frame, clock.zone) for reading in minutes]
    else:
        days = list(_days_of_week(moment, days, minutes, frame))
        found = [_from_zone(_at(day, reading), clock.zone, frame) for day in days for reading in minutes]
    return [Interval(at, at, clock.grain) for at in found]


def _from_zone(at: datetime, zone: int | None, frame: TimeFrame) -> datetime:
    """Bring a time that was said in another zone ("3 pm GMT") to the user's wall clock."""
    if zone is None:
        return at
    here = at.replace(tzinfo=frame.zone).utcoffset() or timedelta()
    return at + here - timedelta(minutes=zone)


def _days_of_week(
    moment: Moment, days: Sequence[Interval], minutes: Sequence[int], frame: TimeFrame
) -> Sequence[Interval]:
    """Return today for a bare weekday that is today, where the time that was said is still ahead (or behind)."""
    day = moment.day
    bare = isinstance(day, CalendarDay) and day == CalendarDay(weekday=day.weekday)
    today = unit_interval("day", frame.local_now, frame)
    if bare and isinstance(day, CalendarDay) and day.weekday == today.day.weekday():
        back = frame.looks is Direction.BACK
        times = [_at(today, reading) for reading in minutes]
        if any(at <= frame.local_now if back else at > frame.local_now for at in times):
            return [today]
    return days


def _on_side(minutes: int, frame: TimeFrame, zone: int | None = None) -> datetime:
    """Place a time of day without a day: on the day of the record spoken of, else on the side that is looked to."""
    now = frame.local_now
    if frame.local_reference is not None:
        return _from_zone(_at(unit_interval("day", frame.local_reference, frame), minutes), zone, frame)
    today = unit_interval("day", now, frame)
    at = _at(today, minutes)
    if zone is not None:  # "10 am GMT": ahead until that hour has come there
        at = datetime.combine(today.day, _from_zone(at, zone, frame).time())
    if frame.looks is Direction.BACK:
        return at if at <= now else at - _DAY
    return at if at > now else at + _DAY


def _at(day: Interval, minutes: int) -> datetime:
    return datetime.combine(day.day, time()) + timedelta(minutes=minutes)


def _parts(moment: Moment, days: Sequence[Interval] | None, frame: TimeFrame) -> list[Interval]:
    start, end = part_minutes(moment.part or "", frame)
    if days is not None:
        meant = _days_of_week(moment, days, [start], frame)
        return [Interval(_at(day, start), _at(day, end), Grain.PART_OF_DAY) for day in meant]
    today = unit_interval("day", frame.local_reference or frame.local_now, frame)
    stretch = Interval(_at(today, start), _at(today, end), Grain.PART_OF_DAY)
    if frame.reference is None and frame.looks is Direction.BACK and stretch.start > frame.local_now:
        return [Interval(stretch.start - _DAY, stretch.end - _DAY, stretch.grain)]
    if frame.reference is None and frame.looks is not Direction.BACK and stretch.end <= frame.local_now:
        return [Interval(stretch.start + _DAY, stretch.end + _DAY, stretch.grain)]
    return [stretch]


def _clock_range(first: Moment, second: Moment, frame: TimeFrame) -> tuple[Resolved, Resolved]:
    """Choose the readings of two hours together: "9 to 5" is 9:00 to 17:00, "3 to 5 pm" 15:00 to 17:00."""
    assert first.clock is not None
    assert second.clock is not None
    begins, ends = _dial(first, frame), _dial(second, frame)
    opening, closing = (at.hour * 60 + at.minute for at in frame.hours)
    # A meridiem on one side belongs to both, as far as it can: then only the shorter way counts.
    marked = first.clock.meridiem or second.clock.meridiem or first.part or second.part
    if not marked and first.clock.certain != second.clock.certain:
        marked = "certain"

    def cost(pair: tuple[int, int]) -> tuple[int, int]:
        outside = 0 if marked else sum(not opening <= reading <= closing for reading in pair)
        return outside, pair[1] - pair[0]

    pairs = [(a, b if b > a else b + 24 * 60) for a in begins for b in ends]
    begin, end = min(pairs, key=cost)
    days = None if first.day is None else _days_of_week(first, first.day.readings(frame), [begin], frame)
    zone = second.clock.zone if first.clock.zone is None else first.clock.zone  # "3 to 4 pm GMT"
    start = _on_side(begin, frame, zone) if days is None else _from_zone(_at(days[0], begin), zone, frame)
    finish = start + timedelta(minutes=end - begin)
    return (
        Resolved((Interval(start, start, first.clock.grain),), days is not None, True),
        Resolved((Interval(finish, finish, second.clock.grain),), days is not None, True),
    )


def _dial(moment: Moment, frame: TimeFrame) -> list[int]:
    """Return every reading of an hour on the dial, also outside working hours."""
    clock = moment.clock
    assert clock is not None
    if clock.meridiem or clock.certain or moment.part:
        return clock.readings(moment.part, frame)
    clock.readings(None, frame)  # raises for 25:61
    said = (clock.hour * 60 + clock.minute) % (12 * 60)
    return [said, said + 12 * 60]
