"""Wishes that no tool can carry out as said: all tasks at once, a team's own figures, words in an unknown script.

And what is forbidden, not wished for: "don't cancel the demo", "demo cancel mat karna". The wish reader asks it.
An answer to a question may be in any script.
"""

from __future__ import annotations

import re
from functools import cache

_ALL_TASKS = re.compile(
    r"^(?:please\s+|pls\s+)?(?:delete|remove|cancel|clear|complete|close|finish|mark)\s+"
    r"(?:(?:all|every|each)\b.*\b(?:tasks?|reminders?|to-?dos?)\b|everything\b.*\b(?:overdue|due|done|pending)\b)",
    re.I,
)
_ONE_TEAM = re.compile(r"\bthe\s+(?!(?:whole|entire|sales|full)\b)[^\W\d_]+\s+team\b", re.I)
_NOT_CALLED = re.compile(r"^(?:who|whom)\s+(?:haven'?t|have not|did(?:n'?t| not))\b", re.I)
_DEEDS = {
    "cancel": "cancel|delete|remove|drop|call off|radd|hata|रद्द|कैंसिल|कैंसल|हटा|डिलीट",
    "delete": "delete|remove|drop|erase|hata|mita|डिलीट|हटा|मिटा",
    "complete": "complete|close|finish|mark|tick|khatam|band|पूरा|बंद|खत्म|मार्क",
    "reschedule": "reschedule|move|shift|postpone|prepone|push|change|badal|khiska|बदल|शिफ्ट|खिसका|आगे",
    "update": "update|change|set|mark|edit|assign|give|move|make|badal|de|अपडेट|बदल|दे|कर",
    "schedule": "schedule|book|fix|arrange|set up|rakh|रख|बुक",
    "create": "create|add|make|open|bana|jod|बना|जोड़",
    "send": "send|mail|email|write|reply|bhej|भेज|मेल",
}
_FORBIDS = (
    r"^\W*(?:(?:no|ok|okay|and|but|please|pls|hey|arre|nahi|nahin)\b[\s,]*)*"
    r"(?:do not|don['\u2019]?t|never|not)\s+(?:{deeds})\b"
)
_FORBIDS_HINDI = (
    r"\b(?:{deeds})\w*\s+(?:mat|na)\s+(?:kar|kijiye|de|bhej)\w*(?:\s+(?:hai|please|abhi|yaar))?\W*$"
    r"|\b(?:{deeds})\w*\s+nahi+n?\s+kar(?:na|ni|ne)(?:\s+(?:hai|h))?\W*$|\bmat\s+(?:{deeds})\w*\W*$"
    r"|(?:{deeds})\S*\s+(?:मत|ना)\s+(?:कर|कीजि|दे|भेज)\S*\s*(?:है)?\W*$|(?:{deeds})\S*\s+नहीं?\s+कर(?:ना|नी|ने)(?:\s+है)?\W*$"
    r"|मत\s+(?:{deeds})\S*\W*$"
)
_KEEPS_WORDS = frozenset({"send_email", "create_task"})  # a text may stand at the end: "yaad dilana ki deck mat banana"


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


def is_forbidden(intent: str, text: str) -> bool:
    """Tell whether the words forbid the deed of that intent: no card may ask whether to do it."""
    patterns = _forbidding(intent.split("_")[0])
    return any(one.search(text) for one in (patterns[:1] if intent in _KEEPS_WORDS else patterns))


@cache
def _forbidding(deed: str) -> tuple[re.Pattern[str], ...]:
    said = _DEEDS.get(deed)
    if said is None:
        return ()
    return tuple(re.compile(form.replace("{deeds}", said), re.I) for form in (_FORBIDS, _FORBIDS_HINDI))


def _is_foreign(text: str) -> bool:
    """Tell whether most letters are neither Latin nor Devanagari: what they seem to ask for would be a guess."""
    letters = [char for char in text if char.isalpha()]
    return sum(_OTHER_SCRIPT.match(char) is not None for char in letters) > len(letters) / 2
