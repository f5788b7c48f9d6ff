"""An amount that something grows or shrinks by is not what it becomes: "add 50k to her deal", "20% badha do".

NIA sets values and adds none up, so that such an amount fills no slot, and the agent asks. The wish reader calls it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nia.understanding.port import SlotValue

_STEP_BEFORE = re.compile(
    r"\b(?:increase|raise|bump|up|reduce|lower|decrease|cut|drop|grow)\b.*\bby\s*$",
    re.I | re.S,
)
_ADDS = re.compile(r"^\W*(?:(?:please|pls|can you|could you)\s+)*add\s*(?:another\s*)?$", re.I)
_ADDED_TO = re.compile(r"\s*(?:more\s+)?(?:to|in|on)\b", re.I)
_STEP_BEHIND = re.compile(
    r"\s*(?:%|percent|per cent|pratishat|प्रतिशत|फीसदी)?\s*(?:(?:aur|se|और|से)\s+)?"
    r"(?:badha|ghata|kam kar|jod|बढ़ा|घटा|कम कर|जोड़)",
    re.I,
)


def without_steps(text: str, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return a change of a lead without the amount that it grows by, and without a number of it taken for a product."""
    return {name: value for name, value in slots.items() if not (_may_be(name, value) and _is_step(text, value))}


def _may_be(name: str, value: SlotValue) -> bool:
    return name == "value" or (name == "product" and str(value.value).strip("% ").isdecimal())


def _is_step(text: str, value: SlotValue) -> bool:
    """Tell whether the words beside an amount say that it is added or taken away."""
    if value.span is None:
        return False
    start, end = value.span
    added = _ADDS.search(text[:start]) is not None and _ADDED_TO.match(text, end) is not None
    return added or _STEP_BEFORE.search(text[:start]) is not None or _STEP_BEHIND.match(text, end) is not None
