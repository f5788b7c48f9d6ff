"""The embedded engine: what a turn means, offline, in milliseconds. The agent calls `Engine.understand`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from nia.understanding.acts import ActReader
from nia.understanding.answers import AnswerReader
from nia.understanding.corrections import CorrectionReader
from nia.understanding.entities import Finder, entity_lexicon
from nia.understanding.follow_ups import FollowUpReader
from nia.understanding.intents import IntentModel
from nia.understanding.lexicon_files import parsed
from nia.understanding.linear import LinearIntents
from nia.understanding.network import Network
from nia.understanding.port import Act, SlotValue, TurnContext, Understanding
from nia.understanding.reading import Reader
from nia.understanding.slips import one_spaced, without_slips
from nia.understanding.tokens import folded_tokens
from nia.understanding.training.frames import FRAMES_FOLDER
from nia.understanding.turn import Phrases, Turn
from nia.understanding.undo_count import undo_count
from nia.understanding.weights import SHIPPED
from nia.understanding.wishes import WishReader
from nia.understanding.words import Lexicon

_CODE = re.compile(r"^\s*[\[{<].*[:>]|\b(?:drop|alter|truncate)\s+table\b|\bselect\b.+\bfrom\b.+\bwhere\b", re.I | re.S)
LONGEST = 2000  # characters that are read; free text that reaches beyond them is kept whole


class Engine:
    """Understands English, Hindi and Hinglish with no key and no network. Safe to share between turns."""

    def __init__(self, reader: Reader, acts: ActReader, wishes: WishReader) -> None:
        self._reader = reader
        self._acts = acts
        self._wishes = wishes

    @classmethod
    def load(cls, examples: Mapping[str, Sequence[str]] | None = None, weights: Path = SHIPPED) -> Engine:
        """Load the lexicon and the weights. `examples` are more sentences by tool; they count at once."""
        with np.load(weights) as arrays:
            read = dict(arrays)
        network = Network(read)
        intents = IntentModel(network, LinearIntents.from_arrays(read))
        reader = Reader(entity_lexicon(), Finder(Lexicon.shipped()))
        wishes = WishReader(reader, intents, network, examples or {})
        answers, corrections = AnswerReader(reader, wishes), CorrectionReader(reader)
        return cls(reader, ActReader(Phrases(_phrases()), wishes, answers, corrections, FollowUpReader(reader)), wishes)

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        """Read `utterance` in the light of `context`. Never raises on any text; is `unsure` instead."""
        return self.read(utterance, context)

    def guess(self, utterance: str, context: TurnContext) -> str:
        """Return the most probable tool or act of an utterance by itself, or "" of one without words."""
        reading = self._reader.read(utterance[:LONGEST], context)
        return self._wishes.guess(reading, context)[0].intent if reading.units else ""

    def read(self, utterance: str, context: TurnContext) -> Understanding:
        """Do what `understand` does, without an event loop."""
        head = utterance[:LONGEST]
        language, clear = self._reader.language(head, context)
        if not any(char.isalnum() for char in head) or _CODE.search(head):
            return Understanding(language, confidence=0.0, language_is_clear=clear)
        cleared = without_slips(head, lambda text: self._reader.read(text, context).units)
        turn = self._acts.read(self._reader.read(cleared, context), context)
        if cleared != head:
            turn = _one_spaced(turn)
        if turn.act is Act.UNDO and not turn.answers:
            turn = replace(turn, answers=undo_count(cleared))
        if len(utterance) > len(head):
            turn = _lengthened(turn, utterance, len(head))
        return Understanding(
            language,
            turn.wishes,
            turn.act,
            turn.answers,
            turn.picked,
            turn.confidence,
            turn.alternatives,
            clear,
            resumed=turn.resumed,
            ahead=turn.ahead,
        )


def _phrases() -> dict[str, Act]:
    """Return the acts' phrases as words without signs."""
    files = sorted(FRAMES_FOLDER.glob("*/acts.yaml"))
    return {
        " ".join(folded for folded in folded_tokens(phrase) if folded[0].isalnum()): Act(act)
        for file in files
        for act, by_language in parsed(file).items()
        if act != Act.OUT_OF_SCOPE.value
        for phrases in by_language.values()
        for phrase in phrases
    }


def _lengthened(turn: Turn, utterance: str, read_to: int) -> Turn:
    """Let free text that reaches the end of what was read go on to the end of the utterance."""
    if not turn.wishes:
        return replace(turn, answers=_whole(turn.answers, utterance, read_to))
    last = turn.wishes[-1]
    grown = replace(last, slots=_whole(last.slots, utterance, read_to), text=utterance)
    return replace(turn, wishes=(*turn.wishes[:-1], grown))


def _one_spaced(turn: Turn) -> Turn:
    """Return the turn, its values without the blanks where a slip of the tongue stood."""
    wishes = tuple(replace(wish, slots=_spaced(wish.slots)) for wish in turn.wishes)
    return replace(turn, wishes=wishes, answers=_spaced(turn.answers))


def _spaced(slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    return {name: replace(value, value=one_spaced(value.value)) for name, value in slots.items()}


def _whole(slots: Mapping[str, SlotValue], utterance: str, read_to: int) -> dict[str, SlotValue]:
    grown: dict[str, SlotValue] = {}
    for name, value in slots.items():
        reaches = value.span is not None and value.span[1] >= read_to - 2 and isinstance(value.value, str)
        if reaches and value.span is not None:
            text = utterance[value.span[0] :]
            value = SlotValue(text.strip(), text, (value.span[0], len(utterance)), value.confidence)
        grown[name] = value
    return grown
