"""Which time fills which slot of a tool: starts, ends, deadlines, reminders, ranges. Assignment calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from nia.understanding.lengthened import lengthened
from nia.understanding.moved_times import targets
from nia.understanding.port import Grain, SlotKind, SlotShape, SlotValue, ToolShape
from nia.understanding.reminded_too import DUE_CUE
from nia.understanding.said_times import Said, joined, united
from nia.understanding.time_values import FoundTime, TimeKind

_REMINDING = re.compile(
    r"\b(remind|reminder|ping|nudge|alert|buzz|snooze|forget|wake me|let me know|yaad|notify)|याद|रिमाइंड", re.I
)
_SNOOZING = re.compile(r"\bsnooz", re.I)
_CLOSE_CUE = re.compile(r"\b(clos\w*|expected|band ho\w*)\b[^,;]{0,20}$|(?:क्लोज़?|बंद हो|पक्की हो)[^,;]{0,20}$", re.I)
_CLOSE_BEHIND = re.compile(r"[^,;.]{0,24}?(?:\b(?:clos(?:e|es|ing)|band hon[aei])\b|बंद होन|क्लोज)", re.I)
_FOLLOW_CUE = re.compile(
    r"\b(follow[- ]?ups?|call (?:(?:him|her|them|me) )?back|next contact)\b[^,;]{0,20}$|फॉलो[- ]?अप[^,;]{0,20}$", re.I
)
_PREFERRED = ("start", "remind_at", "due", "at", "date", "next_follow_up", "expected_close")
_CLOSING = ("closing_from", "closing_to")
RANGES = (("from", "to"), ("created_from", "created_to"), ("due_from", "due_to"), ("since", "until"))
_RANGE_ROLES = frozenset(name for pair in (_CLOSING, *RANGES) for name in pair)
_OPEN_BEFORE = re.compile(r"\b(since|from|after|starting|se)\s*$", re.I)
_OPEN_INSIDE = re.compile(r"^\s*(since|from|after|starting)\b|\b(se|onwards?)\s*$", re.I)
_SINCE = re.compile(r"\b(?:since|jab se)\b|जब से", re.I)
_EARLIER = re.compile(r"\b(?:before|earlier than|prior to|pehle|pahle)\b|पहले", re.I)
_RECENT = re.compile(r"^(?:recently|lately|of late|.*\brecent\b.*|ha+l\b.*|हाल.*)$", re.I)
_PUT_OFF = re.compile(
    r"\s*(?:ka?r\s*(?:do|de|den[ae]|dijiye|lo)|karo|कर\s*(?:दो|दे|दें|देना|दीजिए|लो)|करो)(?![\w\u0900-\u097f])", re.I
)
_DATE_ONLY = len("2026-03-06")
_LASTS = re.compile(r"\s+(?:long\b|(?:ki|ka)\s+(?:kar|rakh|bana)|(?:की|का)\s+(?:कर|रख|बना))", re.I)
_TO_LAST = re.compile(r"\b(?:extend|shorten|cut|lengthen)\b.*\bto\s*$|\bmake (?:it|that|this)\s*$", re.I)
_LENGTHS = frozenset({"minutes", "shift", "from", "to", "since", "until"})

Fill = Callable[[str, SlotValue], None]


def assign_times(tool: ToolShape, said: Sequence[Said], text: str, fill: Fill) -> None:
    """Fill the tool's time slots from the times that were said, in their order."""
    times = joined(_moved(tool, said))
    if any(tool.slot(first) for first, _ in RANGES):
        times = united(times, text)
    for one in sorted(times, key=lambda time: not is_cued(tool, time)):  # "met on friday, follow up in a week"
        _assign(tool, one, text, fill)


def _moved(tool: ToolShape, said: Sequence[Said]) -> list[Said]:
    """Return the times without where a record was that is moved: "from thursday to friday"."""
    counting = zip(said, targets(tool.name, [(one.time, one.before) for one in said]), strict=True)
    return [replace(one, time=time) for one, time in counting if time is not None]


def is_cued(tool: ToolShape, said: Said) -> bool:
    """Tell whether the words before a time name a slot of the tool for it: "follow up on friday"."""
    return _cued({slot.name for slot in tool.slots}, said) is not None


def _cued(names: Collection[str], said: Said) -> str | None:
    cues = (("expected_close", _CLOSE_CUE), ("next_follow_up", _FOLLOW_CUE))
    return next((name for name, cue in cues if name in names and cue.search(said.before)), None)


def point_value(time: FoundTime) -> SlotValue | None:
    """Return the one moment that a time names."""
    value = time.value or time.start or time.end
    if value is None or time.problem is not None:
        problem = str(time.problem) if time.problem else None
        return SlotValue(None, time.text, time.span, 0.3, time.grain, problem=problem) if problem else None
    others, again = tuple(time.alternatives), time.every is not None
    return SlotValue(value, time.text, time.span, 1.0, time.grain, others, day_said=time.has_day, repeats=again)


def _assign(tool: ToolShape, said: Said, text: str, fill: Fill) -> None:
    time = said.time
    more = lengthened(tool, said, text)
    if more is not None:
        fill("minutes", SlotValue(more, time.text, time.span, 1.0, Grain.MINUTE))
        return
    if tool.slot("shift") and (time.kind is TimeKind.SHIFT or _moves(said, text)):
        fill("shift", SlotValue(time.shift, time.text, time.span, 1.0, time.grain))
        return
    if time.kind is TimeKind.DURATION:
        _duration(tool, said, text, fill)
        return
    name = _one_slot(tool, said, text)
    if name is not None and _RECENT.match(time.text):
        return  # no moment
    if name is not None:
        slot = tool.slot(name)
        value = point_value(time)
        if slot is not None and value is not None:
            fill(name, _fitted(slot, value))
            _length(tool, time, fill)
        return
    _range(tool, said, text, fill)


def _moves(said: Said, text: str) -> bool:
    """Tell whether a moment like "एक घंटा पहले" says how far something is moved: nothing is moved into the past.

    "Demo do ghante baad kar do" puts it off by two hours, as "do ghante aage" does.
    """
    shift = said.time.shift if said.time.kind is TimeKind.POINT else None
    if shift is None:
        return False
    put_off = said.before.strip() and _PUT_OFF.match(text, said.time.span[1])
    return shift.startswith("-") or said.role == "shift" or bool(put_off)


def _one_slot(tool: ToolShape, said: Said, text: str) -> str | None:
    """Return the slot for one moment; None where the tool takes a range."""
    names = {slot.name for slot in tool.slots}
    cued = _cued(names, said)
    if cued is not None:
        return cued
    due = said.time.deadline or DUE_CUE.search(said.before) is not None
    if {"remind_at", "due"} <= names and (told := _told(tool, said, text, due=due)) is not None:
        return told
    if said.role in (names - _LENGTHS) | _RANGE_ROLES:
        return None if said.role in _RANGE_ROLES else said.role
    if "remind_at" in names and "due" in names:
        if _SNOOZING.search(text):
            return "remind_at"
        return "remind_at" if _REMINDING.search(text) and not due else "due"
    for name in _PREFERRED:
        if name in names and not (name in ("next_follow_up", "expected_close") and tool.name == "create_lead"):
            return name
    if tool.name == "create_lead":
        return "next_follow_up" if "next_follow_up" in names and _FOLLOW_CUE.search(text) else None
    if any(start in names for start, _ in RANGES):
        return None
    moments = [s.name for s in tool.slots if s.kind in (SlotKind.INSTANT, SlotKind.MOMENT, SlotKind.DATE)]
    return moments[0] if moments else None


def _told(tool: ToolShape, said: Said, text: str, *, due: bool) -> str | None:
    """Return whether it is due or reminded of then, where the words tell it against the tagger."""
    reminds = _REMINDING.search(text) is not None
    if said.role == "due" and tool.name == "update_task" and reminds and not due:
        return "remind_at"  # "the expense reminder to 6:30 pm" is no new deadline
    return "due" if due and (said.role == "due" or (said.role == "remind_at" and not reminds)) else None


def _range(tool: ToolShape, said: Said, text: str, fill: Fill) -> None:
    time = said.time
    closes = said.role in _CLOSING or _CLOSE_CUE.search(said.before) is not None
    closes = closes or _CLOSE_BEHIND.match(text, time.span[1]) is not None
    for first, last in (_CLOSING, *RANGES) if closes else RANGES:
        if tool.slot(first) is None:
            continue
        start, end = time.start, time.end
        if time.kind is TimeKind.POINT:
            opened = _OPEN_BEFORE.search(said.before) or _OPEN_INSIDE.search(time.text)
            end = None if time.has_time_of_day or opened else (time.end or time.start)
            if time.deadline:
                start, end = None, time.end or time.start
            elif said.role == last:
                start = None
        elif first == "from":
            start, end = _within_day(time)
        if start is not None:
            fill(first, SlotValue(start, time.text, time.span, 1.0, time.grain, tuple(time.alternatives)))
        if end is not None and tool.slot(last) is not None:
            fill(last, SlotValue(end, time.text, time.span, 1.0, time.grain))
        return


def _within_day(time: FoundTime) -> tuple[str | None, str | None]:
    """Return a search's ends: "after 4 tomorrow" ends with its day, "before 11 on friday" begins with it."""
    start, end = time.start, time.end
    if time.has_day and start is not None and end is None and len(start) > _DATE_ONLY:
        end = None if _SINCE.search(time.text) else start[:_DATE_ONLY]
    elif time.has_day and end is not None and start is None and len(end) > _DATE_ONLY:
        start = end[:_DATE_ONLY] if _EARLIER.search(time.text) else None
    return start, end


def _duration(tool: ToolShape, said: Said, text: str, fill: Fill) -> None:
    time = said.time
    said_so = _LASTS.match(text[time.span[1] :]) or _TO_LAST.search(said.before)
    lasts = time.minutes and tool.slot("minutes") is not None and said_so is not None
    if tool.slot("shift") is not None and tool.name != "schedule_meeting" and not lasts:
        earlier = (
            re.search(
                r"\b(prepon\w*|forward|earlier|advance|up by|sooner|pehle|bring|pull)\b|पहले|प्रीपोन|प्री-पोन|जल्दी",
                text,
                re.I,
            )
            is not None
        )
        iso = time.shift or (f"PT{time.minutes}M" if time.minutes else None)
        if iso is not None:
            iso = iso.lstrip("+-")
            fill("shift", SlotValue(f"-{iso}" if earlier else iso, time.text, time.span, 1.0, time.grain))
    elif tool.slot("minutes") is not None and time.minutes:
        fill("minutes", SlotValue(time.minutes, time.text, time.span, 1.0, time.grain))
    elif tool.slot("remind_at") is not None and time.start:
        fill("remind_at", SlotValue(time.start, time.text, time.span, 0.9, time.grain))


def _length(tool: ToolShape, time: FoundTime, fill: Fill) -> None:
    """A meeting "from 2 to 3" says how long it is."""
    if time.kind is not TimeKind.RANGE or tool.slot("minutes") is None or not (time.start and time.end):
        return
    if len(time.start) <= _DATE_ONLY or len(time.end) <= _DATE_ONLY:
        return
    length = datetime.fromisoformat(time.end) - datetime.fromisoformat(time.start)
    if timedelta(0) < length <= timedelta(hours=12):
        fill("minutes", SlotValue(int(length.total_seconds() // 60), time.text, time.span, 1.0, Grain.MINUTE))


def _fitted(slot: SlotShape, value: SlotValue) -> SlotValue:
    """A date slot takes the day of a moment only."""
    if slot.kind is not SlotKind.DATE or not isinstance(value.value, str):
        return value
    day = date.fromisoformat(value.value[:_DATE_ONLY]).isoformat()
    return SlotValue(day, value.text, value.span, value.confidence, value.grain, repeats=value.repeats)
