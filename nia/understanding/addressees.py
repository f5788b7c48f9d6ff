"""Who a task is about and whom a mail goes to, where the words leave it open. Assignment calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.assignment import Assignment
from nia.understanding.port import SlotValue
from nia.understanding.units import Unit

_REPLYING = re.compile(
    r"\b(repl(?:y|ies|ied)|respond|answer|revert|get back|write back|acknowledge|jawab|back to)\b|जवाब", re.I
)
_MAILISH = re.compile(r"\b(mails?|e-?mails?|it|this|that|one|ones|message|thread|iska|isko)\b|@", re.I)
_TASKLIKE = re.compile(
    r"\b(?:call|ring|phone|email|mail|meet|visit|ping|message|text|contact|chase|nudge|remind|"
    r"check (?:in )?(?:on|with)|"
    r"follow[- ]?up with|speak (?:to|with)|talk to|catch up with|get back to|revert to|whatsapp|ask|tell|thank|"
    r"(?:send|give|show|email|mail|deliver|courier|forward) .{0,40}? to)\s+"
    r"(?P<name>[^\W\d_][\w'.]*(?:\s+[A-Z][\w'.]*)?)",
    re.I,
)


def assign_lead_of_task(work: Assignment) -> None:
    """The person whom a task is about may be a lead: "call Ravi"."""
    title, shape = work.slots.get("title"), work.tool.slot("lead")
    if title is None or shape is None or "lead" in work.slots or work.tool.name != "create_task" or title.span is None:
        return
    found = _TASKLIKE.search(str(title.value))
    if found is None or not _is_name(found["name"], work.units):
        return
    work.fill("lead", SlotValue(found["name"].removesuffix("'s"), found["name"], None, 0.5))


def assign_addressee(work: Assignment) -> None:
    """A mail is replied to; a person is written to."""
    if work.tool.slot("mail") is None or work.tool.slot("to") is None or work.tool.name != "draft_email":
        return
    mail, to = work.slots.get("mail"), work.slots.get("to")
    replies = _REPLYING.search(work.text) is not None
    if mail is not None and to is None and not replies and not _MAILISH.search(str(mail.value)):
        del work.slots["mail"]
        work.fill("to", replace(mail, value=[str(mail.value)]))
    alone = to is not None and mail is None and isinstance(to.value, list) and len(to.value) == 1
    if to is not None and alone and replies and isinstance(to.value, list) and "@" not in str(to.value[0]):
        del work.slots["to"]
        work.fill("mail", replace(to, value=to.value[0]))


def _is_name(words: str, units: Sequence[Unit]) -> bool:
    first = words.split()[0].removesuffix("'s").lower()
    for unit in units:
        if unit.folded.removesuffix("'s") == first:
            return "given" in unit.senses or (unit.text[:1].isupper() and "concept" not in unit.senses)
    return False
