"""Slots that the wording itself gives: "rename X to Y", "status to banana", a short phone. Assignment calls it.

What cannot be (a status that there is not, a phone too short) is given as it was said, so that it is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nia.understanding.assignment import Assignment
from nia.understanding.names import trim
from nia.understanding.port import SlotKind, SlotShape, SlotValue
from nia.understanding.units import Unit
from nia.understanding.values import choice, free_text, sense_choice

_RENAME = re.compile(
    r"\b(?:rename|retitle|change the (?:name|title) of)\s+(?P<old>(?:(?:the|my)\s+)?.+?)"
    r"(?P<joined>\s+(?:to|as)\s+)(?P<new>.+)$",
    re.I,
)
_KIND_OF_RECORD = re.compile(r"^(?:the|my)?\s*(?:task|to-?do|reminder|meeting)\s+(?:called\s+|named\s+)?(?=\S)", re.I)
_BETWEEN = re.compile(r"\s(?:to|as)\s", re.I)
_MARKED_AS = re.compile(
    r"^(?:please |pls |kindly )?(?:mark|flag|set|move)\b.*\s(?:as|to)\s+(?P<said>[^\W\d_]+)[\s.!]*$", re.I
)
_LINKS = frozenset({"to", "as", "is", ":", "=", "be", "into"})
_LONGEST_CHOICE = 2
_BROKEN_MAIL = re.compile(
    r"\be?-?mail(?: id| address)?(?: is|:| to| as)?\s+(?P<said>[a-z0-9][\w-]*(?:\.[\w-]+)+)(?=[\s,;]|$)(?!\s*@)", re.I
)
_SHORT_PHONE = re.compile(r"[6-90]\d{3,8}")
_DICTATED = {"subject": "subject", "body": "body", "message": "body", "text": "body", "content": "body"}
_QUOTED = re.compile(
    r"\b(?P<name>subject|body|message|text|content)\b(?: line)?\s*(?:is|as|:|=|-|,|saying)?\s*"
    r"[\"\u201c](?P<said>[^\"\u201c\u201d]{1,4000})[\"\u201d]",
    re.I,
)
_TOLD = re.compile(r"\b(?:did i (?:ever )?(?:tell|say|ask|mention)|i (?:told|said|mentioned))\b(?!.*\babout\b)", re.I)
_ASKING = frozenset(
    "which what who whom where when how did do does i you me tell told say said mention ask asked to remember that the "
    "a an my is are am was at in on of for with it ever like have has we us our so now and please again".split()
)
_ASKS = frozenset({"filler", "courtesy", "ask"})
_PHONE_TOOLS = frozenset({"create_lead", "save_contact"})
_SUBJECT = re.compile(
    r"^\W*(?:(?:please|pls|ok|and|also|now)\W+)*(?:change|make|set|update)\s+(?:the\s+|its\s+)?subject(?:\s+line)?"
    r"\s+(?:(?:to|as|into)\s+)?(?P<subject>\S.*?)[\s.!]*$",
    re.I | re.S,
)


def assign_subject(work: Assignment) -> None:
    """Fill a mail's subject by an order that is about nothing else: "change the subject to New rates 2026"."""
    found = _SUBJECT.match(work.text) if work.tool.slot("subject") is not None else None
    if found is not None:
        said = free_text(found["subject"])
        work.fill("subject", SlotValue(said, found["subject"], found.span("subject")))


def assign_rename(work: Assignment) -> None:
    """Read "rename the task X to Y": what is renamed, and the new title."""
    shape = next((s for s in work.tool.slots if s.kind in (SlotKind.TASK, SlotKind.MEETING)), None)
    found = _RENAME.search(work.text) if shape is not None and work.tool.slot("title") is not None else None
    if found is None or shape is None:
        return
    split = _where_new_begins(work, found)
    old = (found.start("old"), split.start())
    called = _KIND_OF_RECORD.match(work.text[old[0] : old[1]])
    start = old[0] + (called.end() if called is not None else 0)
    for name, first, last in ((shape.name, start, old[1]), ("title", split.end(), len(work.text))):
        said = trim(work.text[first:last])
        if said:
            work.fill(name, SlotValue(said, said, (first, last)))


def _where_new_begins(work: Assignment, found: re.Match[str]) -> re.Match[str]:
    """Return the "to" before the new title: the first one that no name follows ("send the quote to Rahul to …")."""
    places = list(_BETWEEN.finditer(work.text, found.start("joined")))
    starts = {unit.start: unit for unit in work.units}
    named = [place for place in places if not _is_name(starts.get(place.end()))]
    return (named or places)[0]


def _is_name(unit: Unit | None) -> bool:
    return unit is not None and ("given" in unit.senses or unit.text[:1].isupper())


def assign_said_choice(work: Assignment) -> None:
    """Give a change's closed set what was said for it, though it be none of its words: "status to banana"."""
    if not work.tool.name.startswith("update_"):
        return
    for shape in work.tool.slots:
        if shape.kind is SlotKind.CHOICE:
            span = _said_for(shape, work.units)
            if span is None and shape.name == "status":
                span = _marked_as(work)
            if span is not None:
                said = work.text[span[0] : span[1]]
                near = choice(shape, [unit for unit in work.units if span[0] <= unit.start < span[1]])
                work.fill(shape.name, SlotValue(near or said, said, span, 0.6))


def _said_for(shape: SlotShape, units: Sequence[Unit]) -> tuple[int, int] | None:
    """Return where one or two words that are no choice stand after the slot's name and a "to"."""
    named = next((at for at, unit in enumerate(units) if f"alias_{shape.name}" in unit.senses), None)
    if named is None:
        return None
    link = next((at for at in range(named + 1, len(units)) if units[at].folded in _LINKS), None)
    if link is None:
        return None
    said = [unit for unit in units[link + 1 :] if unit.kind != "sign" and "filler" not in unit.senses]
    words = all(unit.kind == "word" and "courtesy" not in unit.senses for unit in said)
    if not 0 < len(said) <= _LONGEST_CHOICE or not words or any(sense_choice(shape, unit.senses) for unit in said):
        return None
    return said[0].start, said[-1].end


def _marked_as(work: Assignment) -> tuple[int, int] | None:
    """Return where the unknown word of "mark him as superb" stands."""
    found = _MARKED_AS.match(work.text.strip()) if work.text == work.text.strip() else None
    if found is None:
        return None
    unit = next((unit for unit in work.units if unit.start == found.start("said")), None)
    known = unit is None or any(
        key in unit.senses for key in ("status", "city", "given", "source", "priority", "concept")
    )
    shape = work.tool.slot("status")
    if known or shape is None:
        return None
    return found.span("said")


def assign_quoted(work: Assignment) -> None:
    """Give what is dictated in quotes to the slot named before it: `subject "Samples", body "They left today."`."""
    for found in _QUOTED.finditer(work.text):
        name = _DICTATED[found["name"].lower()]
        if work.tool.slot("body") is not None and work.tool.slot(name) is not None:
            said = found["said"].strip()
            work.fill(name, SlotValue(said, said, found.span("said")))


def assign_recalled(work: Assignment) -> None:
    """Give a question of what was told ("which hotel did I tell you I stay at?") all its words to look by."""
    if work.tool.name != "recall" or _TOLD.search(work.text) is None:
        return
    said = [
        unit
        for unit in work.units
        if unit.kind != "sign" and unit.folded not in _ASKING and not _ASKS & set(unit.senses)
    ]
    if said:
        words = " ".join(unit.text for unit in said)
        work.fill("text", SlotValue(words, words, (said[0].start, said[-1].end)))


def assign_broken_mail(work: Assignment) -> None:
    """Give an address without an @ ("email john.zenith.example") to the mail."""
    shape = next((shape for shape in work.tool.slots if shape.kind is SlotKind.EMAIL), None)
    found = _BROKEN_MAIL.search(work.text) if shape is not None and shape.name not in work.slots else None
    if shape is not None and found is not None:
        start, end = found.span("said")
        within = [name for name, value in work.slots.items() if value.span and start <= value.span[0] < end]
        for name in within:  # "john" and "zenith" are no people and no companies there
            del work.slots[name]
        work.fill(shape.name, SlotValue(found["said"], found["said"], (start, end), 0.6))


def assign_short_phone(work: Assignment, loose: Sequence[int]) -> None:
    """Give a number too short for a phone at the end of a new record to its phone."""
    if work.tool.name not in _PHONE_TOOLS or "phone" in work.slots or not work.units:
        return
    last = len(work.units) - 1
    while last > 0 and work.units[last].kind == "sign":
        last -= 1
    unit = work.units[last]
    listed = last > 0 and work.units[last - 1].folded in (",", "phone", "number", "mobile", "cell", "-", "on", "at")
    if last in loose and listed and unit.kind == "word" and _SHORT_PHONE.fullmatch(unit.folded):
        work.fill("phone", SlotValue(unit.folded, unit.text, (unit.start, unit.end), 0.6))
