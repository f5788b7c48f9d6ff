"""Values of a recorded turn as a suite writes them: records by name, money as a number. `expectations` asks it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nia.understanding.port import Json

LONGEST = 160
"""Characters of a text that may be expected; a longer one is a mail, and not what the turn is about."""

_FRACTION = re.compile(r"(T\d{2}:\d{2}:\d{2})\.\d+")
_FREE = frozenset({"body", "text", "agenda", "notes", "instruction"})


def values(given: Mapping[str, Json]) -> dict[str, Json]:
    """Return slots or arguments as a suite writes them, without those that are empty or long texts."""
    made = {name: value(one) for name, one in given.items()}
    return {name: one for name, one in made.items() if one not in (None, "", [], {}) and not _is_long(name, one)}


def value(given: Json) -> Json:
    """Return one value."""
    if isinstance(given, list):
        return [value(one) for one in given]
    if isinstance(given, Mapping):
        if "amount" in given:
            return number(given["amount"])
        if "name" in given and ("id" in given or "email" in given):
            return str(given["name"])
        return {name: value(one) for name, one in given.items() if one is not None}
    return _FRACTION.sub(r"\1", given) if isinstance(given, str) else given


def number(given: object) -> Json:
    """Return an amount as a number, whole where it is."""
    try:
        amount = float(str(given))
    except ValueError:
        return str(given)
    return int(amount) if amount.is_integer() else amount


def _is_long(name: str, given: Json) -> bool:
    return isinstance(given, str) and (len(given) > LONGEST or (name in _FREE and "\n" in given))
