"""A reason why a deal was lost says that it is lost, and is none of a deal on hold or won. The wish reader asks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nia.understanding.port import SlotValue

_LOST = re.compile(
    r"\b(?:lost|lose|losing)\b(?!\s+(?:his|her|their|my|our|interest|patience))|\b(?:went|gone|going) with\b"
    r"|\bhaa?r (?:gaye|gaya|gayi|gai|chuke)\b|\bhaath se\b|हार ग|हाथ से",
    re.I,
)
_ON_HOLD = re.compile(r"\bon hold\b|\bhold (?:pe|par|kar)\b|होल्ड", re.I)
_STATUS, _REASON = "status", "lost_reason"


def with_loss(text: str, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return a change of a lead, lost where words of losing led to a reason; of one won or on hold without it."""
    if _REASON not in slots:
        return dict(slots)
    status, reason = slots.get(_STATUS), slots[_REASON]
    if (status is not None and status.value == "won") or _ON_HOLD.search(text):
        return {name: value for name, value in slots.items() if name != _REASON}
    found = _LOST.search(text[: reason.span[0]]) if reason.span is not None else None
    if status is not None or found is None:
        return dict(slots)
    return {**slots, _STATUS: SlotValue("lost", found[0], found.span(), 0.9)}
