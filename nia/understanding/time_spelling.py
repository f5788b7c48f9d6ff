"""Spelling noise in words for times ("tuseday", "shukrvaar", "शुक्रबार"): what an unknown word most likely is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from nia.understanding.lexicon_files import parsed
from nia.understanding.numbers import begins_number
from nia.understanding.tokens import fold, folded_tokens
from nia.understanding.words import LEXICON_FOLDER, Lexicon, Senses, Word

_KINDS = ("weekday", "month", "day_offset", "either_day", "unit", "part", "tonight", "oclock", "meridiem", "holiday")
# Spellings of romanised Hindi and of Devanagari that sound alike.
_SOUNDS = (("aa", "a"), ("ee", "i"), ("oo", "u"), ("ph", "f"), ("w", "v"), ("ey", "e"), ("z", "j"))
_LETTERS = str.maketrans(
    {
        "ब": "व",
        "ी": "ि",
        "ू": "ु",
        "ै": "े",
        "ौ": "ो",
        "ृ": "र",
        "ई": "इ",
        "ऊ": "उ",
        "फ": "प",
        "ण": "न",
        "ं": None,
        "ः": None,
        "्": None,
    }
)
# A nasal is written as a letter, or as a dot that goes.
_NASALS = (("ण्ट", "ट"), ("न्ट", "ट"), ("न्त", "त"), ("ण्ड", "ड"), ("न्ड", "ड"))
_MEALS = ("breakfast", "lunch", "dinner", "tea")  # "launch" is no lunch, "super" no supper
_ENGLISH = "times.en.yaml"
_SHORTEST_SOUND = 5
_SHORTEST_SLIP = 6
_SHORTEST_SWAP = 8
_LONGEST = 16


@dataclass(frozen=True)
class _Known:
    """The words for times by how they are written, how they sound, and without one letter."""

    senses: dict[str, Senses]
    sounds: dict[str, Senses]
    slips: dict[str, str]
    slipping: set[str]


class Spelling:
    """Knows the words for times of one lexicon by their sound, and finds slips of one letter."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._cached = lru_cache(maxsize=4096)(self._meant)

    def corrected(self, words: Sequence[Word]) -> Sequence[Word]:
        """Return the words, with the senses of what was meant where one is unknown, and "ke baad" for "k baad"."""
        if any(word.folded == "k" for word in words):
            words = self._with_ke(words)
        unknown = [at for at, word in enumerate(words) if not word.senses and len(word.folded) > 3]
        meant = {at: senses for at in unknown if (senses := self._cached(words[at].folded)) is not None}
        if not meant:
            return words
        return [replace(word, senses=meant[at]) if at in meant else word for at, word in enumerate(words)]

    def _with_ke(self, words: Sequence[Word]) -> Sequence[Word]:
        read: list[Word] = []
        at = 0
        while at < len(words):
            word, at = self._ke(words, at)
            read.append(word)
        return read

    def _ke(self, words: Sequence[Word], at: int) -> tuple[Word, int]:
        """Read the "k" of "2 din k andar", "kal k 5 baje" as "ke"; in "50k" and "50 k" it is a thousand."""
        if words[at].folded != "k" or words[at].glued or begins_number(words, at - 1):
            return words[at], at + 1
        for end in range(min(at + 3, len(words)), at + 1, -1):
            phrase = self._lexicon.read(" ".join(("ke", *(word.folded for word in words[at + 1 : end]))))
            if len(phrase) == 1:
                span = (words[at].tokens[0], words[end - 1].tokens[1])
                return replace(phrase[0], start=words[at].start, end=words[end - 1].end, tokens=span), end
        return replace(words[at], folded="ke", senses=self._lexicon.senses_of("ke")), at + 1

    def _meant(self, folded: str) -> Senses | None:
        """Return the senses of the known word that sounds like this one, or from which one letter slipped."""
        if not folded.isalpha() and not _is_devanagari(folded):
            return None
        if len(folded) > _LONGEST:
            return None
        known = self._known
        if len(folded) >= _SHORTEST_SOUND and (found := known.sounds.get(sound(folded))) is not None:
            return found
        if len(folded) < _SHORTEST_SLIP or not folded.isascii():
            return None
        without = _without_one(folded)
        near = {known.slips[short] for short in (folded, *without) if short in known.slips}
        near |= {short for short in without if short in known.slipping}
        fitting = [known.senses[other] for other in near if _is_slip(folded, other)]
        return fitting[0] if fitting and all(_of_times(one) == _of_times(fitting[0]) for one in fitting) else None

    @cached_property
    def _known(self) -> _Known:
        """Read the words on the first one that is unknown: most utterances have one, an import has none."""
        senses: dict[str, Senses] = {}
        slipping: set[str] = set()  # English, and what is long: few names are a letter from "shukravar"
        for file in sorted(LEXICON_FOLDER.glob("times.*.yaml")):
            loaded = parsed(file)
            found = ((value, said) for kind in _KINDS for value, said in loaded.get(kind, {}).items())
            phrases = (phrase for value, said in found if value not in _MEALS for phrase in said)
            single = [one[0] for phrase in phrases if len(one := folded_tokens(fold(phrase))) == 1]
            senses |= {folded: self._lexicon.senses_of(folded) for folded in single}
            long = {word for word in single if word.isascii() and len(word) >= _SHORTEST_SWAP}
            slipping |= set(single) if file.name == _ENGLISH else long
        return _Known(
            senses,
            {sound(known): senses[known] for known in senses if len(known) > 2},
            {short: known for known in slipping if len(known) >= _SHORTEST_SLIP for short in _without_one(known)},
            slipping,
        )


def sound(folded: str) -> str:
    """Return a word as it sounds: vowels short, v for w, doubled letters once."""
    if not folded.isascii():
        for said, heard in _NASALS:
            folded = folded.replace(said, heard)
        return folded.translate(_LETTERS).replace("वार", "वर")
    for said, heard in _SOUNDS:
        folded = folded.replace(said, heard)
    return "".join(char for at, char in enumerate(folded) if not at or folded[at - 1] != char)


def _of_times(senses: Senses) -> Senses:
    return {kind: senses[kind] for kind in _KINDS if kind in senses}


def _without_one(folded: str) -> set[str]:
    return {folded[:at] + folded[at + 1 :] for at in range(1, len(folded) - 1)}


def _is_slip(written: str, known: str) -> bool:
    """Tell whether one letter is missing, doubled, swapped with the next, or (in a long word) another vowel."""
    if written[0] != known[0] or written[-1] != known[-1] or abs(len(written) - len(known)) > 1:
        return False
    if len(written) != len(known):
        return True
    differs = [at for at, (one, other) in enumerate(zip(written, known, strict=True)) if one != other]
    if len(differs) == 1:
        return len(known) >= _SHORTEST_SWAP and {written[differs[0]], known[differs[0]]} <= set("aeiou")
    return len(differs) == 2 and sorted(written) == sorted(known) and differs[1] - differs[0] == 1


def _is_devanagari(folded: str) -> bool:
    return "\u0900" <= folded[0] <= "\u097f"
