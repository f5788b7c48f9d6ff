"""Whether the two parts of a sentence are two wishes. The wish reader asks."""

from __future__ import annotations

from nia.understanding.intents import Guess
from nia.understanding.port import Act
from nia.understanding.reading import Reading, stripped
from nia.understanding.split import is_command

_SPLIT_SURE = 0.5
_REMIND_ME = 2
_VERBLESS = 0.75
_ACTS = frozenset(act.value for act in Act)
_FREE_TEXT_TOOLS = frozenset({"create_task", "add_note", "log_activity", "draft_email", "remember", "update_task"})
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


def stands_alone(left: Reading, right: Reading, guess: Guess, *, joined: bool) -> bool:
    """Tell whether the right part says enough to be a wish: not "remind me", nor "make it a task" after a noun."""
    words = [unit for unit in right.units if unit.kind != "sign"]
    if guess.intent == "create_task" and len(words) <= _REMIND_ME:
        return False
    if any(not is_command(unit) and "connector" not in unit.senses for unit in words[:1]):
        return guess.confidence >= _VERBLESS
    if not joined and not _begins_wish(left):
        return False
    commanded = any(is_command(unit) or unit.senses.get("concept") == "past" for unit in left.units)
    points = any(unit.folded in ("it", "him", "her", "them", "that") for unit in words)
    return commanded or not points


def _begins_wish(reading: Reading) -> bool:
    """Tell whether the words begin with a command, or tell what happened."""
    first, last = stripped(reading.units)
    opening = reading.units[first : min(last, first + 2)]
    return any(
        (is_command(unit) and not (at and unit.folded == "is")) or unit.senses.get("concept") == "past"
        for at, unit in enumerate(opening)
    )


def are_two(left: Guess, right: Guess, firm: bool) -> bool:
    """Tell whether two parts are two wishes."""
    if left.intent in _ACTS or right.intent in _ACTS or min(left.confidence, right.confidence) < _SPLIT_SURE:
        return False
    if left.intent in _FREE_TEXT_TOOLS and not firm:
        return False
    return (left.intent, right.intent) not in _SAME_RECORD
