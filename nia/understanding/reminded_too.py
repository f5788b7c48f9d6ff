"""A task that says both by when and when to remind: "due friday at 5, remind me at 3". The tagged times ask.

The reminder's time stands beside the words that remind, the deadline's with "by", "due" or "tak".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.port import ToolShape
from nia.understanding.said_times import Said
from nia.understanding.time_values import FoundTime, TimeKind

DUE_CUE = re.compile(r"\b(due|by|before|deadline|until|till|tak)\s*(date)?\s*(on|is|to)?\s*$", re.I)
_REMINDS = r"(?:\b(?:remind(?:er)?|ping|nudge|alert|yaad)\b|याद|रिमाइंड)"
_REMINDS_BEFORE = re.compile(rf"{_REMINDS}[^,;.।]{{0,24}}$", re.I)
_REMINDS_BEHIND = re.compile(rf"\s*(?:(?:ko|par|pe|को|पर|पे)\s+)?(?:mujhe\s+|मुझे\s+)?{_REMINDS}", re.I)
_REMINDS_BY = re.compile(rf"{_REMINDS}\s+(?:(?:me|us|mujhe)\s+)?$", re.I)  # "remind me by 4 about the call at 5"
_BOTH = 2
_DATE_ONLY = len("2026-03-06")


def due_and_reminder(tool: ToolShape, said: Sequence[Said], text: str) -> list[Said]:
    """Return the times, the two of a task with a deadline and a reminder each under its slot."""
    points = [one for one in said if one.time.kind is TimeKind.POINT or one.time.deadline]
    if len(points) != _BOTH or tool.slot("remind_at") is None or tool.slot("due") is None:
        return list(said)
    due = [one for one in points if one.time.deadline or DUE_CUE.search(one.before)]
    reminds = [one for one in points if one not in due and _is_reminder(one, points, text)]
    if not (len(due) == len(reminds) == 1) or _REMINDS_BY.search(due[0].before):
        return list(said)
    deadline, reminder = due[0].time, reminds[0].time
    deadline = _on_day_of(deadline, reminder)
    if deadline.span[0] < reminder.span[0] and deadline.has_time_of_day:  # "due friday at 5, remind me at 3"
        reminder = _before(_on_day_of(reminder, deadline), deadline)
    beside = [one for one in said if one not in points]
    return [Said(deadline, "", "due"), Said(reminder, "", "remind_at"), *beside]


def _before(reminder: FoundTime, deadline: FoundTime) -> FoundTime:
    """Return a reminder as its reading before the deadline: "by 8 tomorrow and remind me at 7" is at seven."""
    latest = deadline.end or deadline.start or ""
    fits = [str(one) for one in reminder.alternatives if str(one) < latest]
    late = (
        reminder.start is not None and reminder.start[:_DATE_ONLY] == latest[:_DATE_ONLY] and reminder.start >= latest
    )
    return replace(reminder, start=max(fits), end=max(fits), alternatives=()) if late and fits else reminder


def _on_day_of(time: FoundTime, other: FoundTime) -> FoundTime:
    """Return a time without a day on the other's: "due friday at 5, remind me at 3" is at three on friday."""
    day = (other.end or other.start or "")[:_DATE_ONLY]
    if time.has_day or not other.has_day or not day:
        return time
    start, end = (one if one is None else day + one[_DATE_ONLY:] for one in (time.start, time.end))
    others = tuple(day + one[_DATE_ONLY:] for one in time.alternatives)
    return replace(time, start=start, end=end, has_day=True, alternatives=others)


def _is_reminder(one: Said, points: Sequence[Said], text: str) -> bool:
    """Tell whether words that remind stand beside a time, and on its side of the other one."""
    begun = max((other.time.span[1] for other in points if other.time.span[1] <= one.time.span[0]), default=0)
    behind = _REMINDS_BEHIND.match(text, one.time.span[1]) is not None
    return behind or _REMINDS_BEFORE.search(text[begun : one.time.span[0]]) is not None
