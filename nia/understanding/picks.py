"""Which line of a numbered list was chosen: "the second one", "2", "Rahul from Techcorp". The act reader calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nia.understanding.port import Offer
from nia.understanding.reading import Reading, stripped
from nia.understanding.time_values import FoundTime
from nia.understanding.tokens import tokenize

_ORDINALS = {
    "first": 0,
    "1st": 0,
    "one": 0,
    "pehla": 0,
    "pehle": 0,
    "pehli": 0,
    "पहला": 0,
    "पहली": 0,
    "पहले": 0,
    "ek": 0,
    "एक": 0,
    "second": 1,
    "2nd": 1,
    "two": 1,
    "doosra": 1,
    "dusra": 1,
    "doosri": 1,
    "dusri": 1,
    "doosre": 1,
    "दूसरा": 1,
    "दूसरी": 1,
    "do": 1,
    "दो": 1,
    "third": 2,
    "3rd": 2,
    "three": 2,
    "teesra": 2,
    "tisra": 2,
    "teesri": 2,
    "तीसरा": 2,
    "तीसरी": 2,
    "teen": 2,
    "तीन": 2,
    "fourth": 3,
    "4th": 3,
    "four": 3,
    "chautha": 3,
    "चौथा": 3,
    "chaar": 3,
    "fifth": 4,
    "5th": 4,
    "five": 4,
    "paanchva": 4,
    "पांचवा": 4,
    "sixth": 5,
    "6th": 5,
    "six": 5,
    "seventh": 6,
    "7th": 6,
    "seven": 6,
    "eighth": 7,
    "8th": 7,
    "eight": 7,
    "ninth": 8,
    "9th": 8,
    "nine": 8,
    "tenth": 9,
    "10th": 9,
    "ten": 9,
}
_LAST = frozenset({"last", "aakhri", "akhri", "आखिरी", "latter", "bottom", "final"})
_FORMER = frozenset({"former", "top", "upper", "earlier", "earliest", "soonest"})
_AROUND = frozenset(
    "free better best suits then slots "
    "the one ones number no option pick choose take select go with for i want mean meant it is it's that's that "
    "this i'd prefer lead person guy please yes ok okay slot time works fine would be good wala wali wale waala "
    "waali vala let's lets do वाला वाली वाले use entry item line at on book give me in row from of and s not ha "
    "haan ji let kindly only me that ok slots show open view see kholo dikhao dikha chalega sahi rahega".split()
)
_PLACED = frozenset({"slot", "option", "choice", "one", "time", "wala", "wali", "wale"})
_COUNTS = frozenset({"one", "do", "दो", "ek", "एक", "two"})
_NUMBERED = frozenset({"option", "number", "slot", "choice", "no"})
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_DIGITS = re.compile(r"\d{1,2}")


def pick(reading: Reading, offered: Sequence[Offer], *, choosing: bool) -> int | None:
    """Return the index of the chosen offer, or None. Unless `choosing`, only words that can be nothing else count."""
    first, last = stripped(reading.units)
    words = _words(reading.text[reading.units[first].start : reading.units[last - 1].end]) if first < last else []
    if not words or not offered or len(words) > 14:
        return None
    by_place = _by_place(words, len(offered))
    if by_place is None and choosing:
        by_place = _named_place(words, len(offered))
    if by_place is not None or not choosing:
        return by_place
    by_time = _by_time(reading, offered)
    return by_time if by_time is not None else _by_name(words, offered)


def _words(text: str) -> list[str]:
    """Return the words, folded, with "2nd" as one."""
    words: list[str] = []
    for token in tokenize(text):
        word = token.folded.removesuffix("'s")
        if word in _ENDINGS and words and words[-1].isdecimal():
            words[-1] += word
        elif word[:1].isalnum() and word:
            words.append(word)
    return words


def _by_place(words: Sequence[str], count: int) -> int | None:
    rest = [word for word in words if word not in _AROUND or (word in ("do", "one") and len(words) == 1)]
    if words == ["one"] or words == ["1"]:
        return 0
    if len(rest) != 1:
        return None
    return _place(rest[0], count)


def _named_place(words: Sequence[str], count: int) -> int | None:
    """Return the place that "option 2" or "the 2nd slot" names, whatever else is said."""
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        ordinal = word in _ORDINALS and word not in _COUNTS and after in _PLACED
        if ordinal or (before in _NUMBERED and _DIGITS.fullmatch(word)):
            return _place(word, count)
    return None


def _place(word: str, count: int) -> int | None:
    place = count - 1 if word in _LAST else 0 if word in _FORMER else _ORDINALS.get(word)
    if word == "latter":
        place = 1
    if place is None and _DIGITS.fullmatch(word):
        place = int(word) - 1
    if place is None and word.endswith(tuple(_ENDINGS)) and _DIGITS.fullmatch(word[:-2]):
        place = int(word[:-2]) - 1
    return place if place is not None and 0 <= place < count else None


def _by_time(reading: Reading, offered: Sequence[Offer]) -> int | None:
    for unit in reading.units:
        if isinstance(unit.found, FoundTime) and unit.found.start is not None:
            starts = (unit.found.start, *unit.found.alternatives)
            for at, offer in enumerate(offered):
                if offer.kind != "time":
                    continue
                whole = any(_same_instant(start, offer.id) for start in starts)
                clock = not unit.found.has_day and any(
                    start[11:16] == offer.id[11:16] for start in starts if len(start) > 15
                )
                if whole or clock:
                    return at
    return None


def _same_instant(one: str, other: str) -> bool:
    return one[:16] == other[:16]


def _by_name(words: Sequence[str], offered: Sequence[Offer]) -> int | None:
    """Return the one offer that shares the most words, of its name first, then of its details."""
    said = {word for word in words if word not in _AROUND}
    scores: list[tuple[int, int]] = []
    for at, offer in enumerate(offered):
        name = set(re.findall(r"\w+", offer.name.lower()))
        details = set(re.findall(r"\w+", offer.details.lower()))
        score = 2 * len(said & name) + 2 * len((said - name) & details)
        if score and said <= name | details:
            scores.append((score, at))
    if not scores:
        return None
    best = max(score for score, _ in scores)
    places = [at for score, at in scores if score == best]
    return places[0] if len(places) == 1 else None
