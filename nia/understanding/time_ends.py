"""Where a stretch begins and ends in writing, also where a bound leaves one side open. time_writing.py asks it."""

from __future__ import annotations

from datetime import datetime, timedelta

from nia.understanding.port import Grain
from nia.understanding.time_expressions import Bound
from nia.understanding.time_resolution import Resolved
from nia.understanding.time_values import Interval, TimeFrame

_LONG = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
SHORT = (Grain.MINUTE, Grain.HOUR, Grain.PART_OF_DAY)
DEADLINES = (Bound.BY, Bound.BEFORE, Bound.UNTIL, Bound.WITHIN)


def begins_something(interval: Interval, frame: TimeFrame) -> bool:
    """Tell whether "from" such a time leaves its end open, as "from next month"; "from last week" is that week."""
    if interval.grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR) and interval.start > frame.local_now:
        return True
    if interval.grain in _LONG or interval.end - interval.start > timedelta(days=1):
        return False
    return interval.grain is not Grain.DAY or interval.end > frame.local_now


def is_point(interval: Interval) -> bool:
    """Tell whether a stretch counts as one point: an instant, a part of a day, a day."""
    return (
        interval.grain in SHORT[1:]
        or interval.start == interval.end
        or (interval.grain is Grain.DAY and interval.end - interval.start <= timedelta(days=1))
    )


def ends(interval: Interval, frame: TimeFrame) -> tuple[str, str]:
    """Write where a stretch begins and ends, as dates or with the time of day."""
    if interval.grain in SHORT:
        return instant(interval.start, frame), instant(interval.end, frame)
    return interval.start.date().isoformat(), (interval.end - timedelta(days=1)).date().isoformat()


def bounds(bound: Bound | None, interval: Interval, frame: TimeFrame) -> tuple[str | None, str | None]:
    """Return what a bound leaves open as None. "Before friday" ends on thursday, "after friday" begins on saturday."""
    start, end = ends(interval, frame)
    if bound is None:
        return start, end
    if bound in (Bound.BY, Bound.UNTIL):
        return None, end
    if bound is Bound.WITHIN:
        now = frame.local_now.replace(microsecond=0)
        return (instant(now, frame) if interval.grain in SHORT else now.date().isoformat()), end
    if bound is Bound.BEFORE:
        day_before = (interval.start - timedelta(days=1)).date().isoformat()
        return None, start if interval.grain in SHORT else day_before
    if bound is Bound.AFTER:
        return end if interval.grain in SHORT else interval.end.date().isoformat(), None
    return start, None


def alternatives(
    bound: Bound | None, resolved: Resolved, start: str | None, end: str | None, frame: TimeFrame
) -> tuple[str, ...]:
    """Return the other readings of the one value that counts, the end of a deadline or the start."""
    others: list[str] = []
    for reading in resolved.readings[1:]:
        a, b = bounds(bound, reading, frame)
        value = b if bound in DEADLINES else a
        if value is not None and value not in (start if bound not in DEADLINES else end, *others):
            others.append(value)
    return tuple(others)


def instant(moment: datetime, frame: TimeFrame) -> str:
    """Write an instant of the wall clock with its offset."""
    return moment.replace(tzinfo=frame.zone).isoformat()
