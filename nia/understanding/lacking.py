"""Nobody's number or address is known: "I don't have her number", "number nahi hai". The act reader asks.

It is no "no": what was said of the task so far is kept.
"""

from __future__ import annotations

import re

from nia.understanding.port import SlotKind
from nia.understanding.topic import Topic

_CONTACTS = frozenset({SlotKind.PHONE, SlotKind.EMAIL})
_LACKS = re.compile(
    r"^\W*(?:(?:sorry|no|nope|umm?|hmm+|well)\b[\s,]*)*(?:"
    r"(?:i|we)?\s*(?:do not|don['\u2019]?t|haven['\u2019]?t)\s+(?:have|know|got|remember)\b[^,;.]*"
    r"|(?:no idea|not known|not available|unknown)(?: yet)?"
    r"|(?:\w+\s+){0,4}(?:nahi+n?|nhi)\s+(?:hai|h|pata|malu+m|maloom|mila)(?:\s+(?:hai|h|abhi|yaar))?"
    r"|(?:pata|malu+m|maloom)\s+(?:nahi+n?|nhi)(?:\s+(?:hai|h))?"
    r"|(?:\S+\s+){0,4}(?:नहीं|नही)\s+(?:है|पता|मालूम|मिला)(?:\s+है)?|(?:पता|मालूम)\s+(?:नहीं|नही)(?:\s+है)?"
    r")\W*$",
    re.I,
)


def is_lacking(text: str, topic: Topic) -> bool:
    """Tell whether the words say that the number or address which was asked for is not there."""
    asked = {shape.kind for shape in topic.shapes}
    return bool(asked & _CONTACTS) and _LACKS.search(text) is not None
