"""Yes-or-no slots and counts, told by a word anywhere in the wish: "online", "unread", "top 5". Assignment calls it."""

from __future__ import annotations

import re

from nia.understanding.assignment import Assignment
from nia.understanding.port import SlotValue

_ONLINE = re.compile(
    r"\b(online|virtual(?:ly)?|zoom|google meet|video|ms teams|microsoft teams|vc|remote(?:ly)?|webex|skype)\b", re.I
)
_OFFLINE = re.compile(r"\b(in person|face to face|offline|not online)\b", re.I)
_UNREAD = re.compile(
    r"\b(unread|unopened|unseen|new (?:mails?|e-?mails?|messages?)|not (?:yet )?read|"
    r"(?:haven'?t|not|didn'?t) (?:yet )?(?:open(?:ed)?|read|seen?)|naye (?:mails?|emails?))\b"
    r"|बिना पढ़?े|बिना पढ़े|अनपढ़|नए (?:मेल|ईमेल)",
    re.I,
)
_READ = re.compile(r"\balready read\b", re.I)
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
    _flag(work, "online", _ONLINE, _OFFLINE)
    _flag(work, "unread", _UNREAD, _READ)
    limit = work.tool.slot("limit")
    found = _TOP.search(work.text)
    if limit is not None and found is not None:
        number = found[1] or found[2]
        work.fill("limit", SlotValue(int(number), number, found.span()))


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


def _flag(work: Assignment, name: str, yes: re.Pattern[str], no: re.Pattern[str]) -> None:
    if work.tool.slot(name) is None:
        return
    start, end = (work.units[0].start, work.units[-1].end) if work.units else (0, 0)
    for pattern, value in ((no, False), (yes, True)):
        found = pattern.search(work.text, start, end)
        if found is not None:
            work.fill(name, SlotValue(value, found[0], found.span()))
            return
