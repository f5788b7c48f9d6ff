"""A slot by its name, then its value: "the phone is 98…", "change the company to Zenith"."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.phrasing import unusable
from nia.understanding.port import SlotShape, SlotValue
from nia.understanding.reading import Reading, part
from nia.understanding.topic import Topic, grammatical
from nia.understanding.units import Unit
from nia.understanding.values import GRAMMATICAL, value_of

_COPULA = frozenset(
    "is to as : = should be are will would number id address now - , field of it's it wrong incorrect galat badal "
    "do has have needs must".split()
)
_INTRODUCERS = frozenset(
    "the his her its their my your a new change update set make correct fix edit and add uska uski iska with by".split()
)
_CLOSERS = frozenset({"instead", "please", "pls", "now", "hai"})
_AFTER_NAME = frozenset({"is", "to", ":", "should", "="})


def named_values(reading: Reading, topic: Topic) -> dict[str, SlotValue]:
    """Return the values that stand after the names of their slots."""
    found: dict[str, SlotValue] = {}
    heads = [
        (at, shape)
        for at, unit in enumerate(reading.units)
        if (shape := topic.slot_named(unit)) is not None
        and _introduces(reading.units, at)
        and not (at and topic.slot_named(reading.units[at - 1]))
    ]
    for place, (at, shape) in enumerate(heads):
        end = heads[place + 1][0] if place + 1 < len(heads) else len(reading.units)
        first = _after_copula(reading.units, at + 1)
        value = _value(shape, part(reading, first, _before_joiner(reading.units, first, end)), linked=first > at + 1)
        if value is not None:
            found.setdefault(shape.name, value)
    return found


def _value(shape: SlotShape, reading: Reading, *, linked: bool) -> SlotValue | None:
    """Read the value behind a slot's name. `linked`: "is", "to" or the like stands between them."""
    if not reading.units:
        return None
    if shape.kind in GRAMMATICAL:
        return grammatical(shape, reading) or (unusable(shape, reading) if linked else None)
    return value_of(shape, reading.text, reading.units)


def _introduces(units: Sequence[Unit], at: int) -> bool:
    """Tell whether the unit names a slot here: after "the", "his", "change", or before "is", "to", ":"."""
    if at + 1 == len(units):
        return False
    if at == 0 or units[at + 1].folded in _AFTER_NAME:
        return True
    return units[at - 1].folded in _INTRODUCERS or units[at - 1].kind == "sign"


def _after_copula(units: Sequence[Unit], at: int) -> int:
    while at < len(units) and (units[at].folded in _COPULA or _is_alias(units, at)):
        at += 1
    return at


def _is_alias(units: Sequence[Unit], at: int) -> bool:
    named = any(key.startswith("alias_") for key in units[at].senses)
    return named and "given" not in units[at].senses and at + 1 < len(units)


def _before_joiner(units: Sequence[Unit], first: int, end: int) -> int:
    while end > first and (units[end - 1].folded in _INTRODUCERS | _CLOSERS or units[end - 1].kind == "sign"):
        end -= 1
    return end
