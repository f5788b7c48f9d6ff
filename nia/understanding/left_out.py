"""Reads the values of a search, of which several may be left out at once ("not in Pune or Mumbai"). Assignment asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.excluded import EXCLUDED, FIELDS, is_excluded, pieces
from nia.understanding.port import Json, SlotShape, SlotValue, ToolShape
from nia.understanding.units import Unit
from nia.understanding.values import value_of


def value_in(tool: ToolShape, shape: SlotShape, text: str, units: Sequence[Unit]) -> SlotValue | None:
    """Return the value that `units` give a slot of `tool`; all of them where they name several that are left out."""
    value = value_of(shape, text, units)
    if value is None or value.span is None or not may_leave_out(tool, shape):
        return value
    if not is_excluded(text, (units[0].start, units[-1].end), in_search=True):
        return value
    read = [value_of(shape, text, part) for part in pieces(units)]
    found: list[Json] = list(dict.fromkeys(str(one.value) for one in read if one is not None))
    span = (units[0].start, units[-1].end)
    single = found[0] if len(found) == 1 else found
    return replace(value, value=single, text=text[slice(*span)], span=span, negated=True) if found else value


def may_leave_out(tool: ToolShape, shape: SlotShape) -> bool:
    """Tell whether values of the slot may be left out, one or several."""
    return tool.slot(EXCLUDED) is not None and shape.name in FIELDS
