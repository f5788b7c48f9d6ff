"""How many things an undo takes back: "undo the last two", "undo both", "pichle teen". The engine asks it."""

from __future__ import annotations

import re

from nia.understanding.port import SlotValue

_WORDS = (
    "two couple do दो",
    "three teen तीन",
    "four char chaar चार",
    "five paanch panch पांच पाँच",
    "six chhe छह",
    "seven saat सात",
    "eight aath आठ",
    "nine nau नौ",
    "ten das दस",
)
_NUMBERS = {
    **{str(n): n for n in range(2, 11)},
    **{word: n for n, words in enumerate(_WORDS, start=2) for word in words.split()},
}
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_THINGS = (
    r"(?:changes?|things?|actions?|updates?|edits?|writes?|steps?|ones|of\s+(?:them|those|these)|badlav|cheez\w*|kaam|baat\w*|"
    r"बदलाव|काम|चीज़\S*|चीज\S*)"
)
_LAST = r"(?:last|latest|previous|past|recent|pichh?l[aei]|aa?kh?ri|पिछल[ाेी]|आखिरी|आख़िरी)"
_COUNTED = re.compile(
    rf"(?<!\w)(?:{_LAST}\s+(?:a\s+)?(?P<last>{_NUMBER})|(?P<things>{_NUMBER})\s+(?:{_LAST}\s+)?{_THINGS})"
    r"(?!\w|\s*(?:am|pm|baje|बजे))",
    re.I,
)
_BOTH = re.compile(r"(?<!\w)(?:both|dono|donon|दोनों)(?!\w)", re.I)


def undo_count(text: str) -> dict[str, SlotValue]:
    """Return the number of things that an undo names, as the answer `count`; empty where it is the last one."""
    said = _COUNTED.search(text)
    if said is not None:
        word = said["last"] or said["things"]
        return {"count": SlotValue(_NUMBERS[word.lower()], said[0], said.span())}
    both = _BOTH.search(text)
    return {"count": SlotValue(2, both[0], both.span())} if both is not None else {}
