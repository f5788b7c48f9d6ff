"""What a value was, where a record is changed: the "2 lakh" of "change it from 2 lakh to 3 lakh". Assignment asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nia.understanding.amounts import Comparison, FoundAmount
from nia.understanding.denied import CHOICES, FREE_TEXT
from nia.understanding.port import ToolShape
from nia.understanding.tagger import Span
from nia.understanding.units import Unit

_CHANGERS = frozenset({"update_lead", "update_leads", "update_task"})
_TO_BEHIND = {"from": frozenset({"to", "into"}), "replace": frozenset({"with", "by"})}
_HINDI_FROM = frozenset({"se", "से"})
_EXACT = frozenset({"money", "phone", "email"})
_OPENED = re.compile(r"\bfrom\s*$", re.I)
_FROM_TO = re.compile(r"^\s*from\b.*\bto\b", re.I)
_UNIT_FROM_UNIT = re.compile(r"[^\W\d_]\s+(?:se|से)\s", re.I)  # "2 lakh se 3 lakh", not "2 se 3 lakh"
_STRETCH = re.compile(r"\b(?:beech|tak)\b|बीच|तक", re.I)
_TO_NUMBER = re.compile(r"\s*to\s+\d", re.I)  # "from 8 lakh to 6"
_CHANGES = re.compile(
    r"\b(?:chang|updat|rais|increas|bump|bring|mov|revis|tak|took|upgrad|reduc|lower|drop|cut|set|edit)"
    r"|\b(?:kar|kr|karo|badha|ghata|bada)\b|कर|बढ़|घट",
    re.I,
)
_FAR = 2


def left_behind(tool: ToolShape, text: str, units: Sequence[Unit], spans: Sequence[Span]) -> set[int]:
    """Return which units are what a value was, and the "from" before it. Free text is left alone.

    It counts where one of its kind says what it becomes: "from Pune to Mumbai", "low se high".
    """
    if tool.name not in _CHANGERS:
        return set()
    within = {at for span in spans if span.role in FREE_TEXT for at in range(span.first, span.last)}
    gone: set[int] = set()
    for at in (at for at in range(len(units)) if at not in within):
        opened = at > 0 and units[at - 1].folded in _TO_BEHIND
        mere = opened and units[at].kind == "money" and _TO_NUMBER.match(text, units[at].end) is not None
        if mere or _becomes(units, at, opened=opened):
            gone |= {at - 1, at} if opened else {at}
    return gone


def without_left(spans: Sequence[Span], gone: set[int]) -> list[Span]:
    """Return the spans, each cut where it runs into what a value was: the "Zenith" of "Zenith from Pune"."""
    kept = []
    for span in spans:
        last = next((at for at in range(span.first, span.last) if at in gone), span.last)
        if last > span.first:
            kept.append(Span(span.role, span.first, last))
    return kept


def goes_up(tool: ToolShape, text: str, unit: Unit) -> bool:
    """Tell whether an amount from one to another is what a value was and becomes, no estimate: "from 2 lakh to 3"."""
    found = unit.found
    if tool.name not in _CHANGERS or not isinstance(found, FoundAmount) or found.comparison is not Comparison.BETWEEN:
        return False
    if not _CHANGES.search(text):
        return False  # "Ravi's budget is from 5 to 7 lakh"
    said, before = text[unit.start : unit.end], text[: unit.start]
    hindi = _UNIT_FROM_UNIT.search(said) is not None and _STRETCH.search(text[unit.start :]) is None
    return hindi or _FROM_TO.search(said) is not None or _OPENED.search(before) is not None


def _becomes(units: Sequence[Unit], at: int, *, opened: bool) -> bool:
    """Tell whether another value of its kind stands behind "from … to", "replace … with", or behind "se"."""
    joins = _TO_BEHIND[units[at - 1].folded] if opened else _HINDI_FROM
    for then in range(at + 2, min(len(units), at + 2 + _FAR)):
        if units[at + 1].folded in joins and _differ(units[at], units[then]):
            return True
        if units[then].found is not None or units[then].kind == "sign":
            break
    return False


def _differ(was: Unit, becomes: Unit) -> bool:
    """Tell whether two words are values of one sort, and not one value ("haath se gaya" is lost)."""
    kinds = _kinds(was) & _kinds(becomes)
    return any(kind in _EXACT or was.senses[kind] != becomes.senses[kind] for kind in kinds)


def _kinds(unit: Unit) -> set[str]:
    """Return what sorts of value a word or an amount is. Times are the moved times' own."""
    return {unit.kind} if unit.kind in _EXACT else {kind for kind in CHOICES if kind in unit.senses}
