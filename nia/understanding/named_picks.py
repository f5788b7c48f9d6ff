"""Which line of a list is meant by what it is called, or not called: "not Asha, the other one". `picks` asks.

A line is told from the others by any word of its name or its details, in whatever script it is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nia.matching.compare import BEGUN, fold, word_score
from nia.understanding.amounts import FoundAmount
from nia.understanding.port import Offer
from nia.understanding.reading import Reading
from nia.understanding.tokens import tokenize
from nia.understanding.units import Unit
from nia.understanding.word_lists import listed

_MOST_STRANGE = 1
_TELLING = ("command", "question", "given", "surname")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the reply, the lines that it fits, and those that it is a word of as it stands."""

    said: str
    unit: Unit
    fits: frozenset[int]
    exact: frozenset[int]


def named_line(reading: Reading, offered: Sequence[Offer]) -> int | None:
    """Return the one line that the words tell from the others, None where they tell none, several or more."""
    words = _words_of(reading, offered)
    telling = [word for word in words if 0 < len(word.fits) < max(2, len(offered))]
    denied = {word.said for word in telling if _is_denied(word, words)}
    strange = [word for word in words if not word.fits and word.said not in _silent()]
    if not telling or len(strange) > _MOST_STRANGE or any(_asks(word.unit) for word in strange):
        return None
    excluded = frozenset(at for word in telling if word.said in denied for at in word.fits)
    meant = [word for word in telling if word.said not in denied]
    left = frozenset(range(len(offered))) - excluded
    for word in meant:
        left &= word.fits
    if len(left) > 1 and meant:
        best = max(sum(at in word.exact for word in meant) for at in left)
        left = frozenset(at for at in left if sum(at in word.exact for word in meant) == best)
    return next(iter(left)) if len(left) == 1 else None


def _words_of(reading: Reading, offered: Sequence[Offer]) -> list[_Word]:
    known = [fold(f"{offer.name} {offer.details}").split() for offer in offered]
    amounts = [_amounts(offer.details) for offer in offered]
    words: list[_Word] = []
    for unit in reading.units:
        if isinstance(unit.found, FoundAmount):
            fits = frozenset(at for at, there in enumerate(amounts) if int(unit.found.amount) in there)
            words.append(_Word(unit.folded, unit, fits, fits))
            continue
        for token in tokenize(unit.text):
            said = token.folded.removesuffix("'s")
            if said[:1].isalnum():
                words.append(_fitting(said, unit, known))
    return words


def _fitting(said: str, unit: Unit, known: Sequence[Sequence[str]]) -> _Word:
    """Return the word with the lines of which a word is like it; a word for a status also fits the status."""
    if said in _silent():
        return _Word(said, unit, frozenset(), frozenset())
    forms = {fold(said), *(fold(str(sense)) for key, sense in unit.senses.items() if key in ("status", "lead_status"))}
    exact = frozenset(at for at, words in enumerate(known) if forms & set(words))
    like = frozenset(
        at for at, words in enumerate(known) if any(word_score(form, word) >= BEGUN for form in forms for word in words)
    )
    return _Word(said, unit, exact or like, exact)


def _amounts(details: str) -> set[int]:
    return {int(said.replace(",", "")) for said in re.findall(r"\d[\d,]*", details)}


def _is_denied(word: _Word, words: Sequence[_Word]) -> bool:
    """Tell whether a "not" stands before the word or a "nahi" behind it, in its clause."""
    at = words.index(word)
    before = next((one for one in reversed(words[:at]) if one.said not in listed("places", "around")), None)
    behind = next((one for one in words[at + 1 :] if one.said not in listed("places", "around")), None)
    twice = sum(one.said in listed("places", "denies_twice") for one in words) > 1
    denies = listed("places", "denies_before") | (listed("places", "denies_twice") if twice else frozenset())
    begins = any(one.said in denies for one in _between(words, before, at)) or (before and before.said in denies)
    ends = behind is not None and behind.said in listed("places", "denies_behind")
    return bool(begins) or ends


def _between(words: Sequence[_Word], before: _Word | None, at: int) -> Sequence[_Word]:
    """Return the words around the line's name before it, behind the last word that means something."""
    return words[(words.index(before) + 1 if before is not None else 0) : at]


def _silent() -> frozenset[str]:
    return (
        listed("places", "around")
        | listed("places", "titles")
        | listed("places", "denies_before")
        | listed("places", "denies_twice")
        | listed("places", "denies_behind")
    )


def _asks(unit: Unit) -> bool:
    return unit.found is not None or any(sense in unit.senses for sense in _TELLING)
