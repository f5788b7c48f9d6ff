"""An amount that something grows or shrinks by is not what it becomes: "add 50k to her deal", "20% badha do".

NIA sets values and adds none up, so that such an amount fills no slot, and the agent asks. The wish reader calls it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nia.understanding.port import SlotValue

_GROWS = r"(?:increase|raise|bump|up|reduce|lower|decrease|cut|drop|grow)"
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)*|lakhs?|lacs?|k|crores?|cr|hazaa?r|thousand|percent|per cent|pratishat|%"
    r"|लाख|करोड़|हज़ार|हजार|प्रतिशत|फीसदी)"
)
_RELATIVE = re.compile(
    rf"\b{_GROWS}\b.*\bby\b"
    r"|^\W*(?:(?:please|pls|can you|could you)\s+)*add\s+(?:another\s+|₹|rs\.?\s*)?"
    rf"(?:{_NUMBER}\s*)+(?:more\s+)?(?:to|in|on)\b"
    rf"|{_NUMBER}\s+(?:aur\s+|और\s+)?(?:se\s+|से\s+)?(?:badha|badhaa|ghata|kam kar|jod|बढ़ा|घटा|कम कर|जोड़)\w*",
    re.I,
)


def without_steps(text: str, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return a change of a lead without the amount that it grows by, and without a number taken for a product."""
    if _RELATIVE.search(text) is None:
        return dict(slots)
    return {
        name: value
        for name, value in slots.items()
        if name != "value" and not (name == "product" and str(value.value).strip("% ").isdecimal())
    }
