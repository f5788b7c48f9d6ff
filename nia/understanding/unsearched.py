"""What a list is narrowed by that no tool can look for: "leads with no phone number". The wish reader asks it.

A list that does not say so would pass for the answer, so that the reply names what was left out of account.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from nia.understanding.excluded import EXCLUDED
from nia.understanding.port import SlotValue, ToolShape
from nia.understanding.word_lists import patterns

_READS = frozenset({"find_leads", "list_tasks", "list_meetings", "list_emails", "summarize_emails"})
_WRITES = {"update_leads": "where"}
_FILE = "unsearched"


def unsearched(tool: ToolShape, text: str, slots: Mapping[str, SlotValue]) -> tuple[str, dict[str, SlotValue]]:
    """Return the words that narrow a list in vain, or "", and the slots without what was read out of them.

    Where many records shall be changed, nothing is: the filter gets the problem, and is asked for.
    """
    if tool.name not in _READS and tool.name not in _WRITES:
        return "", dict(slots)
    found = _lacks().search(text)
    if found is None or _is_left_out(slots, found):
        return "", dict(slots)
    filtered = _WRITES.get(tool.name)
    if filtered is not None:
        asked = SlotValue({"text": found[0]}, found[0], found.span(), problem="cannot_search")
        return "", {**slots, filtered: asked}
    kept = {name: value for name, value in slots.items() if not _lies_in(value, found)}
    return found[0], kept


def _is_left_out(slots: Mapping[str, SlotValue], found: re.Match[str]) -> bool:
    """Tell whether the words name what the search does leave out: "leads without Pune"."""
    out = slots.get(EXCLUDED)
    known = out is not None and isinstance(out.value, dict) and "status" not in out.value
    return known and out is not None and _lies_in(out, found)


def _lies_in(value: SlotValue, found: re.Match[str]) -> bool:
    return value.span is not None and found.start() <= value.span[0] and value.span[1] <= found.end()


@cache
def _lacks() -> re.Pattern[str]:
    fields, deeds = ("|".join(patterns(_FILE, name)) for name in ("fields", "deeds"))
    said = "|".join(one.replace("{field}", fields).replace("{deed}", deeds) for one in patterns(_FILE, "lacks"))
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)".replace(" ", r"\s+"), re.I)
