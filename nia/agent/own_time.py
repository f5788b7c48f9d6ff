"""Time that is blocked for oneself has no guest but its owner: "block 2 hours for the proposal". `settle` calls it."""

from __future__ import annotations

import re

from nia.accounts.principal import Principal
from nia.agent.state import SlotState, Task

_BLOCKS = re.compile(
    r"\b(?:block(?:ed)?|hold|reserve|keep)\b.{0,40}\b(?:calendar|diary|time|slot|hours?|hrs?|minutes?|mins?|day|morning|afternoon|evening)\b"
    r"|\b(?:calendar|time|slot|ghant[ae]|hours?|mins?|minutes?)\b.{0,25}\bblock\b|ब्लॉक",
    re.I | re.S,
)


def with_oneself(task: Task, said: str, user: Principal) -> None:
    """Let the user be the only guest of a meeting for which time is blocked and nobody was named."""
    if task["tool"] != "schedule_meeting" or "attendees" in task["slots"] or not _BLOCKS.search(said):
        return
    task["slots"]["attendees"] = SlotState(value=["me"], text="", resolved=False, guessed=True)
