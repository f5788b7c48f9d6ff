"""Mend the edges of what was tagged: "that" before "email", the rest of a company's name. Assignment calls it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.tagger import Span
from nia.understanding.unheard import is_unheard
from nia.understanding.units import Unit
from nia.understanding.with_whom import is_with_whom, with_whom
from nia.understanding.word_lists import listed

_DETERMINERS = frozenset(
    "the that this my our his her their first second third fourth last latest next today's tomorrow's yesterday's "
    "friday's monday's tuesday's wednesday's thursday's saturday's".split()
)
_HEADS = frozenset(
    "guy person lady man woman customer client fellow chap lead deal account meeting call demo appointment "
    "mail email e-mail task reminder one opportunity".split()
)
_WHICH = frozenset({"jo", "जो"})
_WAS = frozenset({"thi", "tha", "the", "hai", "थी", "था", "थे", "है"})
_RECORDS = ("meeting", "task")
_NAMES = frozenset({"given", "surname"})
_REFERENCES = frozenset({"who", "mail", "meeting", "task"})
_PEOPLE = frozenset({"who", "user"})
_LEADING = frozenset({"title", "meeting", "task", "mail"})
_SPOKEN = frozenset({"text", "instruction", "notes"})
_TOLD = frozenset({"text", "notes", "outcome", "lost_reason"})
_RUNS_ON = frozenset(
    "who user company job product name location task meeting mail title text query instruction notes agenda outcome "
    "lost_reason subject body".split()
)
_WRITTEN = ("instruction", "body", "subject", "lost_reason")
_OPENERS = frozenset({"that", "saying", ":", "ki", "कि"})
_DENIES = frozenset("nahi nahin nhi nai नहीं नही".split())
_FAR = 3
_PREPOSITIONS = frozenset({"to", "for", "with", "about", "of", "from", "on", "at", "in", "regarding"})
_ENDING = frozenset(
    "by due at on before till until please pls asap and then tomorrow today me my to with as high low urgent".split()
)
_EMPLOYED = frozenset({"from", "of", "at", "for", ",", "with"})
_CAPITAL = frozenset({"A", "A+"})
_DOERS = frozenset({"i", "we", "you", "he", "she", "they"})
_JOINERS = frozenset({"and", "&"})


def whole(spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans, two of one name or text that touch each other as one: "the task" and "send the quote"."""
    kept: list[Span] = []
    for span in spans:
        if kept and _goes_on(kept[-1], span, units):
            span = Span(span.role, kept.pop().first, span.last)
        if kept and span.role in _RUNS_ON and kept[-1].role == span.role and _touches(kept[-1], span, units):
            span = Span(span.role, kept.pop().first, span.last)
        kept.append(span)
    return kept


def _touches(before: Span, span: Span, units: Sequence[Unit]) -> bool:
    """Tell whether nothing stands between two spans, or only what sort of record it is: "the" task "send the quote"."""
    headed = span.role in _REFERENCES and all(unit.folded in _DETERMINERS for unit in units[before.first : before.last])
    between = units[before.last : span.first]
    joined = not between or (headed and len(between) == 1 and between[0].folded in _HEADS)
    return joined and units[span.first].kind == units[span.first - 1].kind == "word"


def _goes_on(title: Span, span: Span, units: Sequence[Unit]) -> bool:
    """Tell whether a title goes on behind the case of its first words: "कविता नायर" को "सैंपल भेजना"."""
    between = units[title.last : span.first]
    cases = bool(between) and all(unit.folded in listed("light", "case") for unit in between)
    return cases and title.role == span.role == "title"


def longest(spans: Sequence[Span]) -> list[Span]:
    """Return the spans, of several that say what to write only the longest: a remark before it is none of it."""
    best = {role: max((s for s in spans if s.role == role), key=_length, default=None) for role in _WRITTEN}
    return [span for span in spans if span.role not in _WRITTEN or span is best[span.role]]


def _linked(spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans, a record and what it is about as one: "the reminder" about "Sunita's payment"."""
    done: list[Span] = []
    for span in spans:
        before = done[-1] if done else None
        linked = before is not None and before.role == span.role and span.first == before.last + 1
        if before is not None and linked and span.role in _RECORDS and units[before.last].folded in _PREPOSITIONS:
            done[-1] = Span(span.role, before.first, span.last)
        else:
            done.append(span)
    return done


def described(spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans; of several records, only that which is described: "the demo", not who cannot come to it."""
    kept = [with_whom(span, units) for span in _linked(spans, units)]
    spans = kept
    for role in _RECORDS:
        same = [span for span in spans if span.role == role]
        told = [span for span in same if units[span.first].folded in _DETERMINERS or is_with_whom(units, span.first)]
        names = [span for span in same if all(_NAMES & set(unit.senses) for unit in units[span.first : span.last])]
        if len(told) == 1 and told[0] not in names:
            kept = [span for span in kept if span not in names]
    return kept


def _length(span: Span) -> int:
    return span.last - span.first


def widened(span: Span, units: Sequence[Unit], spans: Sequence[Span]) -> Span:
    """Return the span with the words that surely belong to it, none of them tagged as something else."""
    if span.role in _TOLD and span.last < len(units) and units[span.last].folded in _DENIES:
        span = Span(span.role, span.first, span.last + 1)  # "owner mila" and nothing behind says the opposite
    behind = next((other for other in spans if other.first >= span.last), None)
    led_to = behind is not None and behind.role in _PEOPLE and _leads_to(units, span.last, behind.first)
    if behind is not None and led_to and span.role in _LEADING:
        span = Span(span.role, span.first, behind.last)
    address = next((at for at in range(span.first, span.last) if units[at].kind == "email"), None)
    if span.role in _PEOPLE and address is not None:  # "sales@kaveri.in in january"
        return Span(span.role, span.first, address + 1)
    if span.role in _REFERENCES:
        return _reference(span, units)
    if span.role in _SPOKEN:
        return _spoken(span, units, max((other.last for other in spans if other.last <= span.first), default=0))
    if span.role == "title":
        return _title(span, units, _next_first(spans, span.last, units))
    if span.role.endswith("city"):
        return whole_city(span, units)
    return _company(span, units) if span.role == "company" else span


def _next_first(spans: Sequence[Span], at: int, units: Sequence[Unit]) -> int:
    return min((other.first for other in spans if other.first >= at), default=len(units))


def _leads_to(units: Sequence[Unit], last: int, first: int) -> bool:
    """Tell whether a title or a record is cut off before a person: "send the quote to", Meera. She belongs to it."""
    return first == last and units[last - 1].folded in _PREPOSITIONS


def whole_city(span: Span, units: Sequence[Unit]) -> Span:
    """Return the span with all words of the city's name: "new" is of "new delhi"."""
    first, last = span.first, span.last
    while first > 0 and "city" in units[first].senses and units[first - 1].senses is units[first].senses:
        first -= 1
    while last < len(units) and "city" in units[last].senses and units[last].senses is units[last - 1].senses:
        last += 1
    return Span(span.role, first, last)


def _title(span: Span, units: Sequence[Unit], free: int) -> Span:
    """A title goes on with "to Hina", "for Zenith": up to a time, a sign, or what was tagged as something else."""
    last = span.last
    listed = last + 1 < len(units) and units[last].folded == "on" and units[last + 1].folded in ("my", "our")
    if last + 1 < free and not listed and units[last].folded in _PREPOSITIONS and units[last + 1].kind == "word":
        last += 1
        while last < free and units[last].kind == "word" and units[last].folded not in _ENDING:
            last += 1
    if units[last - 1].folded == "due" and last - span.first > 1 and last < len(units) and units[last].kind == "time":
        last -= 1  # "send the quote due tomorrow"
    return Span(span.role, _with_negation(span.first, units), last)


def _with_negation(first: int, units: Sequence[Unit]) -> int:
    """Return where a title begins with the "don't", "do not" or "not to" before it: without, it says the opposite."""
    before = [unit.folded.replace("\u2019", "'") for unit in units[max(0, first - 2) : first]]
    if before in (["do", "not"], ["not", "to"]):
        return first - 2
    return first - 1 if before[-1:] in (["don't"], ["dont"], ["never"]) else first


def _spoken(span: Span, units: Sequence[Unit], free: int) -> Span:
    """What somebody said begins right after "that", "saying" or a colon."""
    for first in range(span.first, max(free, span.first - _FAR), -1):
        if units[first - 1].folded in _OPENERS:
            return Span(span.role, first, span.last)
    return span


def _reference(span: Span, units: Sequence[Unit]) -> Span:
    first, last = _name_behind(span, units)
    described = units[first].folded in _DETERMINERS or span.role != "who" or units[last - 1].folded in _HEADS
    while described and first > 0 and units[first - 1].folded in _DETERMINERS:
        first -= 1
    if any(unit.folded in _WHICH for unit in units[max(0, first - 1) : last]):
        first, last = _clause(first, last, units)
    last = _named_on(first, _with_clause(first, last, units), units)
    account = first > 0 and units[first - 1].folded == "the" and last < len(units) and units[last].folded in _HEADS
    if account and not described:
        return Span(span.role, first - 1, last + 1)
    headless = not any(unit.folded in _HEADS for unit in units[first:last])
    if units[first].folded in _DETERMINERS and headless and last < len(units) and units[last].folded in _HEADS:
        last += 1
    return Span(span.role, first, last)


def _name_behind(span: Span, units: Sequence[Unit]) -> tuple[int, int]:
    """Return the name that stands behind "the lead" where no more was marked: "delete the lead foo barski"."""
    bare = all(unit.folded in _DETERMINERS or unit.folded == "lead" for unit in units[span.first : span.last])
    last = span.last
    while bare and span.role == "who" and last < len(units) and _is_name(units[last]):
        last += 1
    return (span.last, last) if last > span.last else (span.first, span.last)


def _is_name(unit: Unit) -> bool:
    known = set(unit.senses)
    return unit.kind == "word" and (bool(_NAMES & known) or is_unheard(unit))


def _named_on(first: int, last: int, units: Sequence[Unit]) -> int:
    """Return where the name behind "titled" ends, and "to-do" with its last half."""
    if units[last - 1].folded == "to" and [unit.folded for unit in units[last : last + 2]] == ["-", "do"]:
        return last + 2
    heads = [at for at in range(first, min(last, len(units) - 1)) if units[at].folded in _HEADS]
    if any(units[at + 1].folded in listed("references", "titled") for at in heads):
        while last < len(units) and units[last].kind != "sign" and "filler" not in units[last].senses:
            last += 1
    return last


def _clause(first: int, last: int, units: Sequence[Unit]) -> tuple[int, int]:
    """Return a relative clause with the time before it and the "thi" behind it: "kal jo lead banayi thi"."""
    while first > 0 and (units[first - 1].kind == "time" or units[first - 1].folded in _WHICH):
        first -= 1
    while last < len(units) and units[last].folded in _WAS:
        last += 1
    return first, last


def _with_clause(first: int, last: int, units: Sequence[Unit]) -> int:
    """Return where a reference ends with what somebody did to it and when: "the task I made yesterday"."""
    for at in range(max(first + 1, last - 2), last + 1):
        done = at + 2 < len(units) and units[at].folded in _DOERS and units[at + 1].kind == "word"
        if done and at + 2 >= last and units[at + 2].kind == "time":
            return at + 3
    return last


def _company(span: Span, units: Sequence[Unit]) -> Span:
    first, last = span.first, span.last
    while last < len(units) and _continues(units[last - 1], units[last]):
        last += 1
    joined = last + 1 < len(units) and units[last].folded in _JOINERS
    if joined and ("company" in units[last + 1].senses and units[last + 1].shape in _CAPITAL):
        last += 2
    place = first > 1 and "city" in units[first - 1].senses and units[first - 2].folded in _EMPLOYED
    if place and units[first].shape in _CAPITAL and units[first - 1].shape in _CAPITAL:
        first -= 1
    alone = last - first == 1 and "company" in units[first].senses
    if alone and first > 1 and units[first - 1].kind == "word" and not units[first - 1].senses:
        first -= 1
    return Span(span.role, first, last)


def _continues(before: Unit, unit: Unit) -> bool:
    if unit.kind != "word" or unit.folded in _JOINERS:
        return False
    if "company" in unit.senses:
        return unit.shape in _CAPITAL or before.shape not in _CAPITAL
    plain = not any(sense in unit.senses for sense in ("city", "concept", "connector", "filler"))
    return before.shape in _CAPITAL and unit.shape in _CAPITAL and plain
