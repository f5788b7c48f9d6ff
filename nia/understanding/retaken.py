"""A value that is said anew behind the whole wish: "kal 3 baje meeting rakho, nahi 4 baje", "2 lakh kar do, nahi 2.25".

The wish reader asks, and reads the wish with the new value in its place. What follows at once is a slip (`slips`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nia.understanding.slips import exact_from
from nia.understanding.time_values import FoundTime
from nia.understanding.units import Unit

_NO = r"(?:nahi+n?|nhi|no|sorry|नहीं|नही)"
_TAIL = re.compile(
    rf"[\s,.;\u2026-]+{_NO}(?:[\s,]+(?:{_NO}|wait|ruko|rather|make it|i mean|matlab|रुको|मतलब))*[\s,]+(?=\S)", re.I
)
_WORDS_GIVEN = re.compile(  # a text is kept as it was said
    r"\b(?:that|saying|says|say|note)\b|[:\"\u201c]|कि(?=\s)"
    r"|\b(?:bol|keh|kah|likh|bata|bhej|dila)\w*\s+(?:do\s+|dena\s+|na\s+)?ki\b",
    re.I,
)
_NUMBER = re.compile(r"\d+(?:[.:,]\d+)*")


def retaken(text: str, units: Sequence[Unit]) -> str | None:
    """Return the text with the value that is said last in the place of the one it takes back; None where none is."""
    tail = next((found for found in reversed(list(_TAIL.finditer(text)))), None)
    if tail is None or _WORDS_GIVEN.search(text, 0, tail.start()) is not None:
        return None
    said = text[tail.end() :].rstrip(" .!?\u0964")
    before = [unit for unit in units if unit.end <= tail.start() and unit.kind in ("time", "money")]
    behind = [unit for unit in units if unit.start >= tail.end() and unit.kind != "sign"]
    if _NUMBER.fullmatch(said) is not None:
        span = _number_span(text, before[-1]) if before else None
    else:
        old = next((one for one in reversed(before) if len(behind) == 1 and one.kind == behind[0].kind), None)
        span = None if old is None else _span(text, old, behind[0])
    return None if span is None else f"{text[: span[0]]}{said}{text[span[1] : tail.start()]}"


def _number_span(text: str, old: Unit) -> tuple[int, int] | None:
    """Return where the number of an amount lies, or the last one of a time: "2" of "2 lakh", "3" of "5 may at 3"."""
    numbers = list(_NUMBER.finditer(text, old.start, old.end))
    return numbers[0 if old.kind == "money" else -1].span() if numbers else None


def _span(text: str, old: Unit, new: Unit) -> tuple[int, int] | None:
    """Return where the part of the old value lies that the new one replaces: of a day and an hour only what is said."""
    if isinstance(old.found, FoundTime) and isinstance(new.found, FoundTime):
        both = old.found.has_day and old.found.has_time_of_day
        if not both and new.found.has_day != old.found.has_day:
            return None
    start = exact_from(text, old, new)
    return None if start is None else (start, old.end)
