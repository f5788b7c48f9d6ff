"""Times as they were said, and those that are one though said apart. whens.py asks, which knows the tools."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nia.understanding.port import Grain
from nia.understanding.time_values import FoundTime, TimeKind

_DATE_ONLY = len("2026-03-06")
_NOON = "12:00"
_WEEK = timedelta(days=7)
_APART = frozenset({"due", "remind_at"})  # a deadline and a reminder are two times
_DAYS = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
# What may stand between the days of a list ("on monday and on tuesday", "9 aur 10 tareekh").
_LINK = re.compile(r"\s*(?:,|&|/|,?\s*(?:and|or|aur|ya|और|या)(?:\s+(?:on|the|in|for))*)\s*", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """A time in the utterance, the words before it, and the tagger's role for it, if it marked it."""

    time: FoundTime
    before: str
    role: str | None = None


def joined(said: Sequence[Said]) -> list[Said]:
    """Return the times, with a day and a time of day that were said apart ("on friday with Rahul at 5") as one."""
    kept: list[Said] = []
    for one in said:
        if kept and kept[-1].role in _APART and one.role in _APART - {kept[-1].role}:
            kept.append(one)
            continue
        if kept and _says_more(kept[-1].time, one.time):
            kept[-1] = one
            continue
        last = next((at for at, two in reversed([*enumerate(kept)]) if two.time.kind is not TimeKind.DURATION), None)
        both = None if last is None else _together(kept[last].time, one.time)
        if last is None or both is None:
            kept.append(one)
        else:
            kept[last] = Said(both, kept[last].before, kept[last].role or one.role)
    return kept


def united(said: Sequence[Said], text: str) -> list[Said]:
    """Return the times, with days in a list as the stretch that holds them: "today and tomorrow", "jan and feb"."""
    kept: list[Said] = []
    for one in said:
        both = _hull(kept[-1].time, one.time, text) if kept else None
        if both is None:
            kept.append(one)
        else:
            kept[-1] = replace(kept[-1], time=both)
    return kept


def is_list(first: FoundTime, then: FoundTime, before: str) -> bool:
    """Tell whether a day goes on with another one; `before` are the words before that: "tasks due today or "."""
    between = before[len(before) - (then.span[0] - first.span[1]) :] if then.span[0] > first.span[1] else ""
    return _LINK.fullmatch(between) is not None and _is_of_days(first) and _is_of_days(then)


def _hull(first: FoundTime, then: FoundTime, text: str) -> FoundTime | None:
    if _LINK.fullmatch(text[first.span[1] : then.span[0]]) is None or not (_is_of_days(first) and _is_of_days(then)):
        return None
    starts = [str(first.start), str(then.start)]
    ends = [str(first.end), str(then.end)]
    if starts[1] < starts[0] and first.grain is then.grain is Grain.DAY:  # "monday and tuesday", said on a monday
        starts[1] = ends[1] = (date.fromisoformat(starts[1]) + _WEEK).isoformat()
    span = (first.span[0], then.span[1])
    return replace(
        first, kind=TimeKind.RANGE, span=span, text=text[span[0] : span[1]], start=min(starts), end=max(ends)
    )


def _is_of_days(time: FoundTime) -> bool:
    """Tell whether whole days were said, from one to another."""
    timed = time.has_time_of_day or time.deadline or time.problem is not None
    whole = time.grain in _DAYS and time.start is not None and time.end is not None
    return time.kind in (TimeKind.POINT, TimeKind.RANGE) and time.has_day and whole and not timed


def _says_more(first: FoundTime, then: FoundTime) -> bool:
    """Tell whether the day that was said is said again, alone or with its time: "parso, haan parso gyarah baje"."""
    days = first.kind is then.kind is TimeKind.POINT and first.has_day and not first.has_time_of_day
    if not days or first.grain is not Grain.DAY or first.start is None or then.start is None or not then.has_day:
        return False
    return first.start[:_DATE_ONLY] == then.start[:_DATE_ONLY]


def _together(first: FoundTime, then: FoundTime) -> FoundTime | None:
    if first.problem is not None and then.kind is TimeKind.POINT and not then.has_day:
        return first  # "on 31 february at 5": without the day, the time means nothing
    day, clock = (first, then) if first.has_day else (then, first)
    if day.kind is TimeKind.POINT and clock.kind is TimeKind.RANGE:
        return _stretch_on(day, clock)
    if first.kind is not TimeKind.POINT or then.kind is not TimeKind.POINT:
        return None
    if not day.has_day or clock.has_day or day.has_time_of_day or not clock.has_time_of_day:
        return None
    if day.start is None or clock.start is None or len(clock.start) <= _DATE_ONLY:
        return None
    on = day.start[:_DATE_ONLY]
    if day.grain is Grain.PART_OF_DAY:  # "tomorrow afternoon, I mean at 12:30"
        clock = _within(clock, afternoon=day.start[_DATE_ONLY + 1 :] >= _NOON)
    return FoundTime(
        day.span,
        f"{day.text} {clock.text}",
        TimeKind.POINT,
        clock.grain,
        on + str(clock.start)[_DATE_ONLY:],
        on + str(clock.start)[_DATE_ONLY:],
        True,
        True,
        tuple(on + other[_DATE_ONLY:] for other in clock.alternatives),
    )


def _stretch_on(day: FoundTime, hours: FoundTime) -> FoundTime | None:
    """Return hours that were said apart from their day ("kal do ghante ke liye, teen baje se") on that day."""
    whole = day.has_day and day.grain is Grain.DAY and day.start is not None and not day.has_time_of_day
    if not whole or hours.has_day or not hours.has_time_of_day or hours.problem is not None:
        return None
    start, end = (
        None if one is None else str(day.start)[:_DATE_ONLY] + one[_DATE_ONLY:] for one in (hours.start, hours.end)
    )
    if start is not None and end is not None and end < start:
        return None
    return replace(hours, span=day.span, text=f"{day.text} {hours.text}", start=start, end=end, has_day=True)


def _within(clock: FoundTime, *, afternoon: bool) -> FoundTime:
    """Return a time of day as that of its readings which lies in the half of the day that was said."""
    readings = [str(one) for one in (clock.start, *clock.alternatives)]
    fits = [one for one in readings if (one[_DATE_ONLY + 1 :] >= _NOON) == afternoon]
    return replace(clock, start=fits[0], alternatives=()) if fits else clock
