"""The intent of a wish, with its probability, as the network sees it. The engine asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nia.understanding.network import Network
from nia.understanding.units import Unit

_MOST = 6


@dataclass(frozen=True, slots=True)
class Guess:
    """A tool or dialogue act, and how probable it is (0 to 1)."""

    intent: str
    confidence: float


class IntentModel:
    """Scores every intent that the network was trained on."""

    def __init__(self, network: Network) -> None:
        self.intents = network.intents
        self._network = network

    def guess(self, units: Sequence[Unit]) -> list[Guess]:
        """Return the most probable intents, the best first."""
        chances = self._network.intent_chances(self._network.encode(units))
        order = np.argsort(-chances)[:_MOST]
        return [Guess(self.intents[at], float(chances[at])) for at in order]
