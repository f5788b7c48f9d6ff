"""How a name sounds, so that Vikram is Bikram, Shreya is Shriya and Mohd is Muhammad. `matching` asks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_SHORT_FORMS = {"md": "muhamad", "mohd": "muhamad", "mohmd": "muhamad", "kr": "kumar", "chaudhry": "chaudhari"}
# English and Indian ways to write one sound, in this order; what is left of "c" is "ch".
_WRITTEN = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"tch|chh", "ch"),
        (r"ck", "k"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"ght", "t"),
        (r"que$", "k"),
        (r"qu", "kv"),
        (r"q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"^hr", "r"),
        (r"(?:dn|gn|jn)y?(?=a)", "gi"),
        (r"in(?:h|gh|g)$", "ing"),
        (r"(?<=n)d(?:ra|er|ar|r)$", "dar"),
        (r"([aeiou])w(?=[^aeiouy]|$)", r"\1u"),
        (r"w", "v"),
        (r"^([^aeiou])a[vuo]$", r"\1au"),
        (r"avh", "auh"),
        (r"(?<=[aeiou])rh(?=[aeiou])", "d"),
        (r"([stdkgbjrlf])h", r"\1"),
        (r"ch", "c"),
        (r"z", "j"),
        (r"m(?=[bpfkgt])", "n"),
        (r"e(?=r[^aeiouy])", "a"),
        (r"(?<=.)y", "i"),
        (r"(.)\1+", r"\1"),
        (r"aia(?=[^aeiou])", "ai"),
        (r"oia", "oe"),
        (r"^(.{1,2}i)va$", r"\1v"),
        (r"e[iy]?a$", "ia"),
        (r"(?<=[^aeiou])e$", ""),
    )
]
_VOWELS = {"ea": "i", "ie": "i", "ei": "e", "ai": "e", "au": "o", "ou": "o", "eu": "u", "oa": "o", "iu": "u"}
_DOUBLED = (("aa", "a"), ("ee", "i"), ("oo", "u"))
_RUN = re.compile("[aeiou]+")
_NEAR = {"ae": 0.5, "ao": 0.5, "ei": 0.6, "ou": 0.5, "au": 0.8}
_NEAR_FIRST = {"ae": 0.85, "ao": 0.85, "ei": 0.6, "ou": 0.5}
_NEAR_END = {"ei": 0.5, "ou": 0.5}
_SILENT = {"a": 0.3, "e": 0.5, "i": 0.7, "u": 0.7, "o": 0.7}  # a vowel within a word that the other writes not at all
_DIFFERENT = {"patel", "patil"}
_OTHER, _LABIAL, _PART = 1.0, 0.5, 0.6
_COST_A_CONSONANT = 0.27


@dataclass(frozen=True, slots=True)
class Sound:
    """A word's consonants, "b" and "v" as one in `frame`, and the vowels before, between and behind them."""

    frame: str
    consonants: str
    vowels: tuple[str, ...]


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two folded words are ways to write one name: the same consonants, and vowels that are near."""
    if not (one.isalpha() and other.isalpha()):
        return False  # "98200" is not "9820"
    said, meant = _sound(one), _sound(other)
    if (
        said.frame != meant.frame
        or not said.frame
        or {one, other} == _DIFFERENT
        or bool(said.vowels[0]) != bool(meant.vowels[0])
    ):
        return False
    cost = 0.0 if said.consonants == meant.consonants else _LABIAL
    allowed = _COST_A_CONSONANT * len(said.frame) if len(said.frame) > 1 else 0.0
    for at, (a, b) in enumerate(zip(said.vowels, meant.vowels, strict=True)):
        if a != b:
            cost += _distance(a, b, _near(at, said))
        if cost > allowed:
            return False
    return True


def _near(at: int, sound: Sound) -> Mapping[str, float]:
    """Return which vowels are near each other at a place of a word."""
    if at == len(sound.vowels) - 1:
        return _NEAR_END
    return _NEAR_FIRST if at == 0 or (at == 1 and not sound.vowels[0]) else _NEAR


@lru_cache(maxsize=50_000)
def _sound(word: str) -> Sound:
    word = _SHORT_FORMS.get(word, word)
    for doubled, plain in _DOUBLED:
        word = word.replace(doubled, plain)
    for pattern, plain in _WRITTEN:
        word = pattern.sub(plain, word)
    consonants, vowels = _RUN.sub("", word), []
    for start, end in pairwise([-1, *(place for place, letter in enumerate(word) if letter not in "aeiou"), len(word)]):
        run = word[start + 1 : end]
        vowels.append(_VOWELS.get(run, run))
    return Sound(consonants.replace("v", "b"), consonants, tuple(vowels))


def _distance(one: str, other: str, near: Mapping[str, float]) -> float:
    """Return how far two vowels are apart, 0 to 1. A vowel at the end of a word is never left out."""
    if not one or not other:
        return _OTHER if near is _NEAR_END else _SILENT.get(one or other, _OTHER)
    if len(one) > 1 or len(other) > 1:
        return _PART if one[0] == other[0] or one[-1] == other[-1] else _OTHER
    return near.get("".join(sorted((one, other))), _OTHER)
