"""An utterance as units: words and signs with their senses, and whole times, amounts, phones, mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nia.understanding.tokens import Token
from nia.understanding.words import Lexicon, Sense


@dataclass(frozen=True, slots=True)
class Entity:
    """A time, an amount, a phone or a mail that a grammar found; `found` is what it was read as."""

    kind: str  # time, money, phone, email
    start: int
    end: int
    found: object = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, a sign or an entity; `start` and `end` are offsets in the utterance."""

    kind: str  # word, sign, time, money, phone, email
    folded: str
    text: str
    start: int
    end: int
    senses: Mapping[str, Sense] = field(default_factory=dict)
    found: object = None

    @property
    def shape(self) -> str:
        """Return how it is written: A (capital), A+ (all capitals), a, 1, an Indian script, or the sign itself."""
        if self.kind != "word":
            return self.folded if self.kind == "sign" else self.kind
        if self.folded.isdecimal():
            return "1"
        if not self.text[0].isascii():
            return "x"
        if self.text[0].isupper():
            return "A+" if len(self.text) > 1 and self.text.isupper() else "A"
        return "a"


def cut(tokens: Sequence[Token], entities: Sequence[Entity], lexicon: Lexicon) -> tuple[Unit, ...]:
    """Return the units of tokens: each entity one unit, each other token one, with the senses of its phrase."""
    by_start = {entity.start: entity for entity in entities}
    senses = _senses(tokens, lexicon)
    _leave_out_namesakes(tokens, senses, by_start)
    units: list[Unit] = []
    covered_to = -1
    for at, token in enumerate(tokens):
        if token.start < covered_to:
            continue
        entity = by_start.get(token.start)
        if entity is not None:
            covered_to = entity.end
            inside = [part for part in tokens[at:] if part.start < entity.end] if entity.end > token.end else [token]
            folded = " ".join(part.folded for part in inside)
            text = " ".join(part.text for part in inside)
            units.append(Unit(entity.kind, folded, text, entity.start, entity.end, {}, entity.found))
            continue
        kind = "word" if token.folded[:1].isalnum() else "sign"
        units.append(Unit(kind, token.folded, token.text, token.start, token.end, senses[at]))
    return tuple(units)


def _senses(tokens: Sequence[Token], lexicon: Lexicon) -> list[Mapping[str, Sense]]:
    senses: list[Mapping[str, Sense]] = [{} for _ in tokens]
    for word in lexicon.read(tokens):
        for at in range(*word.tokens):
            senses[at] = word.senses
    for at, token in enumerate(tokens):
        if not senses[at] and token.folded.endswith("'s"):
            senses[at] = lexicon.read([replace(token, folded=token.folded.removesuffix("'s"))])[0].senses
    return senses


def _leave_out_namesakes(
    tokens: Sequence[Token], senses: list[Mapping[str, Sense]], entities: Mapping[int, Entity]
) -> None:
    """Take the city out of a name that begins with one: "Howrah Jute", "Aligarh Locks" are companies."""
    for at, (token, after) in enumerate(pairwise(tokens)):
        named = "city" in senses[at] and _is_capitalised(token) and _is_capitalised(after)
        if named and after.start == token.end + 1 and after.start not in entities:
            following = senses[at + 1]
            if not following or "company" in following:
                senses[at] = {kind: sense for kind, sense in senses[at].items() if kind != "city"}


def _is_capitalised(token: Token) -> bool:
    return token.text[0].isupper() and token.text[1:].islower()
