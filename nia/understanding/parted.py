"""Whether the two parts of a sentence are two wishes. The wish reader asks."""

from __future__ import annotations

from nia.understanding.intents import Guess
from nia.understanding.port import Act

_SPLIT_SURE = 0.3
_SURE_OF_PARTS = 0.5
_SURE_OF_COMMAND = 0.85
_SURE_OF_LEFT, _SPOILED = 0.95, 0.2
_SPEAKING = frozenset("add_note draft_email send_email remember create_task update_task email_to_task".split())
_ACTS = frozenset(act.value for act in Act)
_SAME_RECORD = frozenset(
    {
        ("create_lead", "update_lead"),
        ("schedule_meeting", "update_meeting"),
        ("create_task", "update_task"),
        ("email_to_task", "update_task"),
        ("save_contact", "update_lead"),
        ("schedule_meeting", "send_email"),
        ("log_activity", "create_lead"),
        ("log_activity", "save_contact"),
    }
)


def may_part(left: Guess, right: Guess, whole: Guess, *, commanded: bool) -> bool:
    """Tell whether both parts surely ask for something; surer where only a command begins the second.

    What is surely one wish without its end, and hardly one with it, is two.
    """
    if commanded and left.intent in _SPEAKING:
        return False
    spoiled = left.confidence >= _SURE_OF_LEFT and whole.confidence <= left.confidence - _SPOILED
    needed = _SURE_OF_COMMAND if commanded and not spoiled else _SURE_OF_PARTS
    return min(left.confidence, right.confidence) >= needed


def are_two(left: Guess, right: Guess) -> bool:
    """Tell whether two parts are two wishes, and not one about the same record."""
    if left.intent in _ACTS or right.intent in _ACTS or min(left.confidence, right.confidence) < _SPLIT_SURE:
        return False
    return (left.intent, right.intent) not in _SAME_RECORD
