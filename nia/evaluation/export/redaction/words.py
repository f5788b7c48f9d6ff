"""The words of a text and how they are compared: the same name in another case, spelling or script has one key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import yaml

from nia.matching.compare import fold
from nia.matching.spelling import plain_spelling
from nia.understanding.training.frames import read_frames
from nia.understanding.words import LEXICON_FOLDER

_MARKS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+")
_BESIDE = re.compile(r"[\s.&'’_-]{0,3}")
_OFTEN = 3
_DEVANAGARI = re.compile("[\u0900-\u097f]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, with its offsets there."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_devanagari(self) -> bool:
        """Tell whether it is written in Devanagari."""
        return _DEVANAGARI.search(self.text) is not None


@lru_cache(maxsize=50_000)
def key_of(word: str) -> str:
    """Return what all spellings of a word share, in Latin letters."""
    return plain_spelling(fold(word).replace(" ", ""))


def words_of(text: str) -> list[Word]:
    """Return the words of `text`; numbers and signs are none."""
    return [Word(found[0], key_of(found[0]), *found.span()) for found in _WORD.finditer(text)]


def beside(text: str, one: Word, other: Word) -> bool:
    """Tell whether `other` follows `one` as the next word of a name does."""
    return _BESIDE.fullmatch(text, one.end, other.start) is not None


def is_said_anyway(word: Word) -> bool:
    """Tell whether users say this word whatever it is about, so that by itself it names nobody."""
    return fold(word.text) in vocabulary()


def is_city(word: Word) -> bool:
    """Tell whether a word is a city's name, or part of one: cities are kept."""
    return fold(word.text) in _cities()


@cache
def vocabulary() -> frozenset[str]:
    """Return the words, folded, that NIA's users say whomever they speak of."""
    return frozenset(_in_lexicon()) | (frozenset(_in_frames()) - _names())


@cache
def known_names() -> frozenset[str]:
    """Return the keys of the names of persons that NIA knows as such, without those that are also other words."""
    return frozenset(key_of(name) for name in _names() - vocabulary())


@cache
def familiar() -> frozenset[str]:
    """Return the names that NIA knows in the very script they are written in, in lower case."""
    return frozenset(_phrases((LEXICON_FOLDER / "entities" / "names.yaml").read_text(encoding="utf-8")))


@cache
def _cities() -> frozenset[str]:
    phrases = _phrases((LEXICON_FOLDER / "entities" / "cities.yaml").read_text(encoding="utf-8"))
    return frozenset(fold(word.text) for phrase in phrases for word in words_of(phrase))


@cache
def _names() -> frozenset[str]:
    phrases = _phrases((LEXICON_FOLDER / "entities" / "names.yaml").read_text(encoding="utf-8"))
    return frozenset(fold(word.text) for phrase in phrases for word in words_of(phrase))


def _in_lexicon() -> Iterator[str]:
    for file in (*sorted(LEXICON_FOLDER.glob("*.yaml")), *sorted((LEXICON_FOLDER / "entities").glob("*.yaml"))):
        if file.name != "names.yaml":
            for phrase in _phrases(file.read_text(encoding="utf-8")):
                yield from (fold(word.text) for word in words_of(phrase))


def _in_frames() -> Iterator[str]:
    """Yield the words around the slots of the training sentences; a rare one may be part of a name."""
    seen = Counter[str]()
    for frame in read_frames():
        text = list(frame.text)
        for mark in frame.marks:
            text[mark.start : mark.end] = " " * (mark.end - mark.start)
        seen.update({fold(word.text) for word in words_of("".join(text))})
    yield from (word for word, times in seen.items() if times >= _OFTEN)


def _phrases(text: str) -> Iterator[str]:
    """Yield every text in a file of the lexicon, the values that phrases stand for among them."""
    todo: list[object] = [yaml.load(text, Loader=yaml.BaseLoader)]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            todo += one
        elif isinstance(one, str):
            yield one
