"""Words that count only in a reply to a card, a question or a list, by language. The readers of replies ask."""

from __future__ import annotations

from functools import cache

import yaml

from nia.understanding.tokens import fold
from nia.understanding.words import LEXICON_FOLDER


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """Return the words of all languages under `name` in `lexicon/replies/<file>.yaml`, folded."""
    return frozenset(fold(word) for word in patterns(file, name))


@cache
def patterns(file: str, name: str) -> tuple[str, ...]:
    """Return what stands under `name` in that file as it is written there: pieces of regular expressions."""
    text = (LEXICON_FOLDER / "replies" / f"{file}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return tuple(word for words in loaded[name].values() for word in words)
