"""Write what a time expression means as a `FoundTime`: resolved in its frame, as ISO 8601. times.py calls it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nia.understanding.calendar_offsets import Shifted
from nia.understanding.calendar_units import Impossible
from nia.understanding.durations import GRAINS, Duration, add
from nia.understanding.port import Grain
from nia.understanding.time_expressions import Between, Bound, Every, Expression, Lasting, Shift, Single
from nia.understanding.time_moments import Moment
from nia.understanding.time_resolution import Resolved, resolve, resolve_range
from nia.understanding.time_values import Direction, FoundTime, Interval, TimeFrame, TimeKind, TimeProblem

_LONG = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
_SHORT = (Grain.MINUTE, Grain.HOUR, Grain.PART_OF_DAY)
_DEADLINES = (Bound.BY, Bound.BEFORE, Bound.UNTIL, Bound.WITHIN)


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
    if said.bound is Bound.FROM and not _begins_something(best, frame):
        said = replace(said, bound=None)
    start, end = _bounds(said.bound, best, frame)
    shift = said.moment.day
    alone = isinstance(shift, Shifted) and shift.anchor is None and said.bound is None and said.moment.clock is None
    return FoundTime(
        place.span,
        place.text,
        TimeKind.POINT if said.bound is None and _is_point(best) else TimeKind.RANGE,
        best.grain,
        start,
        end,
        has_day=resolved.has_day,
        has_time_of_day=resolved.has_time,
        alternatives=_alternatives(said.bound, resolved, start, end, frame),
        shift=_signed(shift.by, shift.sign) if alone and isinstance(shift, Shifted) else None,
        deadline=said.bound in _DEADLINES,
        same_time=said.moment.same_time,
    )


def _begins_something(interval: Interval, frame: TimeFrame) -> bool:
    """Tell whether "from" such a time leaves its end open; "from last week" means that week itself."""
    if interval.grain in _LONG or interval.end - interval.start > timedelta(days=1):
        return False
    return interval.grain is not Grain.DAY or interval.end > frame.local_now


def _is_point(interval: Interval) -> bool:
    return (
        interval.grain in _SHORT[1:]
        or interval.start == interval.end
        or (interval.grain is Grain.DAY and interval.end - interval.start <= timedelta(days=1))
    )


def _ends(interval: Interval, frame: TimeFrame) -> tuple[str, str]:
    if interval.grain in _SHORT:
        return _instant(interval.start, frame), _instant(interval.end, frame)
    return interval.start.date().isoformat(), (interval.end - timedelta(days=1)).date().isoformat()


def _bounds(bound: Bound | None, interval: Interval, frame: TimeFrame) -> tuple[str | None, str | None]:
    """Return what a bound leaves open as None. "Before friday" ends on thursday, "after friday" begins on saturday."""
    start, end = _ends(interval, frame)
    if bound is None:
        return start, end
    if bound in (Bound.BY, Bound.UNTIL):
        return None, end
    if bound is Bound.WITHIN:
        now = frame.local_now.replace(microsecond=0)
        return (_instant(now, frame) if interval.grain in _SHORT else now.date().isoformat()), end
    if bound is Bound.BEFORE:
        day_before = (interval.start - timedelta(days=1)).date().isoformat()
        return None, start if interval.grain in _SHORT else day_before
    if bound is Bound.AFTER:
        return end if interval.grain in _SHORT else interval.end.date().isoformat(), None
    return start, None


def _alternatives(
    bound: Bound | None, resolved: Resolved, start: str | None, end: str | None, frame: TimeFrame
) -> tuple[str, ...]:
    """Return the other readings of the one value that counts, the end of a deadline or the start."""
    others: list[str] = []
    for reading in resolved.readings[1:]:
        a, b = _bounds(bound, reading, frame)
        value = b if bound in _DEADLINES else a
        if value is not None and value not in (start if bound not in _DEADLINES else end, *others):
            others.append(value)
    return tuple(others)


def _between(said: Between, place: Place, frame: TimeFrame) -> FoundTime:
    first, second = resolve_range(said.first, said.second, frame)
    start, end = _ends(first.best, frame)[0], _ends(second.best, frame)[1]
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
    timed = best.grain in _SHORT or not duration.is_of_days
    whole = Interval(best.start, end, Grain.MINUTE if timed else Grain.DAY)
    first, last = _ends(whole, frame)
    others = tuple(_ends(replace(one, grain=whole.grain), frame)[0] for one in resolved.readings[1:])
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
    start, end = _ends(moved, frame)
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
    resolved = resolve(moment, replace(frame, looks=Direction.AHEAD))
    start, end = _ends(resolved.best, frame)
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


def _grain(duration: Duration) -> Grain:
    return GRAINS[duration.unit]


def _signed(duration: Duration, sign: int) -> str:
    return f"-{duration.iso}" if sign < 0 else duration.iso


def _instant(moment: datetime, frame: TimeFrame) -> str:
    return moment.replace(tzinfo=frame.zone).isoformat()
