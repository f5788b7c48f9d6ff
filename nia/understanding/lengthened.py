"""A meeting that is made longer or shorter by so much: "extend the demo by 15 minutes". The times' assignment asks.

How long it is, the agent knows: the value is signed text, "+15" or "-15" minutes.
"""

from __future__ import annotations

import re

from nia.understanding.port import ToolShape
from nia.understanding.said_times import Said

_LONGEST = 12 * 60
_TOOLS = frozenset({"reschedule_meeting"})
_LONGER_BEFORE = re.compile(r"\b(?:extend|lengthen|prolong|stretch)\b[^,;.]*\bby\s*$", re.I)
_SHORTER_BEFORE = re.compile(r"\b(?:shorten|cut|trim|reduce)\b[^,;.]*\bby\s*$", re.I)
_LONGER_BEHIND = re.compile(
    r"\s*(?:longer|more\b|(?:aur\s+)?lamb[aie]\b|(?:aur\s+)?badha(?:o|na)?\s|(?:और\s+)?लंब|(?:और\s+)?बढ़ा|extra\b)", re.I
)
_SHORTER_BEHIND = re.compile(r"\s*(?:shorter|less\b|chh?ot[aie]\b|kam\s+kar|छोट|कम\s+कर)", re.I)
_MOVES = re.compile(r"\b(?:push|postpone|prepone|delay|shift|move|reschedule)\b", re.I)
_LATER = re.compile(r"\s*(?:more\s+)?(?:later?|earlier)\b", re.I)
_ADDS = re.compile(r"\badd\s*$", re.I)
_ADDED_TO = re.compile(r"\s*(?:more\s+)?to\b", re.I)


def lengthened(tool: ToolShape, said: Said, text: str) -> str | None:
    """Return by how many minutes a meeting becomes longer, or shorter, as signed text; None for anything else."""
    minutes = _minutes(said) if tool.name in _TOOLS else None
    minutes = minutes if minutes is not None and minutes <= _LONGEST else None
    sign = way_of(said.before, text[said.time.span[1] :])[0] if minutes else ""
    return f"{sign}{minutes}" if sign else None


def way_of(before: str, behind: str) -> tuple[str, int]:
    """Return "+" where the words around a length make something longer by it, "-" where shorter, else "".

    The number is how many characters behind the length say so.
    """
    if _MOVES.search(before) or _LATER.match(behind):
        return "", 0
    if _ADDS.search(before):
        return ("+" if _ADDED_TO.match(behind) else ""), 0
    for sign, leads, follows in (("+", _LONGER_BEFORE, _LONGER_BEHIND), ("-", _SHORTER_BEFORE, _SHORTER_BEHIND)):
        found = follows.match(behind)
        if found is not None or leads.search(before):
            return sign, found.end() if found is not None else 0
    return "", 0


def _minutes(said: Said) -> int | None:
    """Return how long a stretch of time is, or what a shift of hours and minutes moves by."""
    if said.time.minutes:
        return said.time.minutes
    found = re.fullmatch(r"[+-]?PT(?:(\d+)H)?(?:(\d+)M)?", said.time.shift or "")
    return int(found[1] or 0) * 60 + int(found[2] or 0) if found else None
