"""Words that count only in a reply to a card, a question or a list, by language. The readers of replies ask."""

from __future__ import annotations

from functools import cache

from nia.understanding.lexicon_files import parsed
from nia.understanding.tokens import fold
from nia.understanding.words import LEXICON_FOLDER


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """Return the words of all languages under `name` in `lexicon/replies/<file>.yaml`, folded."""
    return frozenset(fold(word) for word in patterns(file, name))


@cache
def patterns(file: str, name: str) -> tuple[str, ...]:
    """Return what stands under `name` in that file as it is written there: pieces of regular expressions."""
    by_language = parsed(LEXICON_FOLDER / "replies" / f"{file}.yaml")[name]
    return tuple(word for words in by_language.values() for word in words)
