"""A title with the time in its midst: "उनको कल ग्यारह बजे फोन करने की याद दिलाना". Assignment and `relabelled` ask."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nia.understanding.assignment import Assignment
from nia.understanding.port import SlotKind, SlotValue
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.values import free_text

_WHOM = frozenset({"ko", "se", "को", "से"})
_IS = frozenset({"hai", "hain", "है", "हैं"})
_THAT = frozenset({"ki", "कि"})
_TO_DO = ("na", "ni", "ना", "नी")


def with_time_between(spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans, a title parted where the time stands in its midst: "Ravi ko kal 5 baje call karna hai"."""
    taken = {at for span in spans for at in range(span.first, span.last)}
    parted = [part for span in spans for part in (_parts(span, units, taken) if span.role == "title" else [span])]
    return [_without_is(part, units) if part.role == "title" else part for part in parted]


def _without_is(span: Span, units: Sequence[Unit]) -> Span:
    """Return what is to be done without the "hai" behind it; a clause keeps it: "yaad dilana ki call karna hai"."""
    last = span.last - 1
    if span.first and units[span.first - 1].folded in _THAT:
        return span
    is_behind = last > span.first and units[last].folded in _IS and units[last - 1].folded.endswith(_TO_DO)
    return Span(span.role, span.first, last) if is_behind else span


def _parts(span: Span, units: Sequence[Unit], taken: set[int]) -> list[Span]:
    inside = range(span.first + 2, span.last)
    at = next((at for at in inside if units[at].kind == "time" and units[at - 1].folded in _WHOM), None)
    if at is None:
        return [span]
    last = span.last
    if last == at + 1 and last in taken:
        return [Span(span.role, span.first, at)]
    if last == at + 1:  # the tagger stopped at the time: what is to be done ends with its verb
        while last < len(units) and last not in taken and not units[last - 1].folded.endswith(_TO_DO):
            last += 1
    if last == at + 1 or not units[last - 1].folded.endswith(_TO_DO):
        return [span]
    return [Span(span.role, span.first, at), Span(span.role, at + 1, last)]


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
