"""Marks that the words around them correct: "Farida, receptionist at TechCorp" marks two names, one is a company's."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.guests_marked import with_company_behind, with_guests
from nia.understanding.port import SlotKind, ToolShape
from nia.understanding.roles import role_of
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed

_NAMED = ("agenda", "location", "subject", "body", "company", "product", "notes", "lost_reason")
_LOOSE = frozenset("who user company product job name location agenda title text notes subject body".split())
_FAR = 3
_NEAR = 2


def relabelled(tool: ToolShape, spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans with the roles that the words beside them tell better than the tagger did."""
    shapes = {slot.name: slot.kind for slot in tool.slots}
    named = [_as_named(tool, span, spans, units) for span in spans]
    if shapes.get("name") is SlotKind.PERSON and "company" in shapes and "lead" not in shapes:
        return _with_employer(named, units)
    return _with_guests(named, units) if "attendees" in shapes and "title" in shapes else named


def _as_named(tool: ToolShape, span: Span, spans: Sequence[Span], units: Sequence[Unit]) -> Span:
    """Return the span for the slot whose name leads to it: "agenda is the new rates"."""
    if span.role not in _LOOSE:
        return span
    at = span.first - 1
    while at > span.first - _FAR and units[at].folded in listed("named", "copula") and not _names(tool, units[at]):
        at -= 1
    if at < 0 or any(other.first <= at < other.last for other in spans):
        return span
    name = _names(tool, units[at])
    return span if name is None else Span(role_of(tool.name, name), span.first, span.last)


def _names(tool: ToolShape, unit: Unit) -> str | None:
    return next((name for name in _NAMED if f"alias_{name}" in unit.senses and tool.slot(name) is not None), None)


def _with_employer(spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Take a second name that a new person works at, or that follows his own, for the company, if none was marked."""
    names = [span for span in spans if span.role == "who"]
    if any(span.role == "company" for span in spans):
        return list(spans)
    employer = next((span for span in names[1:] if _is_worked_at(span, units)), None)
    employer = employer or next((span for span in names[1:2] if _follows(names[0], span, units)), None)
    return [Span("company", span.first, span.last) if span is employer else span for span in spans]


def _follows(name: Span, span: Span, units: Sequence[Unit]) -> bool:
    """Tell whether only a comma parts what is no person's name from the name before: "Rahul Verma, TechCorp"."""
    between = units[name.last : span.first]
    given = any("given" in unit.senses for unit in units[span.first : span.last])
    return [unit.folded for unit in between] == [","] and not given


def _with_guests(spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Take a title that only says with whom ("अनीता के साथ") for the guest, if none was marked."""
    if any(span.role == "who" for span in spans):
        return list(spans)
    return [_guest(span, units) if span.role == "title" else span for span in spans]


def _guest(span: Span, units: Sequence[Unit]) -> Span:
    near = range(span.first + 1, min(len(units), span.last + _NEAR))
    with_him = next((at for at in near if units[at].folded in listed("companions", "with")), -1)
    if with_him < span.last - 1:
        return span  # nobody, or a title behind him: "अनीता के साथ डेमो"
    last = with_him
    while last > span.first and units[last - 1].folded in listed("companions", "case"):
        last -= 1
    return Span("who", span.first, min(last, span.last)) if last > span.first else span


def _is_worked_at(span: Span, units: Sequence[Unit]) -> bool:
    before = units[span.first - 1].folded if span.first else ""
    behind = units[span.last].folded if span.last < len(units) else ""
    return before in listed("employers", "before") or behind in listed("employers", "behind")
