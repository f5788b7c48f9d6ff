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
_BOTH = 2
_DATE_ONLY = len("2026-03-06")


def due_and_reminder(tool: ToolShape, said: Sequence[Said], text: str) -> list[Said]:
    """Return the times, the two of a task with a deadline and a reminder each under its slot."""
    points = [one for one in said if one.time.kind is TimeKind.POINT or one.time.deadline]
    if len(points) != _BOTH or tool.slot("remind_at") is None or tool.slot("due") is None:
        return list(said)
    due = [one for one in points if one.time.deadline or DUE_CUE.search(one.before)]
    reminds = [one for one in points if one not in due and _is_reminder(one, text)]
    if not (len(due) == len(reminds) == 1):
        return list(said)
    both = {"due": _on_day_of(due[0].time, reminds[0].time), "remind_at": _on_day_of(reminds[0].time, due[0].time)}
    beside = [one for one in said if one not in points]
    return [*(Said(time, "", role) for role, time in both.items()), *beside]


def _on_day_of(time: FoundTime, other: FoundTime) -> FoundTime:
    """Return a time without a day on the other's: "due friday at 5, remind me at 3" is at three on friday."""
    day = (other.end or other.start or "")[:_DATE_ONLY]
    if time.has_day or not other.has_day or not day:
        return time
    start, end = (one if one is None else day + one[_DATE_ONLY:] for one in (time.start, time.end))
    others = tuple(day + one[_DATE_ONLY:] for one in time.alternatives)
    return replace(time, start=start, end=end, has_day=True, alternatives=others)


def _is_reminder(one: Said, text: str) -> bool:
    behind = _REMINDS_BEHIND.match(text, one.time.span[1]) is not None
    return behind or _REMINDS_BEFORE.search(one.before) is not None
