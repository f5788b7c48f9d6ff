"""Write what a time expression means as a `FoundTime`: resolved in its frame, as ISO 8601. times.py calls it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_offsets import Shifted
from nia.understanding.calendar_stretches import Edge, Nth
from nia.understanding.calendar_units import Impossible
from nia.understanding.durations import GRAINS, Duration, add
from nia.understanding.port import Grain
from nia.understanding.time_ends import DEADLINES, SHORT, alternatives, begins_something, bounds, ends, is_point
from nia.understanding.time_expressions import Between, Bound, Every, Expression, Lasting, Shift, Single
from nia.understanding.time_moments import Moment
from nia.understanding.time_resolution import resolve, resolve_range
from nia.understanding.time_values import Direction, FoundTime, Interval, TimeFrame, TimeKind, TimeProblem


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands in the utterance."""

    span: tuple[int, int]
    text: str


def write(expression: Expression, place: Place, frame: TimeFrame) -> FoundTime:
    """Return what `expression` means in this frame; what cannot be is told as a problem."""
    try:
        if isinstance(expression, Single):
            return _single(expression, place, frame)
        if isinstance(expression, Between):
            return _between(expression, place, frame)
        if isinstance(expression, Lasting):
            return _lasting(expression, place, frame)
        if isinstance(expression, Shift):
            return _shift(expression, place, frame)
        return _every(expression, place, frame)
    except Impossible as impossible:
        return FoundTime(place.span, place.text, TimeKind.POINT, Grain.DAY, problem=impossible.problem)
    except (OverflowError, ValueError):  # beyond the calendar: year 9999, a zone's odd edge
        return FoundTime(place.span, place.text, TimeKind.POINT, Grain.DAY, problem=TimeProblem.NO_SUCH_DATE)


def _single(said: Single, place: Place, frame: TimeFrame) -> FoundTime:
    if said.bound is Bound.SINCE and frame.looks is not Direction.BACK:
        frame = replace(frame, looks=Direction.BACK)
    resolved = resolve(said.moment, frame)
    best = resolved.best
    if said.bound is Bound.BEFORE and isinstance(said.moment.day, Edge) and said.moment.day.edge == "over":
        said = replace(said, bound=Bound.BY)  # before the month is over: its last day counts
    if said.bound is Bound.FROM and not begins_something(best, frame):
        said = replace(said, bound=None)
    start, end = bounds(said.bound, best, frame)
    shift = said.moment.day
    alone = isinstance(shift, Shifted) and shift.anchor is None and said.bound is None and said.moment.clock is None
    return FoundTime(
        place.span,
        place.text,
        TimeKind.POINT if said.bound is None and is_point(best) else TimeKind.RANGE,
        best.grain,
        start,
        end,
        has_day=resolved.has_day,
        has_time_of_day=resolved.has_time,
        alternatives=alternatives(said.bound, resolved, start, end, frame),
        shift=_signed(shift.by, shift.sign) if alone and isinstance(shift, Shifted) else None,
        deadline=said.bound in DEADLINES,
        same_time=said.moment.same_time,
    )


def _between(said: Between, place: Place, frame: TimeFrame) -> FoundTime:
    first, second = resolve_range(said.first, said.second, frame)
    start, end = ends(first.best, frame)[0], ends(second.best, frame)[1]
    if second.best.end < first.best.start:
        return FoundTime(
            place.span, place.text, TimeKind.RANGE, first.best.grain, start, end, problem=TimeProblem.CONTRADICTION
        )
    minutes = None
    if first.has_time and second.has_time:
        minutes = int((second.best.start - first.best.start).total_seconds()) // 60
    return FoundTime(
        place.span,
        place.text,
        TimeKind.RANGE,
        second.best.grain if first.best.grain is Grain.HOUR else first.best.grain,
        start,
        end,
        has_day=first.has_day or second.has_day,
        has_time_of_day=first.has_time,
        minutes=minutes,
    )


def _lasting(said: Lasting, place: Place, frame: TimeFrame) -> FoundTime:
    if said.start is not None:
        return _begun(said.start, said.duration, place, frame)
    return FoundTime(
        place.span,
        place.text,
        TimeKind.DURATION,
        _grain(said.duration),
        has_day=False,
        minutes=said.duration.minutes,
        shift=said.duration.iso,
    )


def _begun(start: Moment, duration: Duration, place: Place, frame: TimeFrame) -> FoundTime:
    """Write the stretch from a moment on that lasts so long ("from monday for 3 days")."""
    resolved = resolve(start, frame)
    best = resolved.best
    end = add(best.start, duration, 1, frame.working_days)
    if end is None:
        raise Impossible(TimeProblem.NO_SUCH_DATE)
    timed = best.grain in SHORT or not duration.is_of_days
    whole = Interval(best.start, end, Grain.MINUTE if timed else Grain.DAY)
    first, last = ends(whole, frame)
    others = tuple(ends(replace(one, grain=whole.grain), frame)[0] for one in resolved.readings[1:])
    minutes = duration.minutes if timed else None
    return FoundTime(
        place.span,
        place.text,
        TimeKind.RANGE,
        best.grain,
        first,
        last,
        has_day=resolved.has_day,
        has_time_of_day=resolved.has_time,
        alternatives=others,
        minutes=minutes,
    )


def _shift(said: Shift, place: Place, frame: TimeFrame) -> FoundTime:
    """Write a shift, with the moment that it gives from now on beside it ("call him half an hour later")."""
    moved = resolve(Moment(day=Shifted(said.duration, said.sign)), frame).best
    start, end = ends(moved, frame)
    return FoundTime(
        place.span,
        place.text,
        TimeKind.SHIFT,
        _grain(said.duration),
        start,
        end,
        has_day=said.duration.is_of_days,
        has_time_of_day=not said.duration.is_of_days,
        minutes=said.sign * said.duration.minutes,
        shift=_signed(said.duration, said.sign),
    )


def _every(said: Every, place: Place, frame: TimeFrame) -> FoundTime:
    moment = said.moment
    empty = moment.day is None and not moment.has_time and moment.part is None
    if empty:
        return FoundTime(place.span, place.text, TimeKind.RECURRENCE, Grain.DAY, has_day=False, every=said.every)
    ahead = replace(frame, looks=Direction.AHEAD)
    resolved = resolve(_still_ahead(moment, ahead), ahead)
    start, end = ends(resolved.best, frame)
    if said.until is not None:
        first, last = resolve_range(moment, said.until, ahead)
        start, end = ends(first.best, frame)[0], ends(last.best, frame)[1]
    return FoundTime(
        place.span,
        place.text,
        TimeKind.RECURRENCE,
        resolved.best.grain,
        start,
        end,
        has_day=resolved.has_day,
        has_time_of_day=resolved.has_time,
        every=said.every,
    )


def _still_ahead(moment: Moment, frame: TimeFrame) -> Moment:
    """Return the next of such moments: where this month's first monday is over, next month's."""
    day = moment.day
    monthly = isinstance(day, CalendarDay) and day.day is not None and day.unit == "month"
    part = isinstance(day, Nth | Edge) and isinstance(day.of, CalendarDay) and day.of.unit is not None
    if not (monthly or part) or resolve(moment, frame).best.end > frame.local_now:
        return moment
    if isinstance(day, CalendarDay):
        return replace(moment, day=replace(day, offset=day.offset + 1))
    assert isinstance(day, Nth | Edge)
    assert isinstance(day.of, CalendarDay)
    return replace(moment, day=replace(day, of=replace(day.of, offset=day.of.offset + 1)))


def _grain(duration: Duration) -> Grain:
    return GRAINS[duration.unit]


def _signed(duration: Duration, sign: int) -> str:
    return f"-{duration.iso}" if sign < 0 else duration.iso
