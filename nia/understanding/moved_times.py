"""Which times count where a record is moved: "from thursday to friday at 10" is friday. The times' assignment asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.assignment import Assignment
from nia.understanding.port import Grain, SlotValue
from nia.understanding.time_values import FoundTime, TimeKind

_MOVING = frozenset({"reschedule_meeting", "update_task"})
_FROM = re.compile(r"^\s*from\b|\bse\s*$|से\s*$", re.I)
_CLOCKS_FROM = re.compile(r"^\s*from\b", re.I)
_OWN = re.compile(r"\b(?:my|our|the|his|her|their)\s*$", re.I)  # "push my 4 pm to 5"
_OWN_CLOCK = re.compile(r"^\s*the\b", re.I)  # "move the 3 pm to 4:30"
_OWN_HOUR = re.compile(
    r"(?<!to )\b(?:(?:my|our|his|her|their)\s+\d{1,2}(?:[:.]\d\d)?(?:\s*(?:am|pm|o'?\s?clock))?"
    r"|the\s+\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|o'?\s?clock))(?=\s+to\b)",
    re.I,
)
_HINDI_TO = re.compile(r"(?:\bse\b|से)(?!.*(?:\btak\b|तक|\bbeech\b|बीच))", re.I)  # "3 se 5 baje kar do"
_LEADS_TO = re.compile(r"\b(?:to|for|on|till)\s*$", re.I)
_DAY = len("2026-03-06")


def targets(tool: str, times: Sequence[tuple[FoundTime, str]]) -> list[FoundTime | None]:
    """Return for each time, given with the words before it, what counts of it where a tool moves a record.

    None: only where it was. A stretch on one day stays one, unless "from" leads it: "move it to 3 to 4" is its new
    length.
    """
    if tool not in _MOVING:
        return [time for time, _ in times]
    found: list[FoundTime | None] = []
    for at, (time, before) in enumerate(times):
        day_told = at > 0 and times[at - 1][0].kind is TimeKind.POINT  # "to tomorrow from 3 to 4"
        led = day_told or _LEADS_TO.search(before) is not None
        found.append(_end_of(time, left=not led and _is_left(time, before)))
    for at, (time, _) in enumerate(times[:-1]):
        follows = found[at + 1]
        if follows is None:
            continue
        only_left = _leaves(time) and follows.kind is TimeKind.POINT
        only_day = time.kind is TimeKind.POINT and _is_stretch(follows)
        if only_left or only_day:
            found[at], found[at + 1] = None, _on_day_of(time, follows)
    return found


def _is_left(time: FoundTime, before: str) -> bool:
    """Tell whether the first of two times of day is where a record was."""
    if _CLOCKS_FROM.search(time.text) or _OWN.search(before) or _OWN_CLOCK.search(time.text):
        return True
    return not time.has_day and _HINDI_TO.search(time.text) is not None


def _end_of(time: FoundTime, *, left: bool) -> FoundTime:
    """Return the end of a stretch from one day to another, or of clock times the first of which is `left`."""
    start, end = time.start, time.end
    if time.kind is not TimeKind.RANGE or start is None or end is None or time.problem is not None:
        return time
    days = start[:_DAY] != end[:_DAY] and time.grain not in (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
    if not (days or (left and time.has_time_of_day)):
        return time
    timed = len(end) > _DAY
    grain = Grain.MINUTE if timed else Grain.DAY
    return replace(
        time, kind=TimeKind.POINT, start=end, end=end, grain=grain, has_time_of_day=timed, minutes=None, deadline=False
    )


def _leaves(time: FoundTime) -> bool:
    """Tell whether a time only says since when: "thursday se", "from 5"."""
    opened = time.kind is TimeKind.RANGE and time.end is None and time.start is not None
    return opened and _FROM.search(time.text) is not None


def _is_stretch(time: FoundTime) -> bool:
    """Tell whether clock times without a day stand here: the "from 3 to 4" of "to tomorrow from 3 to 4"."""
    return time.kind is TimeKind.RANGE and not time.has_day and time.has_time_of_day and time.end is not None


def _on_day_of(day: FoundTime, time: FoundTime) -> FoundTime:
    """Return times of day on the day that was said before them, where they have none of their own."""
    if time.has_day or not day.has_day or day.start is None or time.start is None or len(time.start) <= _DAY:
        return time
    on = day.start[:_DAY]
    end = None if time.end is None else on + time.end[_DAY:]
    return replace(time, start=on + time.start[_DAY:], end=end, has_day=True)


def assign_own_hour(work: Assignment) -> None:
    """Fill the meeting that is told by its hour alone: the "my 4 pm" of "push my 4 pm to 5"."""
    found = _OWN_HOUR.search(work.text) if work.tool.name == "reschedule_meeting" else None
    if found is not None:
        work.fill("meeting", SlotValue(found[0], found[0], found.span()))
