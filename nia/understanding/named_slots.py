"""A slot by its name, then its value: "the phone is 98…", "change the company to Zenith"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from nia.understanding.lexicon_files import parsed
from nia.understanding.phrasing import unusable
from nia.understanding.port import SlotShape, SlotValue
from nia.understanding.reading import Reading, part
from nia.understanding.topic import Topic, grammatical
from nia.understanding.units import Unit
from nia.understanding.values import GRAMMATICAL, value_of
from nia.understanding.words import LEXICON_FOLDER


@cache
def _words() -> dict[str, frozenset[str]]:
    said = parsed(LEXICON_FOLDER / "replies" / "named.yaml")
    return {name: frozenset(word for words in of.values() for word in words) for name, of in said.items()}


def named_values(reading: Reading, topic: Topic) -> dict[str, SlotValue]:
    """Return the values that stand after the names of their slots."""
    found: dict[str, SlotValue] = {}
    heads = [
        (at, shape)
        for at, unit in enumerate(reading.units)
        if (shape := topic.slot_named(unit)) is not None
        and _introduces(reading.units, at)
        and not _is_of_another(reading.units, at, topic)
    ]
    for place, (at, shape) in enumerate(heads):
        end = heads[place + 1][0] if place + 1 < len(heads) else len(reading.units)
        begun = _after_copula(reading.units, at + 1)
        first = _after_denied(reading.units, begun, end)
        value = _value(shape, part(reading, first, _before_joiner(reading.units, first, end)), linked=first > at + 1)
        if value is not None:
            found.setdefault(shape.name, _from(value, reading.units[begun].start) if first > begun else value)
    return found


def _from(value: SlotValue, start: int) -> SlotValue:
    """Return a value that accounts for what is denied before it, too."""
    return replace(value, span=(start, value.span[1])) if value.span is not None else value


def _is_of_another(units: Sequence[Unit], at: int, topic: Topic) -> bool:
    """Tell whether the name is part of another slot's: "phone number", "company ka naam"."""
    before = at - 1 if at and units[at - 1].folded in _words()["of"] else at
    return before > 0 and topic.slot_named(units[before - 1]) is not None


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
    if at == 0 or units[at + 1].folded in _words()["after_name"]:
        return True
    return units[at - 1].folded in _words()["introducers"] | _words()["of"] or units[at - 1].kind == "sign"


def _after_copula(units: Sequence[Unit], at: int) -> int:
    while at < len(units) and (units[at].folded in _words()["copula"] or _is_alias(units, at)):
        at += 1
    return at


def _after_denied(units: Sequence[Unit], first: int, end: int) -> int:
    """Return where the value begins that is said in place of another one: "Assam Oil nahi, Assam Timber hai"."""
    behind = [at + 1 for at in range(first, end - 1) if units[at].folded in _words()["behind"]]
    at = behind[0] if behind else first
    while at < end and units[at].kind == "sign":
        at += 1
    said = any(unit.kind != "sign" and unit.folded not in _words()["closers"] for unit in units[at:end])
    return at if said else first


def _is_alias(units: Sequence[Unit], at: int) -> bool:
    named = any(key.startswith("alias_") for key in units[at].senses)
    return named and "given" not in units[at].senses and at + 1 < len(units)


def _before_joiner(units: Sequence[Unit], first: int, end: int) -> int:
    while end > first and units[end - 1].kind == "sign":
        end -= 1
    signs = [at for at in range(first + 1, end) if units[at].kind == "sign"]
    if signs and units[end - 1].folded in _words()["denies"]:
        end = signs[-1]  # "Bhosle Gears hai, Bhosle Gear Works nahi"
    while end > first and (
        units[end - 1].folded in _words()["introducers"] | _words()["closers"] or units[end - 1].kind == "sign"
    ):
        end -= 1
    return end
