"""The company behind a new person's name that the tagger missed or only half marked: "Mohan Das from Acme,".

`relabelled` asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.port import SlotKind, ToolShape
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed

_OF_NAMES = frozenset({"given", "surname", "company", "city"})


def with_company(tool: ToolShape, spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans, with the company that a new person is "from", "of" or "at" up to where its name must end."""
    shapes = {slot.name: slot.kind for slot in tool.slots}
    if shapes.get("name") is not SlotKind.PERSON or "company" not in shapes or "lead" in shapes:
        return list(spans)
    person = next((span for span in spans if span.role == "who" and _leads(units, span.last)), None)
    if person is None:
        return list(spans)
    first = person.last + 1
    marked = next((span for span in spans if span.role == "company" and span.first == first), None)
    others = [span for span in spans if span is not marked]
    last = marked.last if marked else first
    while last < len(units) and _is_name(units[last]) and not any(one.first <= last < one.last for one in others):
        last += 1
    known = [span for span in others if span.role == "company"]
    place = all("city" in unit.senses for unit in units[first:last])
    if known or place or last == first or not _ends(units, last):
        return list(spans)
    return sorted([*others, Span("company", first, last)], key=lambda span: span.first)


def _leads(units: Sequence[Unit], at: int) -> bool:
    before = listed("employers", "before") | listed("employers", "of")
    return at < len(units) and units[at].folded in before


def _is_name(unit: Unit) -> bool:
    """Tell whether a word may be part of a company's name: it says nothing else, and joins nothing."""
    return unit.kind == "word" and not set(unit.senses) - _OF_NAMES and unit.folded not in listed("employers", "ends")


def _ends(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a name ends here: at the end, a sign, a number, or a word that leads to something else."""
    if at >= len(units):
        return True
    unit = units[at]
    return unit.kind != "word" or bool(set(unit.senses) - _OF_NAMES) or unit.folded in listed("employers", "ends")
