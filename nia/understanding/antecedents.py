"""A record of somebody who is named before it in the same breath: "Anita declined, cancel the meeting with her".

The wish reader asks. Who was named in an earlier turn is in the focus, which the agent knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.port import Json, SlotKind, SlotValue, ToolShape
from nia.understanding.units import Unit

_OF_WHOM = frozenset({SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL})
_NAME = frozenset({"given", "surname"})
_PERSONS = frozenset({"him", "her", "them", "uske", "usse", "unke", "unse", "उसके", "उससे", "उनके", "उनसे"})
_POINTED = (
    (re.compile(r"(?:(?<=\bwith )|(?<=\bfrom )|(?<=\bfor ))(?:him|her|them)\b", re.I), "{}"),
    (re.compile(r"\b[ui][ns]ke (?=saath|sath)", re.I), "{} ke "),
    (re.compile(r"(?<!\w)(?:उन|इन|उस|इस)के (?=साथ)"), "{} के "),
)


def with_antecedent(tool: ToolShape, units: Sequence[Unit], slots: dict[str, SlotValue]) -> None:
    """Put the name for the pronoun in what describes a record, where a person was named before it, in place."""
    _with_persons(tool, units, slots)
    for shape in tool.slots:
        value = slots.get(shape.name) if shape.kind in _OF_WHOM else None
        if value is None or value.span is None:
            continue
        name = _named_before([unit for unit in units if unit.end <= value.span[0]])
        if name:
            slots[shape.name] = replace(value, value=_named(value, name))


def _with_persons(tool: ToolShape, units: Sequence[Unit], slots: dict[str, SlotValue]) -> None:
    """Put the name of who was named right before for the pronoun that is all of a list of people: "uske saath"."""
    for shape in tool.slots:
        value = slots.get(shape.name) if shape.kind is SlotKind.PEOPLE else None
        if value is None or value.span is None or not isinstance(value.value, list) or len(value.value) != 1:
            continue
        name = _named_before([unit for unit in units if unit.end <= value.span[0]])
        if name and str(value.value[0]).lower() in _PERSONS:
            slots[shape.name] = replace(value, value=[name])


def _named(value: SlotValue, name: str) -> Json:
    said = str(value.value)
    for pointed, instead in _POINTED:
        said = instead.format(name).join(pointed.split(said))
    return said


def _named_before(units: Sequence[Unit]) -> str:
    """Return the last name among units, "" where there is none."""
    last = next((at for at in range(len(units), 0, -1) if _NAME & set(units[at - 1].senses)), 0)
    first = last
    while first and _NAME & set(units[first - 1].senses):
        first -= 1
    return " ".join(unit.text for unit in units[first:last])
