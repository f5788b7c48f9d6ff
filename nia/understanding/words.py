"""The engine's lexicon: which senses a word or phrase has. Times, amounts and contacts are read from `Word`s."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from nia.understanding.lexicon_files import parsed
from nia.understanding.tokens import Token, fold, folded_tokens, tokenize

Sense: TypeAlias = "int | Decimal | str"
Senses: TypeAlias = "Mapping[str, Sense]"

LEXICON_FOLDER = Path(__file__).parent / "lexicon"
_NO_SENSES: Senses = {}
_LONGEST_NUMBER = 18
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, phrase, number or sign, with its senses by category ("unit" → "hour").

    `number` is the value of a run of at most 18 digits, else None. `glued`: nothing stands between it and the
    word before ("5pm"). `start` and `end` are offsets in the original text; `tokens` are its token indices.
    """

    folded: str
    senses: Senses
    start: int
    end: int
    number: int | None
    glued: bool
    tokens: tuple[int, int]

    @property
    def digits(self) -> int:
        """Return how many digits it is written with, 0 for what is not a number in digits."""
        if self.number is not None:
            return len(self.folded)
        return len(self.folded) if len(self.folded) > _LONGEST_NUMBER and self.folded.isdecimal() else 0


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases: what ends here, and what may follow."""

    senses: dict[str, Sense]
    following: dict[str, _Node]


class Lexicon:
    """Words and phrases of all languages with their senses, in one tree of tokens.

    One tree for all three languages, since people mix them in one sentence.
    """

    def __init__(self, entries: Iterable[tuple[str, str, Sense]]) -> None:
        """Take (phrase, category, value) triples."""
        self._root = _Node({}, {})
        self._last: tuple[Sequence[Token], tuple[Word, ...]] | None = None
        for phrase, category, value in entries:
            self._add(phrase, category, value)

    @classmethod
    def from_files(cls, files: Iterable[Path]) -> Lexicon:
        """Read YAML files of `category: {value: [phrase, …]}`; raise ConfigError where one has another form."""
        return cls(entry for file in files for entry in _entries(file))

    @classmethod
    def shipped(cls) -> Lexicon:
        """Read the lexicon that comes with NIA."""
        return cls.from_files(sorted(LEXICON_FOLDER.glob("*.yaml")))

    def read(self, text: str | Sequence[Token]) -> tuple[Word, ...]:
        """Cut `text` into words, the longest known phrase first, in linear time."""
        tokens = tokenize(text) if isinstance(text, str) else text
        last = self._last  # once: another thread may replace it meanwhile
        if last is not None and last[0] is tokens:  # a turn reads its own text in more than one light
            return last[1]
        words = self._read(tokens)
        self._last = (tokens, words) if isinstance(tokens, tuple) else None
        return words

    def _read(self, tokens: Sequence[Token]) -> tuple[Word, ...]:
        words: list[Word] = []
        at = 0
        while at < len(tokens):
            end, senses = self._longest(tokens, at)
            words.append(_word(tokens, at, end, senses))
            at = end
        return tuple(words)

    def senses_of(self, folded: str) -> Senses:
        """Return the senses of one folded token by itself, whatever phrases it is in."""
        node = self._root.following.get(folded)
        return _NO_SENSES if node is None else node.senses

    def _add(self, phrase: str, category: str, value: Sense) -> None:
        node = self._root
        for folded in folded_tokens(fold(phrase)):
            following = node.following.get(folded)
            if following is None:
                following = node.following[folded] = _Node({}, {})
            node = following
        node.senses[category] = value

    def _longest(self, tokens: Sequence[Token], at: int) -> tuple[int, Senses]:
        node = self._root.following.get(tokens[at].folded)
        best: tuple[int, Senses] = (at + 1, _NO_SENSES)
        position = at
        while node is not None:
            position += 1
            if node.senses:
                best = (position, node.senses)
            if position == len(tokens):
                break
            node = node.following.get(tokens[position].folded)
        return best


def _word(tokens: Sequence[Token], at: int, end: int, senses: Senses) -> Word:
    first = tokens[at]
    glued = at > 0 and tokens[at - 1].end == first.start
    folded = first.folded if end == at + 1 else " ".join(token.folded for token in tokens[at:end])
    number = int(folded) if len(folded) <= _LONGEST_NUMBER and folded.isdecimal() else None
    return Word(folded, senses, first.start, tokens[end - 1].end, number, glued, (at, end))


def _entries(file: Path) -> Iterable[tuple[str, str, Sense]]:
    for category, values in parsed(file).items():
        for value, phrases in values.items():
            sense = _sense(value)
            for phrase in phrases:
                yield phrase, category, sense


def _sense(value: str) -> Sense:
    if not _NUMBER.fullmatch(value):
        return value
    return Decimal(value) if "." in value else int(value)
