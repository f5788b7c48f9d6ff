"""Wishes that no tool can carry out as said: all tasks at once, a team's own figures, words in an unknown script.

The wish reader asks it. An answer to a question may be in any script.
"""

from __future__ import annotations

import re

_ALL_TASKS = re.compile(
    r"^(?:please\s+|pls\s+)?(?:delete|remove|cancel|clear|complete|close|finish|mark)\s+"
    r"(?:(?:all|every|each)\b.*\b(?:tasks?|reminders?|to-?dos?)\b|everything\b.*\b(?:overdue|due|done|pending)\b)",
    re.I,
)
_ONE_TEAM = re.compile(r"\bthe\s+(?!(?:whole|entire|sales|full)\b)[^\W\d_]+\s+team\b", re.I)
_NOT_CALLED = re.compile(r"^(?:who|whom)\s+(?:haven'?t|have not|did(?:n'?t| not))\b", re.I)


_OTHER_SCRIPT = re.compile("[^\u0000-\u024f\u0900-\u097f\u1e00-\u1eff\uff21-\uff5a]")


def is_beyond(intent: str, text: str) -> bool:
    """Tell whether the tool of that intent would answer something else than was asked."""
    said = text.strip()
    if _is_foreign(said):
        return True
    if intent == "sales_report":
        return _ONE_TEAM.search(said) is not None
    if intent in ("find_leads", "list_emails", "lead_history"):
        return _NOT_CALLED.search(said) is not None
    return intent in ("list_tasks", "cancel_task", "complete_task") and _ALL_TASKS.search(said) is not None


def _is_foreign(text: str) -> bool:
    """Tell whether most letters are neither Latin nor Devanagari: what they seem to ask for would be a guess."""
    letters = [char for char in text if char.isalpha()]
    return sum(_OTHER_SCRIPT.match(char) is not None for char in letters) > len(letters) / 2
