"""Tell the language and script of a turn by its words. The engine asks it on every turn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nia.understanding.port import Language
from nia.understanding.tokens import Token, tokenize
from nia.understanding.words import Lexicon

# With this share of Hindi words among those that tell, a sentence is Hinglish: English verbs are common in it.
_HINGLISH_SHARE = 0.34


class LanguageDetector:
    """Detects languages with one lexicon; it keeps no state between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def detect(self, text: str | Sequence[Token], previous: Language) -> tuple[Language, bool]:
        """Return the language of `text`, and whether its words tell it; where they do not, it is `previous`."""
        words = [token.folded for token in (tokenize(text) if isinstance(text, str) else text)]
        devanagari = sum(_is_devanagari(word) for word in words)
        latin = sum(word[:1].isascii() and word[:1].isalpha() for word in words)
        senses = [self._lexicon.senses_of(word) for word in words]
        hindi = sum("tells_hinglish" in told for told in senses)
        english = sum("tells_english" in told for told in senses)
        if devanagari > latin or (devanagari and devanagari > english + hindi):
            return Language.HINDI, True
        if not hindi and not english:
            return previous, False
        if hindi and (not english or hindi >= english or (hindi > 1 and hindi / (hindi + english) >= _HINGLISH_SHARE)):
            return Language.HINGLISH, True
        if english > 1 or previous is Language.ENGLISH:
            return Language.ENGLISH, True
        return previous, False


@cache
def _shipped_detector() -> LanguageDetector:
    return LanguageDetector(Lexicon.shipped())


def detect(text: str, previous: Language = Language.ENGLISH) -> tuple[Language, bool]:
    """Return the language of `text`, read with the lexicon that comes with NIA, and whether its words tell it."""
    return _shipped_detector().detect(text, previous)


def _is_devanagari(text: str) -> bool:
    return any("\u0900" <= char <= "\u0963" for char in text)
