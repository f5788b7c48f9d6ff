"""Yes-or-no slots and counts, told by a word anywhere in the wish: "online", "unread", "top 5". Assignment calls it."""

from __future__ import annotations

import re
from functools import cache

from nia.understanding.assignment import Assignment
from nia.understanding.port import SlotValue
from nia.understanding.values import count_of
from nia.understanding.word_lists import patterns

_OWN = re.compile(r"\b(my|mine|mera|meri|mere)\b|मेरा|मेरी|मेरे", re.I)
_OWN_LEADS = re.compile(
    r"\b(?:my|mine|mera|meri|mere)\b|\b(?:leads?|ones?|those) (?:that )?i (?:have|own)\b"
    r"|\b(?:owned by|belong(?:ing)? to) me\b|\bdo i (?:have|own)\b|मेरा|मेरी|मेरे",
    re.I,
)
_SELLER = re.compile(
    r"\b(?:revenue|sales|pipeline|figures|numbers|report) (?:of|by|for) (?P<of>[A-Z][a-z]+)\b"
    r"|\b(?P<whose>[A-Z][a-z]+)['\u2019]s (?:pipeline|revenue|sales|figures|numbers|conversion|performance|funnel)\b"
    r"|\b(?:has|did|have) (?P<sold>[A-Z][a-z]+) (?:sold|sell|closed?|won|win|made|make)\b"
)
_TOP = re.compile(
    r"\b(?:top|first|last|next|latest|biggest|only)\s+(\d{1,3})\b"
    r"|\b(\d{1,3})\s+(?:biggest|largest|highest|newest|latest|oldest|most|recent|smallest|top)\b",
    re.I,
)


def assign_flags(work: Assignment) -> None:
    """Fill `online`, `unread` and `limit`."""
    _flag(work, "online", "online", "offline")
    _flag(work, "unread", "unread", "read")
    if work.tool.slot("limit") is None:
        return
    times = [(unit.start, unit.end) for unit in work.units if unit.kind == "time"]
    counts = (one for one in _TOP.finditer(work.text) if not any(start < one.end() <= end for start, end in times))
    found = next(counts, None)
    if found is None:
        _counted_in_order(work)
    else:
        number = found[1] or found[2]
        work.fill("limit", SlotValue(int(number), number, found.span()))


def _counted_in_order(work: Assignment) -> None:
    """Read a number right before or behind the order of a list: "सात सबसे नई लीड", "sabse badi teen deal"."""
    ordered = [at for at, unit in enumerate(work.units) if "order" in unit.senses]
    for at in (ordered[0] - 1, ordered[-1] + 1) if ordered else ():
        count = count_of([work.units[at]]) if 0 <= at < len(work.units) and work.units[at].kind == "word" else None
        if count is not None:
            unit = work.units[at]
            work.fill("limit", SlotValue(count, unit.text, (unit.start, unit.end), 0.9))
            return


def assign_own(work: Assignment) -> None:
    """A report on "my pipeline", or "my leads", is on the user's own."""
    start, end = (work.units[0].start, work.units[-1].end) if work.units else (0, 0)
    own = {"sales_report": _OWN, "find_leads": _OWN_LEADS}.get(work.tool.name)
    found = own.search(work.text, start, end) if own is not None else None
    if found is not None:
        work.fill("owner", SlotValue("me", found[0], found.span()))
    seller = _SELLER.search(work.text, start, end) if work.tool.name == "sales_report" else None
    said = (seller["of"] or seller["whose"] or seller["sold"]) if seller is not None else None
    names = (said, f"{said}'s", f"{said}\u2019s") if said is not None else ()
    person = next((unit for unit in work.units if unit.text in names and unit.found is None), None)
    if said is not None and person is not None and "city" not in person.senses and "concept" not in person.senses:
        work.fill("owner", SlotValue(said, said, (person.start, person.start + len(said)), 0.8))


def _flag(work: Assignment, name: str, yes: str, no: str) -> None:
    if work.tool.slot(name) is None:
        return
    start, end = (work.units[0].start, work.units[-1].end) if work.units else (0, 0)
    for said, value in ((no, False), (yes, True)):
        found = _pattern(said).search(work.text, start, end)
        if found is not None:
            work.fill(name, SlotValue(value, found[0], found.span()))
            return


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds any of the words in the lexicon; a vowel sign is part of its Hindi word."""
    words = "|".join(sorted(patterns("flags", name), key=len, reverse=True))
    return re.compile(rf"(?<![\w\u0900-\u0963])(?:{words})(?![\w\u0900-\u0963])", re.I)
