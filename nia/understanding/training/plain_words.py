"""The words that sentences have beside names; any other may be a name. `nia train --ship` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from nia.understanding.roles import role_of
from nia.understanding.tokens import tokenize
from nia.understanding.training.frames import Frame
from nia.understanding.unheard import PLAIN_WORDS
from nia.understanding.words import LEXICON_FOLDER

_NAMES = frozenset({"who", "user", "company", "name", "city", "remove", "cc", "bcc"})


def write_plain_words(frames: Iterable[Frame], file: Path = PLAIN_WORDS) -> int:
    """Write the words of the frames, names left out, and of the lexicon, one a line; return how many there are."""
    words = sorted({word for frame in frames for word in _beside_names(frame)} | set(_of_lexicon()))
    file.write_text("\n".join(words) + "\n", encoding="utf-8")
    return len(words)


def _beside_names(frame: Frame) -> Iterator[str]:
    names = [
        (mark.start, mark.end) for mark in frame.marks if role_of(frame.intent, mark.slot.rpartition(".")[2]) in _NAMES
    ]
    for token in tokenize(frame.text):
        if token.folded[:1].isalpha() and not any(start <= token.start < end for start, end in names):
            yield token.folded


def _of_lexicon() -> Iterator[str]:
    for file in sorted(LEXICON_FOLDER.glob("*.yaml")):
        loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        phrases = (phrase for values in loaded.values() for listed in values.values() for phrase in listed)
        yield from (token.folded for phrase in phrases for token in tokenize(phrase) if token.folded[:1].isalpha())
