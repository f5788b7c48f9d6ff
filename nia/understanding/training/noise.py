"""Spells words as people do: typing slips, romanised Hindi in its many spellings, Devanagari with and without nukta.

The generator asks, for words that no mark holds.
"""

from __future__ import annotations

import random
import re

from nia.understanding.training.manners import Manners

_WORD = re.compile(r"[\u0900-\u097f]+|[^\W\d_]+")
_SHORTEST = 5  # letters of a word in which two may be swapped


class Noise:
    """Spells words in other ways. Deterministic in its random source."""

    def __init__(self, manners: Manners, source: random.Random) -> None:
        self._random = source
        self._letters = manners.letters
        self._others = {
            language: {word: [one for one in group if one != word] for group in groups for word in group}
            for language, groups in manners.spellings.items()
        }

    def word(self, word: str, language: str) -> str:
        """Return another spelling of a word, or the word itself."""
        others = self._others.get(language, {}).get(word.lower())
        if others and self._random.random() < 0.8:
            return self._random.choice(others)
        if not word.isascii():
            return self._respelt(word)
        return self._slipped(word) if len(word) >= _SHORTEST else word

    def text(self, text: str, language: str, share: float = 0.2) -> str:
        """Return a text in which some words are spelt otherwise."""
        return _WORD.sub(lambda word: self.word(word[0], language) if self._random.random() < share else word[0], text)

    def _respelt(self, word: str) -> str:
        fits = [(one, other) for one, other in self._letters if one in word]
        if not fits:
            return word
        one, other = self._random.choice(fits)
        return word.replace(one, other, 1)

    def _slipped(self, word: str) -> str:
        """Swap two letters, leave one out, or write one twice; the first letter stays."""
        at = self._random.randint(1, len(word) - 2)
        how = self._random.random()
        if how < 0.4:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if how < 0.75:
            return word[:at] + word[at + 1 :]
        return word[:at] + word[at] + word[at:]
