"""Guests and companies that the tagger marked as something else, told by the words beside them. `relabelled` asks."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.port import SlotKind, ToolShape
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed

_FAR = 2


def with_guests(tool: ToolShape, spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Take a title that only says with whom ("अनीता के साथ") for the guest, if none was marked."""
    if tool.slot("attendees") is None or tool.slot("title") is None or any(span.role == "who" for span in spans):
        return list(spans)
    return [_guest(span, units) if span.role == "title" else span for span in spans]


def with_company_behind(tool: ToolShape, spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Take what follows a new person's name and is no person's for the company: "Rahul Verma, TechCorp"."""
    name = tool.slot("name")
    new = name is not None and name.kind is SlotKind.PERSON and tool.slot("lead") is None
    if not new or tool.slot("company") is None or any(span.role == "company" for span in spans):
        return list(spans)
    names = [span for span in spans if span.role == "who"]
    company = next((span for span in names[1:2] if _follows(names[0], span, units)), None)
    return [Span("company", span.first, span.last) if span is company else span for span in spans]


def _guest(span: Span, units: Sequence[Unit]) -> Span:
    near = range(span.first + 1, min(len(units), span.last + _FAR))
    with_him = next((at for at in near if units[at].folded in listed("companions", "with")), -1)
    if with_him < span.last - 1:
        return span  # nobody, or a title behind him: "अनीता के साथ डेमो"
    last = with_him
    while last > span.first and units[last - 1].folded in listed("companions", "case"):
        last -= 1
    return Span("who", span.first, min(last, span.last)) if last > span.first else span


def _follows(name: Span, span: Span, units: Sequence[Unit]) -> bool:
    """Tell whether only a comma parts what is no person's name from the name before."""
    between = units[name.last : span.first]
    given = any("given" in unit.senses for unit in units[span.first : span.last])
    return [unit.folded for unit in between] == [","] and not given
