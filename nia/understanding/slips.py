"""Slips of the tongue: "uh", "Farhana no sorry Farida", "to to". The engine blanks them before it reads on.

What was taken back is replaced with blanks of the same length, so that offsets stay those of the utterance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from nia.understanding.port import Json
from nia.understanding.time_values import FoundTime
from nia.understanding.units import Unit

ReadUnits = Callable[[str], Sequence[Unit]]

_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]*[\"\u201d]")
_HESITATION = re.compile(r"(?<![\w'])(?:u+h+m*|u+m+|erm+|er(?![.\w])|hmm+)(?![\w'@.-]\w)\s*,?", re.I)
_STUTTER = re.compile(r"(?<![.@])\b(to|the|at|for|with|on|of|from|and|my|in|ki|ke)(?:\s+\1)+\b(?=\s+\S)", re.I)
_GREETING = re.compile(
    r"^\s*(?:(?:good|very good|gm)\s+(?:morning|afternoon|evening)\s*[!,.]+|morning\s*!+)(?=\s*\w)", re.I
)
_NO = r"(?:no|nahi|nahin|nai|na|नहीं)"
_TAKEN_BACK = re.compile(
    rf"[\s,;.\u2026-]{{0,4}}(?:\b{_NO}\b[\s,]*(?:\b(?:{_NO}|sorry|wait|rather|actually|i mean)\b[\s,]*)+"
    rf"|\b(?:oh|oops|sorry|wait)\b[\s,]*\b(?:no|sorry|i mean|make that)\b[\s,]*"
    r"|\bi mean\b[\s,]*|\bmake that\b[\s,]*|[,\u2026-]\s*(?:no|sorry|rather|correction)\b\s*,?\s*(?=\S)"
    r"|,\s*(?:nahi|nahin|नहीं)[\s,]+(?=\S))",
    re.I,
)
_CLOCK = re.compile(
    r"(?:\bat\s+)?\d{1,2}(?::\d{2})?\s*(?:am|pm|o'clock)?$"
    r"|(?:(?:sa+dhe|sa[vw]a|paune|साढ़े|सवा|पौने)\s+)?[^\s,]+\s*(?:ba?je|बजे)$",
    re.I,
)
_LAST_NUMBER = re.compile(r"\d+(?:[:.]\d+)?\s*(?:am|pm)?$", re.I)
_PREPOSITIONS = frozenset("on at to for with from by of in till until about".split())
_CASES = frozenset("ke ka ki ko se के का की को से".split())
_EXACT = frozenset({"time", "money", "phone", "email"})
_BLANKS = re.compile(r" {2,}")
_FAR = 5
_MOST = 12  # values taken back in one breath: each is read by itself, and a text of nothing else would take for ever


def without_slips(text: str, read: ReadUnits) -> str:
    """Return `text` with hesitations, doubled words and what was taken back blanked; as it is where nothing stays."""
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    cleared = text
    for pattern, keeps in ((_GREETING, False), (_HESITATION, False), (_STUTTER, True)):
        for found in list(pattern.finditer(cleared)):
            end = found.end() - len(found[1]) if keeps else found.end()
            if not _inside(found.start(), quoted):
                cleared = _blanked(cleared, found.start(), end)
    for found in list(islice(_TAKEN_BACK.finditer(cleared), _MOST)):
        begun = None if _inside(found.start(), quoted) else _taken_back_from(cleared, found, read)
        if begun is not None:
            cleared = _blanked(cleared, begun, found.end())
    return cleared if any(char.isalnum() for char in cleared) else text


def one_spaced(value: Json) -> Json:
    """Return a value without the runs of blanks that slips left in it."""
    if isinstance(value, str):
        return _BLANKS.sub(" ", value).strip()
    if isinstance(value, list):
        return [one_spaced(one) for one in value]
    return {key: one_spaced(one) for key, one in value.items()} if isinstance(value, dict) else value


def _taken_back_from(text: str, found: re.Match[str], read: ReadUnits) -> int | None:
    """Return where the words begin that are said again after `found`; None where nothing like them stands before."""
    before, behind = read(text[: found.start()]), read(text[found.end() :])
    if not before or not behind:
        return None
    last, new = before[-1], behind[0]
    if last.kind in _EXACT and new.kind == last.kind:
        return exact_from(text, last, new)
    if last.kind in ("time", "money") and new.folded.isdecimal():
        number = _LAST_NUMBER.search(text, last.start, last.end)
        return number.start() if number is not None else None
    if new.folded in _PREPOSITIONS:
        same = [unit for unit in before[-_FAR:] if unit.folded == new.folded and unit.kind == "word"]
        return same[-1].start if same else None
    if last.folded in _CASES:
        return _case_from(before, behind)
    return _name_from(before) if _is_name(new) and _is_name(last) else None


def _case_from(before: Sequence[Unit], behind: Sequence[Unit]) -> int | None:
    """Return where "Indore ke" begins, which "Ujjain ke" replaces: a name in the same case."""
    again = any(unit.folded == before[-1].folded for unit in behind[1:_FAR])
    named = len(before) > 1 and _is_name(before[-2]) and _is_name(behind[0])
    return _name_from(before[:-1]) if again and named else None


def exact_from(text: str, last: Unit, new: Unit) -> int | None:
    """Return where an amount or time begins that is replaced; of a day and a clock time only what is said again."""
    if not isinstance(last.found, FoundTime) or not isinstance(new.found, FoundTime):
        return last.start
    both = last.found.has_day and last.found.has_time_of_day
    if not both or (new.found.has_day and new.found.has_time_of_day):
        return last.start
    clock = _CLOCK.search(text, last.start, last.end) if not new.found.has_day else None
    return clock.start() if clock is not None else None


def _name_from(before: Sequence[Unit]) -> int:
    at = len(before) - 1
    while at and _is_name(before[at - 1]) and before[at - 1].end + 1 >= before[at].start:
        at -= 1
    return before[at].start


def _is_name(unit: Unit) -> bool:
    known = not {"given", "surname", "city"}.isdisjoint(unit.senses)
    capital = unit.shape in ("A", "A+") and not {"command", "concept", "pronoun"} & set(unit.senses)
    return unit.kind == "word" and (known or capital)


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
