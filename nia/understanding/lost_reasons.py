"""A reason why a deal was lost says that it is lost, and is none of a deal on hold or won. The wish reader asks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nia.understanding.port import SlotValue

_LOST = re.compile(
    r"\b(?:lost|lose|losing|loss|went with|gone with|chose|dropped us|dead|haar|har|hara|hare|gaya|gayi|chhoot|chala)\b"
    r"|हार|खो|गँवा|गंवा|छूट|निकल|चल[ाी] ग",
    re.I,
)
_STATUS, _REASON = "status", "lost_reason"


def with_loss(text: str, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return a change of a lead, lost where words of losing led to a reason; else it has none, unless it is lost."""
    if _REASON not in slots:
        return dict(slots)
    status, found = slots.get(_STATUS), _LOST.search(text)
    if status is not None and status.value == "lost":
        return dict(slots)
    if status is not None or found is None:
        return {name: value for name, value in slots.items() if name != _REASON}
    return {**slots, _STATUS: SlotValue("lost", found[0], found.span(), 0.9)}
