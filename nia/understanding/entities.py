"""Find what a grammar can read in an utterance: mails, phones, amounts, times. The engine and training call it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from nia.understanding.amounts import AmountReader
from nia.understanding.contact_points import ContactReader
from nia.understanding.language import LanguageDetector
from nia.understanding.names import is_name
from nia.understanding.port import Language, SlotKind
from nia.understanding.time_values import TimeFrame
from nia.understanding.times import TimeReader
from nia.understanding.tokens import Token
from nia.understanding.units import Entity
from nia.understanding.words import Lexicon, Word

ENTITY_LEXICON = Path(__file__).parent / "lexicon" / "entities"


def entity_lexicon() -> Lexicon:
    """Read the words for cities, names, choices and cues."""
    return Lexicon.from_files(sorted(ENTITY_LEXICON.glob("*.yaml")))


class Finder:
    """Finds entities by the grammars for contacts, amounts and times, which share one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._contacts = ContactReader(lexicon)
        self._amounts = AmountReader(lexicon)
        self._times = TimeReader(lexicon)
        self._languages = LanguageDetector(lexicon)

    def find(
        self, text: str, tokens: Sequence[Token], frame: TimeFrame, wanted: Collection[SlotKind] = ()
    ) -> tuple[Entity, ...]:
        """Return the entities of `text`, none overlapping, in its order. `wanted`: kinds of slots just asked for."""
        words = self._lexicon.read(tokens)
        mail_wanted = SlotKind.EMAIL in wanted
        mails = [
            Entity("email", *mail.span, mail) for mail in self._contacts.mails_in(words, text, expected=mail_wanted)
        ]
        phone_wanted, money_wanted = SlotKind.PHONE in wanted, SlotKind.MONEY in wanted
        phones = [
            Entity("phone", *phone.span, phone)
            for phone in self._contacts.phones_in(words, text, expected=phone_wanted)
        ]
        amounts = [
            Entity("money", *amount.span, amount)
            for amount in self._amounts.find_in(words, text, expected=money_wanted)
        ]
        times = [
            Entity("time", *time.span, time)
            for time in self._times.find_in(_without_senses(words, mails), text, frame)
            if not is_name(text, *time.span)
        ]
        return disjoint(mails, phones, amounts, times)

    def language(self, text: str, previous: Language) -> tuple[Language, bool]:
        """Return the language of `text`, and whether its words tell it."""
        return self._languages.detect(text, previous)


def _without_senses(words: Sequence[Word], mails: Sequence[Entity]) -> Sequence[Word]:
    """Return the words, those of an address without meaning: no time begins in "ravi@techcorp.in in may"."""
    return [replace(word, senses={}) if _overlaps(word, mails) else word for word in words] if mails else words


def disjoint(*found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return entities that do not overlap, those of earlier groups kept first, in the order of the text."""
    kept: list[Entity] = []
    for group in found:
        kept.extend(entity for entity in group if not _overlaps(entity, kept))
    return tuple(sorted(kept, key=lambda entity: entity.start))


def _overlaps(entity: Entity | Word, others: Sequence[Entity]) -> bool:
    return any(entity.start < other.end and other.start < entity.end for other in others)
