"""Replaces names of persons and companies, word by word, in every script and inflection. `redactor` asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from nia.evaluation.export.redaction.keyed import Key
from nia.evaluation.export.redaction.words import Word, beside, familiar, is_city, is_said_anyway, key_of, words_of
from nia.matching.compare import TYPED, fold, word_score

_FILE = Path(__file__).with_name("names.yaml")
_SUFFIXES = ("ji", "bhai", "ben", "saab", "sahab", "s")
_SHORTEST = 3
_SHORTEST_MISTYPED = 5
Written = tuple[str, str]
"""A name in Latin letters and in Devanagari."""


@dataclass(frozen=True, slots=True)
class Pools:
    """What names are replaced with."""

    given: tuple[Written, ...]
    surname: tuple[Written, ...]
    company: tuple[Written, ...]
    trade: tuple[Written, ...]
    kept: frozenset[str]
    ordinary: frozenset[str]


@cache
def pools() -> Pools:
    """Read the names that come with NIA."""
    read = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    lists = {kind: tuple((one[0], one[1]) for one in read[kind]) for kind in ("given", "surname", "company", "trade")}
    said = frozenset(str(word) for word in read["ordinary"].split())
    return Pools(**lists, kept=frozenset(fold(str(one)) for one in read["kept"]), ordinary=said)


def is_ordinary(word: Word) -> bool:
    """Tell whether a word by itself names nobody."""
    return is_said_anyway(word) or fold(word.text) in pools().ordinary or fold(word.text) in pools().kept


@dataclass(frozen=True, slots=True)
class Names:
    """The replacement of each word of a name, by its key, and the names of several words.

    `phrases`: whole names as keys, the longest first. `ordinary`: words of names that are also said otherwise
    ("Mark"): they are replaced in the whole name, and by themselves where a capital shows that they are meant.
    """

    by_key: Mapping[str, Written]
    phrases: Sequence[tuple[str, ...]] = ()
    ordinary: frozenset[str] = frozenset()
    _joined: dict[str, str] = field(default_factory=dict)

    @classmethod
    def choose(
        cls, people: Iterable[str], companies: Iterable[str], others: Iterable[str], key: Key, avoid: Collection[str]
    ) -> Names:
        """Choose for each word of a name another of its kind. `avoid`: keys of words that are names in the data."""
        named = (("person", sorted(people)), ("company", sorted(companies)), ("other", sorted(others)))
        own = frozenset(word.key for _, given in named for name in given for word in words_of(name))
        made = _Choice(key, own, frozenset(avoid))
        phrases: set[tuple[str, ...]] = set()
        ordinary: set[str] = set()
        for kind, given in named:
            for name in given:
                words = [word for word in words_of(name) if fold(word.text) not in pools().kept]
                for at, word in enumerate(words):
                    made.add(word, kind, at, len(words))
                ordinary |= {word.key for word in words if is_ordinary(word) or len(word.key) < _SHORTEST}
                phrases.add(tuple(word.key for word in words_of(name)))
        longest = sorted((one for one in phrases if one), key=lambda one: (-len(one), one))
        return cls(made.chosen, longest, frozenset(ordinary), _joins(longest, made.chosen))

    def joined(self, key: str) -> str | None:
        """Return what takes the place of a word, or of a whole name that was written as one."""
        new = self.by_key.get(key)
        return new[0] if new is not None else self._joined.get(key)

    def spans(self, text: str, *, is_name: bool = False) -> Iterator[tuple[int, int, str]]:
        """Yield where a word of a name stands in `text`, and what is to stand there. `is_name`: it is one."""
        words, at = words_of(text), 0
        while at < len(words):
            length = next((len(one) for one in self.phrases if _stands(text, words, at, one)), 0)
            if length:
                yield from (found for word in words[at : at + length] if (found := self._in_phrase(word)))
                at += length
                continue
            yield from self._alone(text, words, at, is_name=is_name)
            at += 1

    def _in_phrase(self, word: Word) -> tuple[int, int, str] | None:
        new = self.by_key.get(word.key)
        return None if new is None else (word.start, word.end, _written(new, word))

    def _alone(self, text: str, words: Sequence[Word], at: int, *, is_name: bool) -> Iterator[tuple[int, int, str]]:
        word = words[at]
        if word.key in self.ordinary:
            if is_name or (len(word.text) > 1 and not is_city(word) and _is_meant(text, words, at)):
                yield word.start, word.end, _written(self.by_key[word.key], word)
            return
        stem, suffix = self._stem(word)
        if stem is not None:
            yield word.start, word.end, _written(stem, word) + suffix
            return
        new = self._joined.get(word.key) or self._mistyped(word)
        if new is not None:
            yield word.start, word.end, _cased(new, word.text)
            return
        later = words[at + 1] if at + 1 < len(words) and beside(text, word, words[at + 1]) else None
        if later is not None and word.key + later.key in self.by_key:
            yield word.start, later.end, _written(self.by_key[word.key + later.key], word)

    def _stem(self, word: Word) -> tuple[Written | None, str]:
        """Return the replacement of a word that may carry a suffix ("Rahulji", "Vermas"), and the suffix."""
        if word.key in self.by_key:
            return self.by_key[word.key], ""
        for suffix in _SUFFIXES:
            for ending in (suffix, "जी" if suffix == "ji" else suffix):
                stem = key_of(word.text[: -len(ending)]) if word.text.casefold().endswith(ending) else ""
                if len(stem) >= _SHORTEST and stem in self.by_key and stem not in self.ordinary:
                    return self.by_key[stem], word.text[-len(ending) :]
        return None, ""

    def _mistyped(self, word: Word) -> str | None:
        if len(word.key) < _SHORTEST_MISTYPED or is_ordinary(word):
            return None
        for key in sorted(self.by_key):
            if len(key) >= _SHORTEST_MISTYPED and key not in self.ordinary and word_score(word.key, key) >= TYPED:
                return self.by_key[key][word.is_devanagari]
        return None


class _Choice:
    """Chooses the words, one after the other."""

    def __init__(self, key: Key, own: frozenset[str], avoid: frozenset[str]) -> None:
        self.chosen: dict[str, Written] = {}
        self._key, self._own, self._avoid = key, own, avoid
        self._taken: set[Written] = set()

    def add(self, word: Word, kind: str, at: int, length: int) -> None:
        """Choose for a word that is the `at`-th of `length` in a name of this kind, unless it has one."""
        if word.key in self.chosen or not word.key:
            return
        if len(word.text) == 1:  # an initial
            letter = "ABCDEFGHIJKLMNOPRSTV"[self._key.number(f"initial {word.key}", 0, 19)]
            self.chosen[word.key] = (letter, letter)
            return
        pool = pools().given if kind != "company" and at == 0 else pools().surname
        if kind == "company":
            pool = pools().trade if length > 1 and is_ordinary(word) else pools().company
        if word.text.casefold() in familiar():  # what is known as a name is read otherwise than what is not
            pool = tuple(one for one in pool if one[word.is_devanagari].casefold() in familiar()) or pool
        self.chosen[word.key] = self._pick(f"{kind} {word.key}", pool)

    def _pick(self, what: str, pool: Sequence[Written]) -> Written:
        """Return a free one that no name of the data has, else none of this suite; else two of them as one word."""
        own = {one for one in pool if key_of(one[0]) in self._own} | self._taken
        found = self._key.pick(what, pool, own | {one for one in pool if key_of(one[0]) in self._avoid})
        found = found or self._key.pick(what, pool, own)
        number = 0
        while found is None:
            number += 1
            one, other = self._key.pick(f"{what} {number}", pool), self._key.pick(f"{what} {number} more", pool)
            assert one is not None
            assert other is not None
            double = (one[0] + other[0].lower(), one[1] + other[1])
            found = double if key_of(double[0]) not in self._own and double not in self._taken else None
        self._taken.add(found)
        return found


def _joins(phrases: Iterable[tuple[str, ...]], by_key: Mapping[str, Written]) -> dict[str, str]:
    """Return what names of several words become where they are written as one ("techcorp" for Tech Corp)."""
    several = (one for one in phrases if len(one) > 1)
    return {"".join(one): "".join(by_key[key][0] if key in by_key else key for key in one) for one in several}


def _stands(text: str, words: Sequence[Word], at: int, phrase: tuple[str, ...]) -> bool:
    part = words[at : at + len(phrase)]
    if len(phrase) < 2 or len(part) < len(phrase):
        return False
    apart = any(not beside(text, one, other) for one, other in pairwise(part))
    return not apart and all(word.key == key for word, key in zip(part, phrase, strict=True))


def _is_meant(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether an ordinary word is a name here: a capital within a sentence, or a possessive."""
    word = words[at]
    if text[word.end : word.end + 2] in ("'s", "’s"):
        return True
    begins = at == 0 or any(char in ".!?\n:;।" for char in text[words[at - 1].end : word.start])
    return word.text[0].isupper() and not word.text.isupper() and not begins


def _written(new: Written, word: Word) -> str:
    return new[1] if word.is_devanagari else _cased(new[0], word.text)


def _cased(new: str, old: str) -> str:
    if len(old) > 1 and old.isupper():
        return new.upper()
    return new.lower() if old.islower() else new
