"""Words that point at a record and name none: "it", "his number", "the meeting". Cards and appositions ask."""

from __future__ import annotations

from nia.understanding.tokens import tokenize
from nia.understanding.word_lists import listed

RECORD_SLOTS = frozenset({"lead", "meeting", "task", "mail"})
"""The slots that name a record."""


def is_generic(said: str) -> bool:
    """Tell whether a reference names nothing of its own: "it", "his number", "the meeting"."""
    words = (token.folded for token in tokenize(said.replace("'", " ")))
    return all(word in listed("light", "generic") or not word[:1].isalpha() for word in words)
