"""Orders whose words leave no choice between two neighbouring tools: "move all …" lists nothing. `focus` asks it."""

from __future__ import annotations

import re

from nia.understanding.uninvited import UNINVITES

_PLEASE = r"^\W*(?:(?:please|pls|kindly|can you|could you)\s+)*"
_MOVES = re.compile(_PLEASE + r"(?:move|shift|push|postpone|prepone|reschedule)\b", re.I)
_SENDS_WORDS = re.compile(
    _PLEASE + r"(?:send|shoot|email|mail)\b(?!.*\b(?:draft|write)\b).*\b(?:saying|that says)\b", re.I
)
_OVERVIEW = re.compile(
    r"\b(?:what|how)(?:['\u2019]?s| is| does| will)? my "
    r"(?:day|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?: look(?:s|ing)?| be| going to be)* like\b",
    re.I,
)
_HANDS_OVER = re.compile(
    r"\blead\b.*\bko (?:de|saunp|thama) (?:do|dena|dijiye)\b|लीड.*को (?:दे|सौंप|थमा) (?:दो|देना|दीजिए)", re.I
)
_TRANSFERS = re.compile(_PLEASE + r"(?:transfer|reassign)\s+[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*\s+to\s+[A-Z]\w+\W*$")
_GAME = re.compile(r"^who won\b.*\b(?:match|game|election|cup|series|league|final|oscar)\b", re.I)
_ANSWERS = re.compile(
    _PLEASE + r"(?:reply|respond)\s+to\s+[^:]{1,40}?\b(?:mail|email)\s*:", re.I
)  # an answer is drafted
_NAMES_LEAD = re.compile(r"\bthe lead (?=[A-Z])")  # "show the lead Nobody Known": one, by name


_INSTEAD = (
    (_MOVES, {"list_meetings": "reschedule_meeting", "list_tasks": "update_task"}),
    (_SENDS_WORDS, {"draft_email": "send_email"}),
    (_OVERVIEW, {"list_meetings": "my_day"}),
    (_HANDS_OVER, {"delete_lead": "update_lead"}),
    (_TRANSFERS, {"out_of_scope": "update_lead"}),
    (_ANSWERS, {"send_email": "draft_email"}),
    (UNINVITES, {"delete_lead": "update_meeting", "cancel_meeting": "update_meeting"}),
    (_GAME, {"find_leads": "out_of_scope"}),
    (_NAMES_LEAD, {"find_leads": "get_lead"}),
)


def instead(text: str) -> dict[str, str]:
    """Return the tools that an utterance surely does not mean, each with the one that it means."""
    return {tool: other for order, tools in _INSTEAD if order.search(text) for tool, other in tools.items()}
