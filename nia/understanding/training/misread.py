"""Which sentences the models read otherwise than they are marked. `nia train --misread` says it.

The next sentences that are worth writing are like these, in other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from nia.understanding.intents import Guess, IntentModel
from nia.understanding.linear import LinearIntents
from nia.understanding.network import Network
from nia.understanding.roles import role_of
from nia.understanding.tagger import Tagger
from nia.understanding.training.frames import ACTS, Frame
from nia.understanding.training.sentences import Reader
from nia.understanding.units import Unit
from nia.understanding.weights import SHIPPED


@dataclass(frozen=True, slots=True)
class Misread:
    """A frame, what was read instead, and its values `role: words` that were missed or that are none."""

    frame: Frame
    guess: Guess
    missed: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it in a few lines, as a developer reads it."""
        if self.guess.intent != self.frame.intent:
            return f"{self.frame.intent}, not {self.guess.intent} ({self.guess.confidence:.2f}): {self.frame.text}"
        values = [*(f"missed {one}" for one in self.missed), *(f"surplus {one}" for one in self.surplus)]
        return "\n    ".join([f"{self.frame.intent}: {self.frame.text}", *values])


class Prober:
    """Reads frames by the models alone: no context, no rules behind them."""

    def __init__(self, weights: Path = SHIPPED) -> None:
        with np.load(weights) as arrays:
            read = dict(arrays)
        network = Network(read)
        self._intents = IntentModel(network, LinearIntents.from_arrays(read))
        self._tagger = Tagger(network)
        self._roles = sorted({tag[2:] for tag in network.tags if tag[1:2] == "-"})
        self._reader = Reader()

    def misread(self, frame: Frame) -> Misread | None:
        """Return what of a frame is read otherwise than it is marked, None where nothing is."""
        role = partial(role_of, frame.intent)
        units, _ = self._reader.tagged(Frame(frame.intent, frame.language, frame.text, ()), role)
        guess = self._intents.guess(units)[0]
        if guess.intent != frame.intent:
            return Misread(frame, guess)
        if frame.intent in ACTS or not units:
            return None
        marked = {
            _said(role(mark.slot), [unit for unit in units if unit.start < mark.end and mark.start < unit.end])
            for mark in frame.marks
        }
        spans = self._tagger.spans(units, frame.intent, self._roles)
        found = {_said(span.role, units[span.first : span.last]) for span in spans}
        if found == marked:
            return None
        return Misread(frame, guess, tuple(sorted(marked - found)), tuple(sorted(found - marked)))


def _said(role: str, units: Sequence[Unit]) -> str:
    return f"{role}: {' '.join(unit.folded for unit in units)}"
