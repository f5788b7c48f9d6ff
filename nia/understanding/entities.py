"""Find what a grammar can read in an utterance: mails, phones, amounts, times. The engine and training call it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from nia.understanding.time_values import TimeFrame
from nia.understanding.times import TimeReader
from nia.understanding.tokens import Token
from nia.understanding.units import Entity
from nia.understanding.words import Lexicon

ENTITY_LEXICON = Path(__file__).parent / "lexicon" / "entities"


def entity_lexicon() -> Lexicon:
    """Read the words for cities, names, choices and cues."""
    return Lexicon.from_files(sorted(ENTITY_LEXICON.glob("*.yaml")))


class Finder:
    """Finds entities by the grammars for contacts, amounts and times."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._times = TimeReader(lexicon or Lexicon.shipped())

    def find(self, text: str, tokens: Sequence[Token], frame: TimeFrame, currency: str) -> tuple[Entity, ...]:
        """Return the entities of `text`, none overlapping, in its order."""
        mails = [Entity("email", m.start(), m.end()) for m in re.finditer(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)]
        phones = [Entity("phone", m.start(), m.end()) for m in re.finditer(r"(?:\+\d{1,3}[ -]?)?\d{5}[ -]?\d{5}\b", text)]
        money = [Entity("money", m.start(), m.end()) for m in re.finditer(
            r"(?:₹|rs\.? ?|\$)\s?[\d,.]+(?: ?(?:lakhs?|crores?|k|cr|lacs?))?|[\d.]+ ?(?:lakhs?|lacs?|crores?|cr|k|L|लाख)\b", text, re.I)]
        times = [Entity("time", found.span[0], found.span[1], found) for found in self._times.find(text, frame, tokens)]
        return disjoint(mails, phones, money, times)


def disjoint(*found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return entities that do not overlap, those of earlier groups kept first, in the order of the text."""
    kept: list[Entity] = []
    for group in found:
        kept.extend(entity for entity in group if not _overlaps(entity, kept))
    return tuple(sorted(kept, key=lambda entity: entity.start))


def _overlaps(entity: Entity, others: Sequence[Entity]) -> bool:
    return any(entity.start < other.end and other.start < entity.end for other in others)
