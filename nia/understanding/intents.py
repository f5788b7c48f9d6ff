"""The intent of a wish, with its probability: the mean of the networks and a linear model. The engine asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nia.understanding.linear import LinearIntents
from nia.understanding.network import Network
from nia.understanding.units import Unit

_MOST = 6


@dataclass(frozen=True, slots=True)
class Guess:
    """A tool or dialogue act, and how probable it is (0 to 1)."""

    intent: str
    confidence: float


class IntentModel:
    """Scores every intent that the models were trained on."""

    def __init__(self, network: Network, linear: LinearIntents) -> None:
        self.intents = network.intents
        self._network = network
        self._linear = linear

    def guess(self, units: Sequence[Unit]) -> list[Guess]:
        """Return the most probable intents, the best first."""
        chances = (self._network.intent_chances(self._network.encode(units)) + self._linear.chances(units)) / 2
        order = np.argsort(-chances)[:_MOST]
        return [Guess(self.intents[at], float(chances[at])) for at in order]
