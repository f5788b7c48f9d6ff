"""Sentences of two or more wishes, written by hand: where one ends and the next begins. Training reads them.

They are annotated as the frames are, with `||` where another wish begins, behind the words that join it:
`mark [Menon](lead) [qualified](status) and || [Pillai](lead) [lost](status)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from nia.understanding.training.frames import Frame, parse

PAIRS_FILE = Path(__file__).parent / "pairs.yaml"
NO_INTENT = ""
_BEGINS = "||"


def read_pairs(file: Path = PAIRS_FILE) -> Iterator[Frame]:
    """Yield the sentences, their `||` within, in the order of the file; their intent is none."""
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for language, sentences in loaded.items():
        for sentence in sentences:
            text, marks = parse(sentence)
            yield Frame(NO_INTENT, language, text, marks)


def parted(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a sentence without its `||`, and where its further wishes begin (offsets in characters)."""
    first, *others = (part.strip() for part in text.split(_BEGINS))
    begins = []
    for other in others:
        first += " "
        begins.append(len(first))
        first += other
    return first, tuple(begins)
