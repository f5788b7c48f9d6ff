"""Bulk changes ("set everyone from Pune to contacted"): a filter and changes. The wish reader calls it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nia.understanding.amounts import FoundAmount
from nia.understanding.assign import assign
from nia.understanding.excluded import set_apart, together
from nia.understanding.left_out import value_in
from nia.understanding.port import Json, SlotKind, SlotValue, ToolShape
from nia.understanding.reading import Reading
from nia.understanding.roles import role_of
from nia.understanding.spans import widened
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.values import TIMES
from nia.understanding.word_lists import listed

FILTER_ROLES = (
    *("status", "city", "company", "source", "owner", "min_value", "max_value", "product", "text", "created"),
    *("created_to", "closing_from", "closing_to"),
)
_AMOUNTS = frozenset({"where.min_value", "where.max_value"})
_TO = frozenset({"to", "at"})  # before an amount
_EITHER = frozenset({"where.status", "where.owner", "where.city", "where.source"})
_MARKS = frozenset({"mark", "make", "move", "set", "change", "put"})
_WHICH = frozenset(
    {"jo", "jin", "jinko", "jis", "जो", "जिन", "जिनको", "जिस", "that", "which", "who", "whom", "i", "we"}
)
_HANDS = frozenset({"give", "hand", "assign", "reassign", "transfer", "shift", "all", "pass"})
_MAKES = frozenset("kar karo kr kro kardo krdo karna kijiye कर करो करना कीजिए".split())
_BY_GRAMMAR = TIMES | {SlotKind.MONEY}
_WHEN_MADE = frozenset({"created", "made", "added", "closing"})
_SILENT = frozenset({"filler", "yes", "no", "courtesy", "connector"})
CHANGE_ROLES = (
    *("status", "city", "source", "owner", "product", "value", "company", "next_follow_up", "expected_close"),
    "lost_reason",
)


def is_bulk(tool: ToolShape) -> bool:
    """Tell whether the tool takes a filter and changes."""
    kinds = {slot.kind for slot in tool.slots}
    return SlotKind.FILTER in kinds and SlotKind.CHANGES in kinds


def bulk_roles() -> set[str]:
    """Return the tagger's roles for filters and changes."""
    return {f"where.{name}" for name in FILTER_ROLES} | {f"set.{name}" for name in CHANGE_ROLES}


def assign_bulk(
    tool: ToolShape, find: ToolShape, change: ToolShape, reading: Reading, searched: Reading, spans: Sequence[Span]
) -> dict[str, SlotValue]:
    """Return the filter (slots of the tool `find`) and the changes (slots of `change`).

    `searched` is the same text in the light of `find`, whose times look back.
    """
    text, units = reading.text, _with_times_of(searched, reading.units, spans)
    slots: dict[str, SlotValue] = {}
    spans = [_as_filter(span, units, spans) for span in spans]
    spans = [_as_change(span, units, spans) for span in spans]
    for kind, prefix, shape in ((SlotKind.FILTER, "where.", find), (SlotKind.CHANGES, "set.", change)):
        name = next((slot.name for slot in tool.slots if slot.kind is kind), None)
        values = _values(shape, text, units, [span for span in spans if span.role.startswith(prefix)], prefix)
        if name is not None and values:
            plain: dict[str, Json] = {key: value.value for key, value in values.items()}
            slots[name] = SlotValue(plain, text, (units[0].start, units[-1].end))
    return slots


def _with_times_of(searched: Reading, units: Sequence[Unit], spans: Sequence[Span]) -> tuple[Unit, ...]:
    """Return the units, the times of a filter as they are read where leads are looked for."""
    filtering = {at for span in spans if span.role.startswith("where.") for at in range(span.first, span.last)}
    times = {unit.start: unit for unit in searched.units if unit.kind == "time"}
    return tuple(
        times.get(unit.start, unit) if unit.kind == "time" and at in filtering else unit
        for at, unit in enumerate(units)
    )


def _as_filter(span: Span, units: Sequence[Unit], spans: Sequence[Span]) -> Span:
    """Return as a filter what stands right before "leads" where something else is changed: "new leads Ravi ko do"."""
    name = span.role.removeprefix("set.")
    before_leads = span.last < len(units) and units[span.last].senses.get("concept") == "lead"
    others = {other.role for other in spans} - {span.role}
    changed = any(role.startswith("set.") for role in others) and f"where.{name}" not in others
    changed = changed or _before(units, span) in listed("light", "every")  # "of every lost lead"
    filters = name != span.role and name in FILTER_ROLES and before_leads and changed
    if span.role == "set.owner" and _before(units, span) in listed("employers", "from"):
        return Span(
            "where.company", span.first, span.last
        )  # "leads of TechCorp": they are given to people, not of them
    return Span(f"where.{name}", span.first, span.last) if filters else span


def _is_told_to_be(span: Span, units: Sequence[Unit]) -> bool:
    """Tell whether a value is what the leads become; what a clause says of them ("jo lost kar diye") is which."""
    if span.role not in _EITHER or any(unit.folded in _WHICH for unit in units[: span.first]):
        return False
    behind = units[span.last] if span.last < len(units) else None
    before = units[: span.first]
    if _before(units, span) == "to":
        return len(before) > 1 and _is_whole(before[-2]) and any(unit.folded in _MARKS | _HANDS for unit in before)
    if behind is not None and behind.folded in _MAKES:
        return True
    ends = behind is None or behind.kind == "sign" or "connector" in behind.senses
    marked = any(unit.folded in _MARKS for unit in before)
    return ends and marked and bool(before) and _is_whole(before[-1])


def _is_whole(unit: Unit) -> bool:
    """Tell whether a word says which leads, or that it is all of them: "leads", "all", "them", "Pune"."""
    told = unit.senses.get("concept") == "lead" or unit.folded in listed("light", "every")
    return told or any(name in unit.senses for name in ("city", "source", "status"))


def _before(units: Sequence[Unit], span: Span) -> str:
    return units[span.first - 1].folded if span.first else ""


def _as_change(span: Span, units: Sequence[Unit], spans: Sequence[Span]) -> Span:
    """Return as the new value what stands behind "to" ("leads to Neha") or the leads themselves ("mark them won").

    So is a plain amount where nothing else is changed: "set the value of pune leads to 5 lakh".
    """
    if f"set.{span.role.removeprefix('where.')}" not in {one.role for one in spans} and _is_told_to_be(span, units):
        return Span(span.role.replace("where.", "set."), span.first, span.last)
    found = units[span.first].found
    plain = isinstance(found, FoundAmount) and found.comparison is None
    roles = [other.role for other in spans]
    alone = sum(role in _AMOUNTS for role in roles) == 1 and not any(role.startswith("set.") for role in roles)
    told = _before(units, span) in _TO or any("alias_value" in unit.senses for unit in units)
    return Span("set.value", span.first, span.last) if span.role in _AMOUNTS and plain and alone and told else span


def _values(
    shape: ToolShape, text: str, units: Sequence[Unit], spans: Sequence[Span], prefix: str
) -> dict[str, SlotValue]:
    values: dict[str, SlotValue] = {}
    for span in spans:
        if prefix == "set." and span.first and units[span.first - 1].folded in _WHEN_MADE:
            continue  # "leads created last week": that is which leads
        whole = widened(span, units, spans)
        name, inside = span.role.removeprefix(prefix), units[whole.first : whole.last]
        if inside[0].kind in ("money", "time"):
            context = _context(units, span)
            marked = Span(role_of(shape.name, name), len(context), len(context) + len(inside))
            found = assign(shape, text, [*context, *inside], [marked])
            values.update({key: value for key, value in found.items() if _told_by(shape, key) and key not in values})
            continue
        slot = shape.slot(name)
        value = value_in(shape, slot, text, inside) if slot is not None else None
        if value is not None:
            known = values.get(name)
            values[name] = (together(text, known, value) or known) if known is not None else value
    return set_apart(shape, text, values)


def _told_by(shape: ToolShape, name: str) -> bool:
    """Tell whether a slot is one that an amount or a time fills: the words before it only say which."""
    slot = shape.slot(name)
    return slot is not None and slot.kind in _BY_GRAMMAR


def _context(units: Sequence[Unit], span: Span) -> list[Unit]:
    """The words before an amount say whether it is the least or the most; times and amounts among them do not count."""
    return [unit for unit in units[max(0, span.first - 3) : span.first] if unit.found is None]


def other_owner(units: Sequence[Unit], text: str, tool: ToolShape, known: Mapping[str, Json]) -> dict[str, SlotValue]:
    """Return the changes with another owner where a card that hands leads over is answered by a name: "Neha ko"."""
    name = next((slot.name for slot in tool.slots if slot.kind is SlotKind.CHANGES), "")
    changes = known.get(name)
    words = [unit for unit in units if unit.kind != "sign" and not _SILENT & set(unit.senses)]
    named = [unit for unit in words if {"given", "surname"} & set(unit.senses)]
    others = [unit for unit in words if unit not in named and unit.folded not in listed("light", "empty")]
    if not isinstance(changes, dict) or "owner" not in changes or not named or others:
        return {}
    span = (named[0].start, named[-1].end)
    said = text[span[0] : span[1]]
    return {name: SlotValue({**changes, "owner": said}, said, span, 0.9)}
