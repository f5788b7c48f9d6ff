"""What the network sees of a unit, and a sentence's words and concepts. Network, examples and training use it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from nia.understanding.units import Unit

WORDS = 1 << 14  # rows of the tables: hashed words, pieces of words, senses
PIECES = 1 << 14
SENSES = 1 << 9
_LONGEST_WORD = 24  # an endless word says nothing after this many letters
_MASKED = frozenset({"time", "money", "phone", "email"})
_MOST_PIECES = 48


class Ids(NamedTuple):
    """A unit as rows of the network's tables."""

    word: int
    pieces: tuple[int, ...]
    senses: tuple[int, ...]


def ids_of(units: Sequence[Unit]) -> tuple[Ids, ...]:
    """Return the ids of units: hashable, and all that the network knows of a sentence."""
    return tuple(
        _ids(unit.kind, unit.folded, unit.shape, tuple(sorted(unit.senses)), str(unit.senses.get("concept", "")))
        for unit in units
    )


@lru_cache(maxsize=20_000)
def _ids(kind: str, folded: str, shape: str, senses: tuple[str, ...], concept: str) -> Ids:
    word = folded[:_LONGEST_WORD]
    pieces: tuple[int, ...] = ()
    if kind in _MASKED:
        word = f"<{kind}>"
    elif folded.isdecimal():
        word = f"<{min(len(folded), 4)} digits>"
    else:
        pieces = tuple(crc32(piece.encode()) % PIECES for piece in _pieces(f"_{word}_"))
    named = [f"shape {shape}", f"kind {kind}", *senses, *([f"concept {concept}"] if concept else ())]
    return Ids(crc32(word.encode()) % WORDS, pieces, tuple(crc32(name.encode()) % SENSES for name in named))


def _pieces(word: str) -> list[str]:
    """Return the pieces of 2 to 4 characters of a word."""
    found = [word[at : at + size] for size in (2, 3, 4) for at in range(len(word) - size + 1)]
    return found[:_MOST_PIECES]


def masked_words(units: Sequence[Unit]) -> list[str]:
    """Return the words that tell an intent: entities and names as their kind, signs left out."""
    words: list[str] = []
    for unit in units:
        if unit.kind in _MASKED:
            word = f"<{unit.kind}>"
        elif unit.kind == "sign":
            continue
        elif "city" in unit.senses:
            word = "<city>"
        elif unit.folded.isdecimal():
            word = "<number>"
        elif ("given" in unit.senses or "surname" in unit.senses) and not unit.folded.endswith("'s"):
            word = "<name>"
        else:
            word = unit.folded[:_LONGEST_WORD]
        if word == "<name>" and words and words[-1] == "<name>":
            continue
        words.append(word)
    return words


def concepts(units: Sequence[Unit]) -> list[str]:
    """Return what the words are about, in their order, each run of one concept once."""
    found: list[str] = []
    for unit in units:
        concept = unit.senses.get("concept") if unit.kind == "word" else unit.kind
        if concept is not None and concept != "sign" and (not found or found[-1] != concept):
            found.append(str(concept))
    return found
