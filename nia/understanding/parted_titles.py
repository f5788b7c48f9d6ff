"""A title with the time in its midst: "उनको कल ग्यारह बजे फोन करने की याद दिलाना". Assignment asks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nia.understanding.assignment import Assignment
from nia.understanding.port import SlotKind, SlotValue
from nia.understanding.tagger import Span
from nia.understanding.values import free_text


def assign_parted_title(work: Assignment, spans: Sequence[Span]) -> None:
    """Fill the title from its parts where nothing but times stands between them."""
    shape = work.tool.slot("title")
    parts = [span for span in spans if span.role == "title"]
    if shape is None or shape.kind is not SlotKind.TEXT or len(parts) < 2:
        return
    for first, then in pairwise(parts):
        between = work.units[first.last : then.first]
        if not between or not all(unit.kind in ("time", "sign") for unit in between):
            return
    ends = [(work.units[part.first].start, work.units[part.last - 1].end) for part in parts]
    said = " ".join(free_text(work.text[start:end]) for start, end in ends)
    work.slots["title"] = SlotValue(said, said, (ends[0][0], ends[-1][1]), 0.9)
