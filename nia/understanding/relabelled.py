"""Marks that the words around them correct: "Farida, receptionist at TechCorp" marks two names, one is a company's."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.employers import with_company
from nia.understanding.guests_marked import with_company_behind, with_guests
from nia.understanding.jobs_marked import with_job
from nia.understanding.parted_titles import with_time_between
from nia.understanding.port import SlotKind, ToolShape
from nia.understanding.roles import role_of
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed

_NAMED = ("agenda", "location", "subject", "body", "company", "product", "notes", "lost_reason", "city")
_LOOSE = frozenset("who user company product job name location agenda title text notes subject body".split())
_FAR = 3


def relabelled(tool: ToolShape, spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans with the roles that the words beside them tell better than the tagger did."""
    spans = [span for span in spans if not (_is_counted(span, units) or _refers(span, units))]
    named = _with_employer(tool, [_as_named(tool, span, spans, units) for span in spans], units)
    named = with_time_between(with_company(tool, named, units), units)
    return with_guests(tool, with_job(tool, with_company_behind(tool, named, units), units), units)


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


def _is_counted(span: Span, units: Sequence[Unit]) -> bool:
    """Tell whether what was taken for a person is counted: the "units" of "two more units"."""
    unit, before = units[span.first], units[span.first - 1].folded if span.first else ""
    return span.role == "who" and before == "more" and unit.text.islower() and not unit.senses


def _refers(span: Span, units: Sequence[Unit]) -> bool:
    """Tell whether who referred somebody was taken for an owner: "reference of Ravi", "referred by Ravi"."""
    before = [unit.folded for unit in units[max(0, span.first - 2) : span.first]]
    return span.role == "user" and before[:1] in (["reference"], ["ref"], ["referred"]) and before[-1] in ("of", "by")


def _names(tool: ToolShape, unit: Unit) -> str | None:
    return next((name for name in _NAMED if f"alias_{name}" in unit.senses and tool.slot(name) is not None), None)


def _with_employer(tool: ToolShape, spans: list[Span], units: Sequence[Unit]) -> list[Span]:
    """Take a second name that a new person works at for the company, if none was marked."""
    shapes = {slot.name: slot.kind for slot in tool.slots}
    if shapes.get("name") is not SlotKind.PERSON or "company" not in shapes or "lead" in shapes:
        return spans
    names = [span for span in spans if span.role == "who"]
    if any(span.role == "company" for span in spans):
        return spans
    employer = next((span for span in names[1:] if _is_worked_at(span, units)), None)
    return [Span("company", span.first, span.last) if span is employer else span for span in spans]


def _is_worked_at(span: Span, units: Sequence[Unit]) -> bool:
    before = units[span.first - 1].folded if span.first else ""
    behind = units[span.last].folded if span.last < len(units) else ""
    return before in listed("employers", "before") or behind in listed("employers", "behind")
