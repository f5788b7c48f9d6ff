"""What an utterance means before its language is added, and the parts that acts and cards are read by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nia.understanding.lexicon_files import parsed
from nia.understanding.port import Act, SlotValue, Wish
from nia.understanding.reading import Reading, part, stripped
from nia.understanding.tokens import tokenize
from nia.understanding.units import Unit
from nia.understanding.wishes import Wishes
from nia.understanding.word_lists import listed
from nia.understanding.words import LEXICON_FOLDER

_TO_THE_CARD = frozenset({Act.CONFIRM, Act.PROCEED})


@dataclass(frozen=True, slots=True)
class Turn:
    """Wishes, an act, answers or a choice; where all are empty, nothing was understood."""

    wishes: tuple[Wish, ...] = ()
    act: Act | None = None
    answers: Mapping[str, SlotValue] = field(default_factory=dict)
    picked: int | None = None
    confidence: float = 1.0
    alternatives: tuple[Wish, ...] = ()
    resumed: int | None = None
    ahead: str = ""


class Phrases:
    """The phrases that are an act as they stand."""

    def __init__(self, acts: Mapping[str, Act]) -> None:
        self._acts = acts

    def and_shipped(self) -> Phrases:
        """Return these phrases and those that come with NIA, which win."""
        shipped = {
            " ".join(token.folded for token in tokenize(phrase) if token.folded[0].isalnum()): Act(act)
            for act, by_language in parsed(LEXICON_FOLDER / "replies" / "acts.yaml").items()
            for phrases in by_language.values()
            for phrase in phrases
        }
        return Phrases({**self._acts, **shipped})

    @property
    def words(self) -> frozenset[str]:
        """Return all words of the phrases."""
        return frozenset(word for phrase in self._acts for word in phrase.split())

    def act(self, reading: Reading) -> Act | None:
        """Return the act that the words are, polite words around them aside."""
        whole = self._acts.get(reading.words)
        if whole is not None:
            return whole
        first, last = stripped(reading.units)
        act = self._acts.get(part(reading, first, last).words)
        return act if act is not None else self._softened(reading, first, last)

    def _softened(self, reading: Reading, first: int, last: int) -> Act | None:
        """Return the act that is left without "now", "then", "अभी" around it: "रहने दो फिर". It confirms nothing."""
        at, end = first, last
        while at < end and _is_soft(reading.units[at]):
            at += 1
        while end > at and _is_soft(reading.units[end - 1]):
            end -= 1
        act = self._acts.get(part(reading, at, end).words) if (at, end) != (first, last) else None
        return act if act not in _TO_THE_CARD else None


def _is_soft(unit: Unit) -> bool:
    return unit.kind == "sign" or unit.folded in listed("light", "around")


def turn_of(said: Wishes) -> Turn:
    """Return the turn that wishes are."""
    return Turn(said.wishes, said.act, confidence=said.confidence, alternatives=said.alternatives)


def after(reading: Reading, *senses: str) -> Reading | None:
    """Return what follows a leading word of these senses (a yes, a no); None where there is none."""
    at = _begin(reading)
    first = at
    while at < len(reading.units) and any(sense in reading.units[at].senses for sense in senses):
        at += 1
    if at == first:
        return None
    while at < len(reading.units) and _is_silent(reading, at, senses):
        at += 1
    return rest(reading, at)


def without_soft(reading: Reading) -> Reading:
    """Return the reading from where "now", "अब", "तो" and the like end, as it is where it is nothing else."""
    at = next((at for at, unit in enumerate(reading.units) if not _is_soft(unit)), 0)
    return rest(reading, at) if at else reading


def rest(reading: Reading, first: int) -> Reading:
    """Return the reading from a unit on; its text before is blanked, so that offsets stay."""
    if first >= len(reading.units):
        return Reading("", ())
    start = reading.units[first].start
    return Reading(" " * start + reading.text[start:], reading.units[first:])


def _begin(reading: Reading) -> int:
    """Return where the words begin behind leading signs and fillers; a yes or no is none, though it may also fill."""
    for at, unit in enumerate(reading.units):
        fills = "filler" in unit.senses and "yes" not in unit.senses and "no" not in unit.senses
        if unit.kind != "sign" and not fills:
            return at
    return len(reading.units)


def _is_silent(reading: Reading, at: int, senses: tuple[str, ...]) -> bool:
    unit = reading.units[at]
    return unit.kind == "sign" or "filler" in unit.senses or any(sense in unit.senses for sense in senses)
