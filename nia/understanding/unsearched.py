"""What a list is narrowed by that no tool can look for: "leads with no phone number". The wish reader asks it.

A list that does not say so would pass for the answer, so that the reply names what was left out of account.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from nia.understanding.excluded import EXCLUDED
from nia.understanding.port import SlotKind, SlotValue, ToolShape
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed, patterns

_READS = frozenset({"find_leads", "list_tasks", "list_meetings", "list_emails", "summarize_emails"})
_WRITES = {"update_leads": "where"}
_FILE = "unsearched"
_MISREAD = frozenset(
    {"excluded", "status", "text", "created_from", "created_to", "since", "until", "due_from", "due_to", "from", "to"}
)


def unsearched(
    tool: ToolShape, text: str, units: Sequence[Unit], slots: Mapping[str, SlotValue]
) -> tuple[str, dict[str, SlotValue]]:
    """Return the words that narrow a list in vain, or "", and the slots without what was read out of them.

    Where many records shall be changed, nothing is: the filter gets the problem, and is asked for.
    """
    if tool.name not in _READS and tool.name not in _WRITES:
        return "", dict(slots)
    found = _lacks().search(text)
    if found is not None and text[: found.start()].rstrip().endswith(","):
        found = None  # a remark: "mark all pune leads lost, nobody has replied"
    span = found.span() if found is not None and not _is_left_out(slots, found) else _second(tool, units, slots)
    if span is None:
        return "", dict(slots)
    vain, filtered = text[span[0] : span[1]], _WRITES.get(tool.name)
    if filtered is not None:
        return "", {**slots, filtered: SlotValue({"text": vain}, vain, span, problem="cannot_search")}
    return vain, {name: value for name, value in slots.items() if name not in _MISREAD or not _lies_in(value, span)}


def _second(tool: ToolShape, units: Sequence[Unit], slots: Mapping[str, SlotValue]) -> tuple[int, int] | None:
    """Return where the second of two values stands that one filter takes no more of: "leads in Surat and Vadodara"."""
    shapes = {shape.name for shape in tool.slots if shape.kind in (SlotKind.CITY, SlotKind.CHOICE)}
    said = {name: value.span for name, value in slots.items() if name in shapes and value.span is not None}
    for first, joint, then in zip(units, units[1:], units[2:], strict=False):
        if joint.folded not in listed("exclusions", "joins"):
            continue
        named = any(span[0] <= first.start < span[1] and name in then.senses for name, span in said.items())
        cities = tool.name in _WRITES and "city" in first.senses and "city" in then.senses
        if named or (cities and not _leaves_out(slots)):
            return then.start, then.end
    return None


def _leaves_out(slots: Mapping[str, SlotValue]) -> bool:
    """Tell whether a filter for many leads leaves something out, of which it takes several."""
    return any(isinstance(value.value, dict) and EXCLUDED in value.value for value in slots.values())


def _is_left_out(slots: Mapping[str, SlotValue], found: re.Match[str]) -> bool:
    """Tell whether the words name what the search does leave out: "leads without Pune"."""
    out = slots.get(EXCLUDED)
    known = out is not None and isinstance(out.value, dict) and "status" not in out.value
    return known and out is not None and _lies_in(out, found.span())


def _lies_in(value: SlotValue, span: tuple[int, int]) -> bool:
    return value.span is not None and span[0] <= value.span[0] and value.span[1] <= span[1]


@cache
def _lacks() -> re.Pattern[str]:
    fields, deeds = ("|".join(patterns(_FILE, name)) for name in ("fields", "deeds"))
    said = "|".join(one.replace("{field}", fields).replace("{deed}", deeds) for one in patterns(_FILE, "lacks"))
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)".replace(" ", r"\s+"), re.I)
