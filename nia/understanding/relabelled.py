"""Marks that the words around them correct: "Farida, receptionist at TechCorp" marks two names, one is a company's."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.port import SlotKind, ToolShape
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed


def relabelled(tool: ToolShape, spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans, a second name that a new person works at being the company's, if none was marked."""
    shapes = {slot.name: slot.kind for slot in tool.slots}
    if shapes.get("name") is not SlotKind.PERSON or "company" not in shapes or "lead" in shapes:
        return list(spans)
    names = [span for span in spans if span.role == "who"]
    if any(span.role == "company" for span in spans):
        return list(spans)
    employer = next((span for span in names[1:] if _is_worked_at(span, units)), None)
    return [Span("company", span.first, span.last) if span is employer else span for span in spans]


def _is_worked_at(span: Span, units: Sequence[Unit]) -> bool:
    before = units[span.first - 1].folded if span.first else ""
    behind = units[span.last].folded if span.last < len(units) else ""
    return before in listed("employers", "before") or behind in listed("employers", "behind")
