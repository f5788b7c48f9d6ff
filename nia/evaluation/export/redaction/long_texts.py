"""Replaces long free texts by neutral ones, but for the sentences that an expectation needs. `exporting` calls it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nia.evaluation.checks.values import closed
from nia.evaluation.export.redaction.originals import leaves
from nia.understanding.port import Json

LONGEST = 160
"""Characters; a shorter text stays, with its names replaced."""

_NEUTRAL = "Some more details are here."
_TEXTS = frozenset({"body", "notes", "text", "agenda", "outcome", "lost_reason", "location"})
_SENTENCE = re.compile(r"[^.!?।\n]+[.!?।]*")


def neutral(given: Json, expected: Json, key: str = "") -> Json:
    """Return the records of `given` with every long text shortened to what `expected` speaks of."""
    if isinstance(given, Mapping):
        return {name: neutral(one, expected, str(name)) for name, one in given.items()}
    if isinstance(given, list):
        return [neutral(one, expected, key) for one in given]
    if isinstance(given, str) and key in _TEXTS and len(given) > LONGEST:
        return _shortened(given, [closed(value) for _, value in leaves(expected) if isinstance(value, str)])
    return given


def _shortened(text: str, expected: list[str]) -> str:
    needed = []
    for sentence in _SENTENCE.findall(text):
        bare = closed(sentence)
        if bare and any(bare in value or (len(value) > 3 and value in bare) for value in expected):
            needed.append(sentence.strip())
    return " ".join([*needed, _NEUTRAL])
