"""Records that are told by whom they are with: "unke saath wali meeting". `spans` asks."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.tagger import Span
from nia.understanding.units import Unit

_RECORDS = ("meeting", "task")
_WITH = frozenset({"saath", "sath", "साथ"})


def with_whom(span: Span, units: Sequence[Unit]) -> Span:
    """Return a record's span with the pronoun that its words hang on: "unke" before "saath wali meeting"."""
    hangs = span.role in _RECORDS and span.first > 0 and is_with_whom(units, span.first - 1)
    return Span(span.role, span.first - 1, span.last) if hangs else span


def is_with_whom(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a pronoun stands there that says with whom: "unke saath"."""
    return "pronoun" in units[at].senses and at + 1 < len(units) and units[at + 1].folded in _WITH
