"""Slots of a wish: what the tagger marked and the grammars found, given to the slots of its tool."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.addressees import assign_addressee, assign_lead_of_task
from nia.understanding.amounts import Comparison, FoundAmount
from nia.understanding.assignment import Assignment
from nia.understanding.denied import FREE_TEXT, denied
from nia.understanding.excluded import set_apart
from nia.understanding.fallbacks import assign_choices, assign_city, assign_left_out, assign_person
from nia.understanding.flags import assign_flags, assign_own
from nia.understanding.left_out import may_leave_out, value_in
from nia.understanding.moved_times import assign_own_hour
from nia.understanding.moved_values import goes_up, left_behind, without_left
from nia.understanding.names import TITLES
from nia.understanding.opinions import is_opinion
from nia.understanding.parted_titles import assign_parted_title
from nia.understanding.port import SlotKind, SlotShape, SlotValue, ToolShape
from nia.understanding.restated import restated
from nia.understanding.roles import slots_by_role
from nia.understanding.said_so import (
    assign_broken_mail,
    assign_quoted,
    assign_recalled,
    assign_rename,
    assign_said_choice,
    assign_short_phone,
    assign_subject,
)
from nia.understanding.spans import described, longest, whole, widened
from nia.understanding.tagged_times import times_said
from nia.understanding.tagger import Span
from nia.understanding.uninvited import assign_uninvited
from nia.understanding.units import Unit
from nia.understanding.values import LISTS, TIMES, amount_value, contact_value, money_value
from nia.understanding.whens import assign_times
from nia.understanding.word_lists import listed

_MOST = re.compile(
    r"\b(under|below|less than|at most|up ?to|maximum|max|cheaper than|smaller than|within|not more than)"
    r"\s*(?:rs\.?|inr|₹)?\s*$"
    r"|<\s*$",
    re.I,
)
_MOST_AFTER = re.compile(r"^\s*(?:se|से)\s*(?:kam|neeche|niche|कम|नीचे)|^\s*or (?:less|below|under)", re.I)
_TOLD_BY_ADDRESS = frozenset({SlotKind.PERSON, SlotKind.LEAD})
_NEAR = 3
_NUMBER = 4  # figures
_COMMAND_WITHIN = 8  # units behind a text
_SPEAKER = frozenset({"i", "i've", "i'm", "i'd", "i'll", "we", "we've", "we're"})
_ARTICLES = frozenset({"the", "a", "an"})
_SPOKEN = frozenset({"text", "instruction", "body"})
_LOOKS_BY = frozenset({"forget"})  # what it looks by ends where it was tagged
_NOTHING = {
    "who": frozenset({"one", "a", "certain", "some", "sorry", "confirmation", "approval", "permission", *TITLES}),
    "user": frozenset({"confirmation", "approval", "permission"}),
    "mail": frozenset({"new", "unread", "mark", "the", "a"}),
}
_MAILS = frozenset({"them", "these", "those", "they"})  # the mails themselves: no sender
_CITY_AROUND = frozenset({"is", "in", "from", "at", "city", "=", ":", "of", "based", "located"})


def assign(tool: ToolShape, text: str, units: Sequence[Unit], spans: Sequence[Span]) -> dict[str, SlotValue]:
    """Return the slots of `tool` that the units fill. Spans of free text keep the times and names within them."""
    work = Assignment(tool, text, units)
    assign_rename(work)
    assign_said_choice(work)
    assign_subject(work)
    assign_recalled(work)
    assign_quoted(work)
    assign_own_hour(work)
    assign_uninvited(work)
    spans = described(longest(whole(spans, units)), units)
    left = left_behind(tool, text, units, spans)
    spans = without_left(spans, left)
    again = restated(units, spans)
    taken = denied(units, spans) | again | left
    roles = slots_by_role(tool)
    for tagged in spans:
        if tagged.first in taken:
            continue
        span = widened(tagged, units, spans)
        span = span if tool.name in _LOOKS_BY else _to_end(span, spans, units)
        if _assign_span(work, span, roles):
            taken.update(range(span.first, span.last))
    assign_parted_title(work, spans)
    loose = [at for at in range(len(units)) if at not in taken]
    _assign_contacts(work, loose)
    assign_short_phone(work, loose)
    assign_broken_mail(work)
    _assign_money(work, loose)
    assign_times(tool, times_said(work, spans, loose, again), text, work.fill)
    assign_left_out(work, loose)
    assign_choices(work, loose)
    assign_city(work, loose)
    assign_person(work, loose)
    assign_flags(work)
    assign_own(work)
    assign_lead_of_task(work)
    assign_addressee(work)
    return set_apart(tool, text, work.slots)


def _to_end(span: Span, spans: Sequence[Span], units: Sequence[Unit]) -> Span:
    """A note, or what a mail shall say, goes on to the end of the wish where nothing else is said behind it.

    Else is what was tagged, and a command about the text: "…, put that in her notes".
    """
    last = span.role in _SPOKEN and all(
        other.first < span.last or other.role == span.role or (span.role == "text" and other.first == span.last)
        for other in spans
    )
    commanded = listed("behind_text", "commands")
    if not last or any(unit.folded in commanded for unit in units[span.last :][:_COMMAND_WITHIN]):
        return span
    return Span(span.role, span.first, len(units))


def _assign_span(work: Assignment, span: Span, roles: dict[str, list[str]]) -> bool:
    """Give a span to its slot; False where it is left to the rules (times, amounts, contacts)."""
    units = work.units[span.first : span.last]
    if len(units) == 1 and units[0].kind in ("time", "money", "phone", "email") and span.role not in FREE_TEXT:
        return False
    thought = span.role == "who" and is_opinion(work.text, units[0].start, units[-1].end)
    if thought or _says_nothing(span.role, units) or _is_number(span.role, units):
        return False
    if any(known.span is not None and known.span[0] <= units[0].start < known.span[1] for known in work.slots.values()):
        return True
    if span.role == "title" and _goes_on(work, units):
        return True
    for name in roles.get(span.role, ()):
        shape = work.tool.slot(name)
        if shape is None or shape.kind in TIMES or _is_full(work, shape):
            continue
        if name == "sender" and all(unit.folded in _MAILS for unit in units):
            return True
        if name in work.slots and all("pronoun" in unit.senses for unit in units):
            return True  # who was named already: "apna Gurpreet hai na, uske saath"
        value = value_in(work.tool, shape, work.text, units)
        if value is not None and not _is_place(work, shape, units):
            work.fill(name, value)
            return True
    return False


def _is_number(role: str, units: Sequence[Unit]) -> bool:
    """Tell whether a marked product is only a long number: of a phone, more likely ("Meera from Apex, 9820")."""
    return role == "product" and all(unit.folded.isdecimal() for unit in units) and len(units[0].folded) >= _NUMBER


def _says_nothing(role: str, units: Sequence[Unit]) -> bool:
    """Tell whether marked words are no value: "the", "I", "please", "the one" as a title, which says which meeting."""
    said = [unit.folded for unit in units]
    nothing = _NOTHING.get(role, frozenset())
    if all(word in _SPEAKER or word in _ARTICLES for word in said) or all(word in nothing for word in said):
        return True
    if role == "title" and said[:2] == ["the", "one"]:
        return True
    return role == "who" and all("filler" in unit.senses and "given" not in unit.senses for unit in units)


def _goes_on(work: Assignment, units: Sequence[Unit]) -> bool:
    """Join a title that only its time parts in two: "Ravi ko 3 baje call karna hai"."""
    known = work.slots.get("title")
    if known is None or known.span is None:
        return False
    begins, ends = known.span
    between = [unit for unit in work.units if ends <= unit.start < units[0].start]
    beside = [unit for unit in between if unit.kind != "time"]
    if len(beside) == len(between) or any(unit.folded not in listed("named", "case") for unit in beside):
        return False
    value = " ".join((str(known.value), *(unit.text for unit in (*beside, *units))))
    work.slots["title"] = replace(known, value=value, span=(begins, units[-1].end))
    return True


def _is_full(work: Assignment, shape: SlotShape) -> bool:
    """Tell whether a slot has its value and takes no second one."""
    several = shape.kind in LISTS or may_leave_out(work.tool, shape)
    return shape.name in work.slots and not several


def _is_place(work: Assignment, shape: SlotShape, units: Sequence[Unit]) -> bool:
    """Tell whether what was tagged as a person or as words to look for is only a city, which has a slot."""
    if not any(slot.kind is SlotKind.CITY and slot.name not in work.slots for slot in work.tool.slots):
        return False
    if shape.name == "text":
        around = [unit for unit in units if "city" not in unit.senses]
        return len(around) < len(units) and all(unit.folded in _CITY_AROUND for unit in around)
    city = all("city" in unit.senses and "given" not in unit.senses for unit in units)
    return city and shape.kind in (SlotKind.USER, SlotKind.PERSON, SlotKind.LEAD)


def _assign_contacts(work: Assignment, loose: Sequence[int]) -> None:
    for at in loose:
        unit = work.units[at]
        if unit.kind not in ("phone", "email"):
            continue
        said, span = contact_value(unit), (unit.start, unit.end)
        copied = _copied_to(work, at)
        if copied is not None:
            work.fill(copied, SlotValue([said], unit.text, span))
            continue
        shape = next((s for s in work.tool.slots if s.kind.value == unit.kind and s.name not in work.slots), None)
        if shape is not None:
            work.fill(shape.name, SlotValue(said, unit.text, span))
        elif unit.kind == "email":
            _assign_address(work, said, span)


def _assign_address(work: Assignment, said: str, span: tuple[int, int]) -> None:
    """Give an address that no slot is made for to a list of people, else to whom it tells: a sender, a lead."""
    listed = next((s for s in work.tool.slots if s.kind in LISTS), None)
    whose = next((s for s in work.tool.slots if s.kind in _TOLD_BY_ADDRESS and s.name not in work.slots), None)
    shape = listed or whose
    if shape is not None:
        work.fill(shape.name, SlotValue([said] if listed else said, work.text[span[0] : span[1]], span))


def _copied_to(work: Assignment, at: int) -> str | None:
    """Return the slot for copies where it was named right before an address: "with cc to ravi@…"."""
    before = [unit.folded for unit in work.units[max(0, at - _NEAR) : at]]
    named = (name for name in ("bcc", "cc") if work.tool.slot(name) is not None)
    return next((name for name in named if listed("copies", name) & set(before)), None)


def _assign_money(work: Assignment, loose: Sequence[int]) -> None:
    names = [slot.name for slot in work.tool.slots if slot.kind is SlotKind.MONEY]
    for at in loose:
        unit = work.units[at]
        if unit.kind != "money" or not names:
            continue
        before, after = work.text[: unit.start][-40:], work.text[unit.end : unit.end + 24]
        name = names[0]
        if "max_value" not in names and isinstance(unit.found, FoundAmount) and unit.found.high is not None:
            both, high = work.text[unit.start : unit.end], amount_value(unit.found.high, unit.found.currency)
            risen = goes_up(work.tool, work.text, unit)
            other, value = (None, high) if risen else (high, money_value(unit))
            work.fill(name, SlotValue(value, both, (unit.start, unit.end), alternatives=(other,) if other else ()))
            continue
        if "min_value" in names and "max_value" in names:
            if isinstance(unit.found, FoundAmount) and unit.found.high is not None:
                high = amount_value(unit.found.high, unit.found.currency)
                work.fill("max_value", SlotValue(high, unit.text, (unit.start, unit.end)))
            said = unit.found.comparison if isinstance(unit.found, FoundAmount) else None
            most = said is Comparison.AT_MOST or (said is None and (_MOST.search(before) or _MOST_AFTER.search(after)))
            name = "max_value" if most else "min_value"
        work.fill(name, SlotValue(money_value(unit), unit.text, (unit.start, unit.end)))
