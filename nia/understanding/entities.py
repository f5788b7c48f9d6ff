"""Find what a grammar can read in an utterance: mails, phones, amounts, times. The engine and training call it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from nia.understanding.tokens import Token
from nia.understanding.units import Entity
from nia.understanding.words import Lexicon

ENTITY_LEXICON = Path(__file__).parent / "lexicon" / "entities"


def entity_lexicon() -> Lexicon:
    """Read the words for cities, names, choices and cues."""
    return Lexicon.from_files(sorted(ENTITY_LEXICON.glob("*.yaml")))


def disjoint(*found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return entities that do not overlap, those of earlier groups kept first, in the order of the text."""
    kept: list[Entity] = []
    for group in found:
        free = [entity for entity in group if not _overlaps(entity, kept)]
        kept.extend(free)
    return tuple(sorted(kept, key=lambda entity: entity.start))


def _overlaps(entity: Entity, others: Sequence[Entity]) -> bool:
    return any(entity.start < other.end and other.start < entity.end for other in others)


class Finder:
    """Finds entities by the grammars for contacts, amounts and times."""

    def find(self, text: str, tokens: Sequence[Token], now: datetime) -> tuple[Entity, ...]:
        """Return the entities of `text`, none overlapping, in its order."""
        return ()
