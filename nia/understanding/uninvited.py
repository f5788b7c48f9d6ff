"""Who is taken off a meeting: "remove Meera from the team review" deletes no lead. Plain orders and assignment ask."""

from __future__ import annotations

import re

from nia.understanding.assignment import Assignment
from nia.understanding.names import divide
from nia.understanding.port import SlotValue

_MEETINGS = (
    r"(?:meetings?|demo|call|review|sync|visit|lunch|dinner|stand-?up|session|kick-?off|invite|catch-?up|discussion"
    r"|मीटिंग|डेमो|कॉल|रिव्यू|बैठक)"
)
UNINVITES = re.compile(
    r"^\W*(?:(?:please|pls|kindly|can you|could you)\s+)*(?:remove|drop|take|delete|cut)\s+"
    r"(?!(?:the|my|our|all|every|that|this|location|place|title|agenda|link|notes?|venue|\d+)\b)(?P<who>\S+(?:\s+\S+){0,3}?)\s+(?:off|from)\s+"
    rf"(?P<meeting>(?:[^\s,]+\s+){{0,4}}?{_MEETINGS}(?:\s+(?:with|about|for|on|at|in)\s[^,;]+?)?)(?=\s*(?:[.,;!?]|$|\b(?:and|please|pls)\b))"
    r"|^\W*(?P<whom>\S+(?:\s+\S+)?)\s+(?:ko|को)\s+"
    rf"(?P<from>(?:\S+\s+){{0,4}}?{_MEETINGS})\s+(?:se|से)\s+(?:hata|nikal|हटा|निकाल)",
    re.I,
)


def assign_uninvited(work: Assignment) -> None:
    """Fill who leaves which meeting, where the sentence says no more than that."""
    found = UNINVITES.search(work.text) if work.tool.name == "update_meeting" else None
    if found is None:
        return
    who, meeting = ("who", "meeting") if found["who"] else ("whom", "from")
    work.fill("remove", SlotValue([*divide(found[who])], found[who], found.span(who)))
    work.fill("meeting", SlotValue(found[meeting], found[meeting], found.span(meeting)))
