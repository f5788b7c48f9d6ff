"""Time that is blocked for oneself has no guest but its owner: "block 2 hours for the proposal". `tasks` calls it."""

from __future__ import annotations

import re

from nia.agent.state import SlotState
from nia.understanding.port import Wish

_BLOCKS = re.compile(
    r"\bblock(?:ed)?\b.{0,60}?(?:\d|\b(?:calendar|diary|time|slot|hours?|minutes?|day|morning|afternoon|evening|tomorrow|today|\w+day)\b)"
    r"|\b(?:hold|reserve|keep)\s+(?:my\s+|the\s+)?(?:calendar|diary|slot)\b"
    r"|\bblock\s*(?:kar|rakh)|ब्लॉक\s*(?:कर|रख)",
    re.I | re.S,
)
_WITH_OTHERS = re.compile(r"\b(?:meeting|mtg|call|demo|visit|lunch|dinner|with)\b|मीटिंग|कॉल|डेमो|साथ", re.I)


def with_oneself(wish: Wish) -> dict[str, SlotState]:
    """Return the user as the only guest of a meeting for which time is blocked and nobody was named; else nothing."""
    blocks = wish.tool == "schedule_meeting" and "attendees" not in wish.slots and _BLOCKS.search(wish.text)
    if not blocks or _WITH_OTHERS.search(wish.text):
        return {}
    return {"attendees": SlotState(value=["me"], text="", resolved=False, guessed=True)}
