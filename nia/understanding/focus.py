"""Wishes that only mean something beside what was just shown: a draft, a mail. The wish reader asks it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nia.understanding import plain_orders
from nia.understanding.intents import Guess
from nia.understanding.jotted import jotted
from nia.understanding.port import SlotValue, TurnContext, Wish
from nia.understanding.reading import Reading, stripped
from nia.understanding.values import sense_choice
from nia.understanding.word_lists import listed

_INTO_TASKS = re.compile(
    r"\b(?:add|put|make|save|keep|note|turn|convert|push)\b.{0,12}\b"
    r"(?P<mail>(?:this|that|it)(?: (?:one|mail|email))?)\b"
    r".{0,30}\b(?:tasks?|to-?dos?|to-?do list|task list)\b",
    re.I,
)
_REWRITE = re.compile(
    r"^(?:(?:and|now|ok|please|pls|kindly|can you|could you)\s+)*"
    r"(?:make|keep|write|rewrite|rephrase|redo|turn|draft|let it be|a (?:bit|little)|more|bit|in a|be|should be|too)\b",
    re.I,
)
_OF_DRAFT = re.compile(
    r"^\W*(?:(?:please|pls|ok|okay|and|also|now|kindly|can you|could you)\W+)*(?:"
    r"(?:add|put|keep|loop)\s+[\w .@'-]{2,40}?\s+(?:in|to|on|into)\s+(?:the\s+)?(?:b?cc|copy)\b"
    r"|b?cc\s+\w|(?:change|make|set|update)\s+(?:the\s+|its\s+)?subject\b"
    r"|(?:the\s+)?subject\s*(?:line\s*)?(?:should be|to be|:|=)"
    r"|(?:subject|सब्जेक्ट|विषय)\s.{1,60}(?:\b(?:kar|rakh|likh|bana|badal)|कर|रख|लिख|बदल)"
    r"|.{1,40}?(?:\bko\b|को).{0,8}(?:\b(?:b?cc|copy)\b|सीसी).{0,10}(?:\b(?:daa?l|rakh|kar|add|jod)|डाल|रख|कर|जोड़))",
    re.I,
)
_NOT_OF_DRAFT = re.compile(
    r"\b(?:don'?t|do not|remove|without|not|mat|nahi|nahin|hata|meeting|task|lead|note)\b|मत|नहीं|हटा|मीटिंग|टास्क|लीड|\?",
    re.I,
)
_LONGEST_OF_DRAFT = 16
_SURE_OF_DRAFT = 0.8
_BY_KIND = {
    ("reschedule_meeting", "task"): "update_task",
    ("update_task", "meeting"): "reschedule_meeting",
    ("update_meeting", "task"): "update_task",
    ("cancel_meeting", "task"): "cancel_task",
    ("cancel_task", "meeting"): "cancel_meeting",
}
_RECORDS = frozenset({"meeting", "task", "reminder", "mail", "lead"})
_POINTERS = frozenset({"it", "that", "this", "isko", "ise", "usko", "use", "इसे", "उसे"})
_INVITES = frozenset({("reschedule_meeting", "schedule_meeting"), ("update_meeting", "schedule_meeting")})
_INVITING = frozenset({"invite", "bulao", "bula", "बुलाओ", "बुला"})
_BARE = frozenset({"one", "wala", "wali", "वाला", "वाली"})
_LONGEST = 9
_UNSURE = 0.6


def of_focus(reading: Reading, context: TurnContext) -> Wish | None:
    """Return the wish that the words are about the record in focus, or None where they mean the same anywhere."""
    newest = context.focus[0].kind if context.focus else ""
    if newest == "draft":
        return _rewritten(reading, context)
    return _into_tasks(reading) if newest == "mail" else None


def of_newest(intent: str, reading: Reading, context: TurnContext) -> str:
    """Return the intent for "push it by two days", where "it" is a task or a meeting by what was spoken of last."""
    newest = context.focus[0].kind if context.focus else ""
    return _BY_KIND.get((intent, newest), intent) if _points(reading) else intent


def of_kind(intent: str, before: str, reading: Reading) -> str:
    """Return the intent for "push 2 to monday" behind a wish `before` that was about tasks, or about meetings."""
    kind = next((kind for kind in ("task", "meeting") if before.endswith(kind)), "")
    invited = any(unit.folded in _INVITING for unit in reading.units)
    if (before, intent) in _INVITES and invited and not any(unit.kind == "time" for unit in reading.units):
        return "update_meeting"  # "move the demo to friday and invite Vikram"
    named = any(unit.senses.get("concept") in _RECORDS or unit.folded.startswith("reschedul") for unit in reading.units)
    bare = any(unit.folded in _POINTERS | _BARE or unit.folded.isdecimal() for unit in reading.units)
    return _BY_KIND.get((intent, kind), intent) if bare and not named else intent


def _points(reading: Reading) -> bool:
    """Tell whether the words point at a record and do not say which kind it is of."""
    named = any(unit.senses.get("concept") in _RECORDS for unit in reading.units)
    return not named and any(unit.folded in _POINTERS for unit in reading.units)


def in_light(guesses: Sequence[Guess], reading: Reading, context: TurnContext) -> list[Guess]:
    """Return the guesses, what is hardly meant here counted to what then is: many leads to one, a mail to a task."""
    newest = context.focus[0].kind if context.focus else ""
    instead = plain_orders.instead(reading.text) | jotted(reading, context)
    if newest == "draft" and _is_of_draft(reading):
        return [Guess("send_email", _SURE_OF_DRAFT), *(guess for guess in guesses if guess.intent != "send_email")]
    if _points(reading):
        instead |= {intent: other for (intent, kind), other in _BY_KIND.items() if kind == newest}
    if newest == "lead" and _means_one(reading):
        instead["update_leads"] = "update_lead"
    shown = {one.kind for one in (*context.focus, *context.offered)}
    mails = "mail" in shown or any(unit.senses.get("concept") == "mail" for unit in reading.units)
    if not mails and guesses[0].confidence < _UNSURE:
        instead["email_to_task"] = "create_task"
    counted: dict[str, float] = {}
    for guess in guesses:
        intent = instead.get(guess.intent, guess.intent)
        counted[intent] = counted.get(intent, 0.0) + guess.confidence
    return sorted((Guess(*one) for one in counted.items()), key=lambda guess: -guess.confidence)


def _is_of_draft(reading: Reading) -> bool:
    """Tell whether the words are an order about the draft's copies or its subject, and nothing else."""
    whole = _OF_DRAFT.match(reading.text) is not None and len(reading.units) <= _LONGEST_OF_DRAFT
    return whole and not _NOT_OF_DRAFT.search(reading.text)


def _means_one(reading: Reading) -> bool:
    """Tell whether the words point at one record and at no more: "give this lead to Vikram", "ये लीड विक्रम को दे दो"."""
    points = any("pronoun" in unit.senses for unit in reading.units)
    every = listed("light", "every")
    return points and not any(
        unit.folded in every or unit.senses.get("concept") == "everyone" or "city" in unit.senses
        for unit in reading.units
    )


def _into_tasks(reading: Reading) -> Wish | None:
    found = _INTO_TASKS.search(reading.text)
    if found is None or len(reading.units) > _LONGEST:
        return None
    mail = SlotValue(found["mail"], found["mail"], found.span("mail"))
    return Wish("email_to_task", {"mail": mail}, 0.9, reading.text.strip())


def _rewritten(reading: Reading, context: TurnContext) -> Wish | None:
    """Read "make it shorter", "more formal please": the draft in another tone."""
    first, last = stripped(reading.units)
    units, tool = reading.units[first:last], context.tool("draft_email")
    shape = tool.slot("tone") if tool is not None else None
    if not units or len(units) > _LONGEST or shape is None or any(unit.found is not None for unit in units):
        return None
    said = [(unit, tone) for unit in units if (tone := sense_choice(shape, unit.senses)) is not None]
    if not said or not (len(units) == 1 or _REWRITE.match(reading.text[units[0].start :])):
        return None
    unit, tone = said[-1]
    return Wish("draft_email", {"tone": SlotValue(tone, unit.text, (unit.start, unit.end))}, 0.9, reading.text.strip())
