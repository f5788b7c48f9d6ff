"""Which line of a numbered list was chosen: "the second one", "2", "Rahul from Techcorp". The act reader calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nia.understanding.named_picks import named_line
from nia.understanding.port import Offer
from nia.understanding.reading import Reading, stripped
from nia.understanding.time_values import FoundTime
from nia.understanding.tokens import tokenize
from nia.understanding.word_lists import listed

_DIGITS = re.compile(r"\d{1,2}")
_PLACES = 10


def pick(reading: Reading, offered: Sequence[Offer], *, choosing: bool) -> int | None:
    """Return the index of the chosen offer, or None. Unless `choosing`, only words that can be nothing else count."""
    first, last = stripped(reading.units)
    said = reading.text[reading.units[first].start : reading.units[last - 1].end] if first < last else ""
    words = _words(_affirmed(said))
    if not words or not offered or len(words) > 14:
        return None
    by_place = _by_place(words, len(offered))
    if by_place is None and choosing:
        by_place = _named_place(words, len(offered))
    if by_place is not None or not choosing:
        return by_place
    by_time = _by_time(reading, offered)
    return by_time if by_time is not None else named_line(reading, offered)


def _affirmed(text: str) -> str:
    """Return the clauses that say which one, without those that say which not: "not the glaze, the catalogue one"."""
    clauses = [clause for clause in text.split(",") if _words(clause)]
    kept = [clause for clause in clauses if not listed("named", "denies") & {_words(clause)[0], _words(clause)[-1]}]
    return ",".join(kept) if kept else text


def _words(text: str) -> list[str]:
    """Return the words, folded, with "2nd" as one."""
    words: list[str] = []
    for token in tokenize(text):
        word = token.folded.removesuffix("'s")
        if word in listed("places", "endings") and words and words[-1].isdecimal():
            words[-1] += word
        elif word[:1].isalnum() and word:
            words.append(word)
    return words


def _by_place(words: Sequence[str], count: int) -> int | None:
    around, counts = listed("places", "around"), listed("places", "counts")
    counted = _counted(words, count)
    if counted is not None:
        return counted
    rest = [word for word in words if word not in around or (word in counts and len(words) == 1)]
    if len(rest) == 2 and len(counts & set(rest)) == 1:  # the second word of "दूसरी दिखा दो" is no number
        rest = [word for word in rest if word not in counts]
    return _place(rest[0], count) if len(rest) == 1 else None


def _counted(words: Sequence[str], count: int) -> int | None:
    """Return the place that is counted from an end, or the middle: "second to last", "niche se dusra", "beech wala"."""
    around = listed("places", "around") - listed("places", "before") - listed("places", "between")
    rest = [word for word in words if word not in around or word in listed("places", "counts")]
    last, top = listed("places", "last"), listed("places", "former")
    ends = [word for word in rest if word in last]
    tops = [word for word in rest if word in top]
    ordinals = [_ordinals()[word] for word in rest if word in _ordinals() and word not in listed("places", "counts")]
    before = [word for word in rest if word in listed("places", "before")]
    strange = set(rest) - set(_ordinals()) - {*ends, *tops, *before}
    if [word for word in rest if word in listed("places", "between")]:
        alone = all(word in listed("places", "between") | listed("places", "counts") for word in rest)
        return count // 2 if alone and count % 2 else None
    if strange or len(ends) + len(tops) != 1:
        return None
    if tops:
        place = ordinals[0] if len(ordinals) == 1 else None
    elif before:
        place = count - 2  # "last but one", "आखिरी से पहले वाला"
    else:
        place = count - 1 - ordinals[0] if len(ordinals) == 1 else None
    return place if place is not None and 0 <= place < count else None


def _named_place(words: Sequence[str], count: int) -> int | None:
    """Return the place that "option 2", "नंबर दो" or "the 2nd slot" names, whatever else is said."""
    numbered, placed = listed("places", "numbered"), listed("places", "placed")
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        counts = word in listed("places", "counts") and after not in numbered  # "do number" is the second
        ordinal = word in _ordinals() and not counts and after in placed
        if ordinal or (before in numbered and (_DIGITS.fullmatch(word) or word in _ordinals())):
            return _place(word, count)
    return None


def _place(word: str, count: int) -> int | None:
    last, former = listed("places", "last"), listed("places", "former")
    place = count - 1 if word in last else 0 if word in former else _ordinals().get(word)
    if word in listed("places", "latter"):
        place = 1
    if place is None and _DIGITS.fullmatch(word):
        place = int(word) - 1
    if place is None and word.endswith(tuple(listed("places", "endings"))) and _DIGITS.fullmatch(word[:-2]):
        place = int(word[:-2]) - 1
    return place if place is not None and 0 <= place < count else None


@cache
def _ordinals() -> dict[str, int]:
    """Return the words for places with what they stand for, from 0."""
    return {word: place for place in range(_PLACES) for word in listed("places", f"place_{place}")}


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
