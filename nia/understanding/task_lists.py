"""Several tasks in one sentence: "add three tasks: send the sample, make the invoice, call Ravi". The parter asks."""

from __future__ import annotations

import re
from itertools import pairwise

_COUNTS = {
    **dict.fromkeys(("2", "two", "do", "दो"), 2),
    **dict.fromkeys(("3", "three", "teen", "तीन"), 3),
    **dict.fromkeys(("4", "four", "char", "chaar", "चार"), 4),
    **dict.fromkeys(("5", "five", "paanch", "panch", "पाँच", "पांच"), 5),
    **dict.fromkeys(("6", "six", "chhe", "chah", "छह", "छः"), 6),
}
_HEAD = re.compile(
    rf"^(?:(?!\b(?:show|list|which|what|how|did|done|finished|complete|close|mark|delete|cancel)\b)[^:;?]){{0,60}}?"
    rf"(?:\b(?P<count>{'|'.join(_COUNTS)})\s+)?(?<!\w)(?:(?:new|naye|नए)\s+)?"
    r"(?:(?P<many>tasks|to-?dos|reminders|(?:things|jobs) to do)|kaam|काम|टास्क)(?!\w)[^:;?]{0,40}:\s*(?=\S)",
    re.I,
)
_PARTS = (re.compile(r"\s*[;\n]\s*"), re.compile(r"\s*,\s*"), re.compile(r"\s*,?\s*(?:,|\b(?:and|aur)\b|और)\s*", re.I))
_VERB_BEFORE = re.compile(r"(?:likh|daa?l|kar|bana|laga|rakh|jod|de|bata|लिख|डाल|कर|बना|लगा|रख|जोड़)\s+$", re.I)
_IS_TASK = re.compile(
    r"(?!(?:at|by|on|for|to|from|before|after|remind|assign|high|low|urgent)\b)(?!\d)\S{2,}\s+\S+", re.I
)
_JOINED = re.compile(r"(?:and|aur|और)\s+", re.I)
_FEWEST, _MOST = 2, 6


def task_list(text: str) -> list[tuple[str, int]]:
    """Return each task behind the words that lead to all of them, and how far its own words stand from there.

    How many were announced tells where they are parted; without a number, semicolons do.
    """
    head = _HEAD.match(text)
    if head is None or not (head["count"] or head["many"]):
        return []  # "काम: सैंपल भेजना, कल तक" is one
    verb = head["count"] and _VERB_BEFORE.search(text[: head.start("count")])
    count = None if verb else _COUNTS.get((head["count"] or "").lower())
    for separator in _PARTS if count is not None else _PARTS[:1]:
        parts = _parted(text, head.end(), separator)
        told = len(parts) == count or (count is None and _FEWEST <= len(parts) <= _MOST)
        if told and not (verb and head["many"] is None) and all(_IS_TASK.match(said) for said, _ in parts):
            return [(head[0] + said, at - head.end()) for said, at in parts]
    return []


def _parted(text: str, begin: int, separator: re.Pattern[str]) -> list[tuple[str, int]]:
    edges = [begin, *(at for found in separator.finditer(text, begin) for at in found.span()), len(text)]
    parts = []
    for first, last in list(pairwise(edges))[::2]:
        joined = _JOINED.match(text, first, last)
        first = joined.end() if joined is not None else first
        said = text[first:last].strip(" .!\u0964")
        if said:
            parts.append((said, first))
    return parts
