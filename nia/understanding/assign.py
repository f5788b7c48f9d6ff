"""Slots of a wish: what the tagger marked and the grammars found, given to the slots of its tool. The engine calls it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from nia.understanding.amounts import Comparison, FoundAmount
from nia.understanding.port import Json, SlotKind, SlotShape, SlotValue, ToolShape
from nia.understanding.roles import slots_by_role
from nia.understanding.tagger import Span
from nia.understanding.time_values import FoundTime
from nia.understanding.units import Unit
from nia.understanding.spans import widened
from nia.understanding.values import LISTS, TIMES, amount_value, contact_value, money_value, sense_choice, value_of
from nia.understanding.whens import Said, assign_times

_MOST = re.compile(
    r"\b(under|below|less than|at most|up ?to|maximum|max|cheaper than|smaller than|within|not more than)\s*(?:rs\.?|inr|₹)?\s*$"
    r"|<\s*$", re.I)
_MOST_AFTER = re.compile(r"^\s*(?:se|से)\s*(?:kam|neeche|niche|कम|नीचे)|^\s*or (?:less|below|under)", re.I)
_ONLINE = re.compile(r"\b(online|virtual(?:ly)?|zoom|google meet|video|ms teams|microsoft teams|vc|remote(?:ly)?|webex|skype)\b", re.I)
_OFFLINE = re.compile(r"\b(in person|face to face|offline|not online)\b", re.I)
_UNREAD = re.compile(r"\b(unread|unopened|unseen|new (?:mails?|e-?mails?|messages?)|not (?:yet )?read|(?:haven'?t|not|didn'?t) (?:yet )?(?:open(?:ed)?|read|seen?)|naye (?:mails?|emails?))\b"
                     r"|अनपढ़|नए (?:मेल|ईमेल)", re.I)
_READ = re.compile(r"\balready read\b", re.I)
_TOP = re.compile(r"\b(?:top|first|last|next|latest|biggest|only)\s+(\d{1,3})\b"
                  r"|\b(\d{1,3})\s+(?:biggest|largest|highest|newest|latest|oldest|most|recent|smallest|top)\b", re.I)
_SPOKEN = frozenset({"text", "instruction"})
_NOW = frozenset({"now", "right now", "at the moment", "currently", "abhi", "अभी"})
_REPLYING = re.compile(r"\b(repl(?:y|ies|ied)|respond|answer|revert|get back|write back|acknowledge|jawab|back to)\b|जवाब", re.I)
_MAILISH = re.compile(r"\b(mails?|e-?mails?|it|this|that|one|ones|message|thread|iska|isko)\b|@", re.I)
_FREE_TEXT = frozenset({"title", "text", "instruction", "notes", "agenda", "outcome", "lost_reason", "body", "subject", "query"})
_TASKLIKE = re.compile(
    r"\b(?:call|ring|phone|email|mail|meet|visit|ping|message|text|contact|chase|nudge|remind|check (?:in )?(?:on|with)|"
    r"follow[- ]?up with|speak (?:to|with)|talk to|catch up with|get back to|revert to|whatsapp|ask|tell|thank|"
    r"(?:send|give|show|email|mail|deliver|courier|forward) .{0,40}? to)\s+"
    r"(?P<name>[^\W\d_][\w'.]*(?:\s+[A-Z][\w'.]*)?)", re.I)


@dataclass(slots=True)
class Assignment:
    """The slots of one wish while they are filled."""

    tool: ToolShape
    text: str
    units: Sequence[Unit]
    slots: dict[str, SlotValue] = field(default_factory=dict)

    def fill(self, name: str, value: SlotValue) -> None:
        """Give a slot its value, unless it has one; several persons are gathered."""
        shape, known = self.tool.slot(name), self.slots.get(name)
        if shape is None:
            return
        if known is None:
            self.slots[name] = value
        elif shape.kind in LISTS and isinstance(known.value, list) and isinstance(value.value, list):
            self.slots[name] = replace(known, value=[*known.value, *(v for v in value.value if v not in known.value)])


def assign(tool: ToolShape, text: str, units: Sequence[Unit], spans: Sequence[Span]) -> dict[str, SlotValue]:
    """Return the slots of `tool` that the units fill. Spans of free text keep the times and names within them."""
    work = Assignment(tool, text, units)
    taken: set[int] = set()
    roles = slots_by_role(tool)
    for tagged in spans:
        span = _to_end(widened(tagged, units), spans, units)
        if _assign_span(work, span, roles):
            taken.update(range(span.first, span.last))
    loose = [at for at in range(len(units)) if at not in taken]
    _assign_contacts(work, loose)
    _assign_money(work, loose)
    _assign_all_times(work, loose)
    _assign_choices(work, loose)
    _assign_city(work, loose)
    _assign_flags(work)
    _assign_lead_of_task(work)
    _assign_addressee(work)
    return work.slots


def _to_end(span: Span, spans: Sequence[Span], units: Sequence[Unit]) -> Span:
    """A note, or what a mail shall say, goes on to the end of the wish where nothing else was tagged behind it."""
    last = span.role in _SPOKEN and all(other.first < span.last for other in spans)
    return Span(span.role, span.first, len(units)) if last else span


def _assign_span(work: Assignment, span: Span, roles: dict[str, list[str]]) -> bool:
    """Give a span to its slot; False where it is left to the rules (times, amounts, contacts)."""
    units = work.units[span.first : span.last]
    if len(units) == 1 and units[0].kind in ("time", "money", "phone", "email") and span.role not in _FREE_TEXT:
        return False
    for name in roles.get(span.role, ()):
        shape = work.tool.slot(name)
        if shape is None or shape.kind in TIMES or (name in work.slots and shape.kind not in LISTS):
            continue
        value = value_of(shape, work.text, units)
        if value is not None and not _is_place(work, shape, units):
            work.fill(name, value)
            return True
    return False


def _is_place(work: Assignment, shape: SlotShape, units: Sequence[Unit]) -> bool:
    """Tell whether what was tagged as a person is only a city, for which the tool has a slot."""
    city = all("city" in unit.senses and "given" not in unit.senses for unit in units)
    takes = any(slot.kind is SlotKind.CITY and slot.name not in work.slots for slot in work.tool.slots)
    return city and takes and shape.kind in (SlotKind.USER, SlotKind.PERSON, SlotKind.LEAD)


def _assign_contacts(work: Assignment, loose: Sequence[int]) -> None:
    for at in loose:
        unit = work.units[at]
        if unit.kind not in ("phone", "email"):
            continue
        said, span = contact_value(unit), (unit.start, unit.end)
        shape = next((s for s in work.tool.slots if s.kind.value == unit.kind and s.name not in work.slots), None)
        if shape is not None:
            work.fill(shape.name, SlotValue(said, unit.text, span))
        elif unit.kind == "email":
            listed = next((s for s in work.tool.slots if s.kind in LISTS), None)
            if listed is not None:
                work.fill(listed.name, SlotValue([said], unit.text, span))


def _assign_money(work: Assignment, loose: Sequence[int]) -> None:
    names = [slot.name for slot in work.tool.slots if slot.kind is SlotKind.MONEY]
    for at in loose:
        unit = work.units[at]
        if unit.kind != "money" or not names:
            continue
        before, after = work.text[: unit.start][-40:], work.text[unit.end : unit.end + 24]
        name = names[0]
        if "min_value" in names and "max_value" in names:
            if isinstance(unit.found, FoundAmount) and unit.found.high is not None:
                high = amount_value(unit.found.high, unit.found.currency)
                work.fill("max_value", SlotValue(high, unit.text, (unit.start, unit.end)))
            said = unit.found.comparison if isinstance(unit.found, FoundAmount) else None
            most = said is Comparison.AT_MOST or (said is None and (_MOST.search(before) or _MOST_AFTER.search(after)))
            name = "max_value" if most else "min_value"
        work.fill(name, SlotValue(money_value(unit), unit.text, (unit.start, unit.end)))


def _assign_all_times(work: Assignment, loose: Sequence[int]) -> None:
    said = [Said(unit.found, work.text[: unit.start][-40:]) for unit in (work.units[at] for at in loose)
            if isinstance(unit.found, FoundTime) and not (work.tool.writes and unit.folded in _NOW)]
    if said:
        assign_times(work.tool, said, work.text, work.fill)


def _assign_choices(work: Assignment, loose: Sequence[int]) -> None:
    """Fill closed sets by their words, where the tool only reads; a write's are the tagger's, except what happened."""
    for shape in work.tool.slots:
        if shape.kind is not SlotKind.CHOICE or shape.name in work.slots:
            continue
        if work.tool.writes and shape.name not in _SAFE_CHOICES and _changes_something(work):
            continue
        for at in loose:
            unit = work.units[at]
            value = sense_choice(shape, unit.senses)
            if value is not None:
                work.fill(shape.name, SlotValue(value, unit.text, (unit.start, unit.end), 0.8))
                break


def _assign_city(work: Assignment, loose: Sequence[int]) -> None:
    shape = next((s for s in work.tool.slots if s.kind is SlotKind.CITY and s.name not in work.slots), None)
    if shape is None:
        return
    for at in loose:
        value = value_of(shape, work.text, [work.units[at]]) if "city" in work.units[at].senses else None
        if value is not None:
            work.fill(shape.name, value)
            return


def _changes_something(work: Assignment) -> bool:
    """Tell whether the wish holds more than the record that it changes; a new record always does."""
    names = {shape.name for shape in work.tool.slots if shape.kind in _RECORDS}
    return work.tool.name not in _CHANGERS or bool(set(work.slots) - names)


def _assign_addressee(work: Assignment) -> None:
    """A mail is replied to; a person is written to."""
    if work.tool.slot("mail") is None or work.tool.slot("to") is None or work.tool.name != "draft_email":
        return
    mail, to = work.slots.get("mail"), work.slots.get("to")
    replies = _REPLYING.search(work.text) is not None
    if mail is not None and to is None and not replies and not _MAILISH.search(str(mail.value)):
        del work.slots["mail"]
        work.fill("to", replace(mail, value=[str(mail.value)]))
    elif to is not None and mail is None and replies and isinstance(to.value, list) and len(to.value) == 1:
        if "@" not in str(to.value[0]):
            del work.slots["to"]
            work.fill("mail", replace(to, value=to.value[0]))


def _assign_flags(work: Assignment) -> None:
    _flag(work, "online", _ONLINE, _OFFLINE)
    _flag(work, "unread", _UNREAD, _READ)
    limit = work.tool.slot("limit")
    found = _TOP.search(work.text)
    if limit is not None and found is not None:
        number = found[1] or found[2]
        work.fill("limit", SlotValue(int(number), number, found.span()))


def _flag(work: Assignment, name: str, yes: re.Pattern[str], no: re.Pattern[str]) -> None:
    if work.tool.slot(name) is None:
        return
    start, end = (work.units[0].start, work.units[-1].end) if work.units else (0, 0)
    for pattern, value in ((no, False), (yes, True)):
        found = pattern.search(work.text, start, end)
        if found is not None:
            work.fill(name, SlotValue(value, found[0], found.span()))
            return


def _assign_lead_of_task(work: Assignment) -> None:
    """The person whom a task is about may be a lead: "call Ravi"."""
    title, shape = work.slots.get("title"), work.tool.slot("lead")
    if title is None or shape is None or "lead" in work.slots or work.tool.name != "create_task" or title.span is None:
        return
    found = _TASKLIKE.search(str(title.value))
    if found is None or not _is_name(found["name"], work.units):
        return
    work.fill("lead", SlotValue(found["name"].removesuffix("'s"), found["name"], None, 0.5))


def _is_name(words: str, units: Sequence[Unit]) -> bool:
    first = words.split()[0].removesuffix("'s").lower()
    for unit in units:
        if unit.folded.removesuffix("'s") == first:
            return "given" in unit.senses or (unit.text[:1].isupper() and "concept" not in unit.senses)
    return False


def fill_missing_reference(tool: ToolShape, units: Sequence[Unit], slots: dict[str, SlotValue]) -> None:
    """Let a pronoun ("him", "it") stand for a required record that nothing else names."""
    missing = next((s for s in tool.slots if s.required and s.name not in slots and s.kind in _RECORDS), None)
    if missing is None:
        return
    covered = [value.span for value in slots.values() if value.span is not None]
    for unit in units:
        inside = any(start <= unit.start < end for start, end in covered)
        if "pronoun" in unit.senses and not inside and unit.folded not in _NOT_ALONE:
            value: Json = [unit.text] if missing.kind in LISTS else unit.text
            slots[missing.name] = SlotValue(value, unit.text, (unit.start, unit.end), 0.7)
            return


_SAFE_CHOICES = frozenset({"kind", "priority", "system"})
_CHANGERS = frozenset({"update_lead", "update_meeting", "update_task", "switch_crm"})
_RECORDS: Collection[SlotKind] = frozenset(
    {SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL, SlotKind.PEOPLE, SlotKind.ADDRESSES})
_NOT_ALONE = frozenset({"its", "it's", "i", "us", "he", "she", "they"})
