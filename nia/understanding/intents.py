"""The intent of a wish: a linear model over hashed n-grams, its weights a small array. The engine asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nia.understanding.features import intent_features
from nia.understanding.units import Unit


@dataclass(frozen=True, slots=True)
class Guess:
    """A tool or dialogue act, and how probable it is (0 to 1)."""

    intent: str
    confidence: float


class IntentModel:
    """Scores every intent that it was trained on. `weights` is int8 [features, intents], in units of `scale`."""

    def __init__(
        self,
        intents: Sequence[str],
        weights: npt.NDArray[np.int8],
        bias: npt.NDArray[np.float32],
        scale: float,
        temperature: float,
    ) -> None:
        self.intents = tuple(intents)
        self._weights = weights
        self._bias = bias
        self._scale = scale / temperature
        self._temperature = temperature

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> IntentModel:
        """Read what training wrote."""
        return cls(
            [str(intent) for intent in arrays["intents"]],
            arrays["intent_weights"].astype(np.int8),
            arrays["intent_bias"].astype(np.float32),
            float(arrays["intent_scale"].astype(np.float64)),
            float(arrays["temperature"].astype(np.float64)),
        )

    def guess(self, units: Sequence[Unit], allowed: frozenset[str] | None = None) -> list[Guess]:
        """Return the intents, most probable first, whose probabilities sum to 1. `allowed`: the others do not count."""
        rows = intent_features(units)
        # A long text has more features than a sentence; their mean length keeps it from looking more certain.
        scores = self._weights[rows].sum(axis=0, dtype=np.int32) * (self._scale / max(1.0, len(rows) ** 0.5))
        scores = scores + self._bias / self._temperature
        if allowed is not None:
            scores[[intent not in allowed for intent in self.intents]] = -np.inf
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        order = np.argsort(-chances)[:6]
        return [Guess(self.intents[at], float(chances[at])) for at in order]
