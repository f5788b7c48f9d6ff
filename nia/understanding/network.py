"""What the engine's trained networks say of a sentence: the mean of their probabilities. The engine asks it.

Networks trained from different beginnings err in different places; their mean errs less than each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nia.understanding.ensemble import Encoded, Ensemble
from nia.understanding.features import Ids, ids_of
from nia.understanding.products import Array
from nia.understanding.units import Unit

MOST_UNITS = 120  # what stands behind them has no say in the intent and is not tagged
_KEPT = 64
_NOTHING = Unit("sign", "", "", 0, 0)


class Network:
    """Scores intents, tags and beginnings. Safe to share between threads."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Take what training wrote: `intents` and `tags`, and for each network its own arrays, as `0.words`."""
        self.intents = tuple(str(name) for name in arrays["intents"])
        self.tags = tuple(str(name) for name in arrays["tags"])
        own: dict[str, dict[str, npt.NDArray[np.generic]]] = {}
        for name, array in arrays.items():
            number, dot, rest = name.partition(".")
            if dot and number.isdecimal():
                own.setdefault(number, {})[rest] = array
        self._ensemble = Ensemble([own[number] for number in sorted(own)])
        self._number = {name: at for at, name in enumerate(self.intents)}
        self._encode: Callable[[tuple[Ids, ...]], Encoded] = lru_cache(maxsize=_KEPT)(self._ensemble.encode)

    def encode(self, units: Sequence[Unit]) -> Encoded:
        """Read a sentence; one without units is read as a sign that says nothing."""
        return self._encode(ids_of(units[:MOST_UNITS] or (_NOTHING,)))

    def intent_chances(self, sentence: Encoded) -> Array:
        """Return the probability of each intent; they sum to 1."""
        return _mean(self._ensemble.intent_chances(sentence))

    def tag_chances(self, sentence: Encoded, tool: str) -> Array:
        """Return the log probability of each tag for each unit [n, tags], if the sentence asks for `tool`."""
        chances = self._ensemble.tag_chances(sentence, self._number.get(tool))
        return np.asarray(np.log(_mean(chances) + 1e-9), np.float32)

    def beginnings(self, sentence: Encoded) -> Array:
        """Return for each unit the probability that another wish begins with it."""
        return _mean(self._ensemble.beginnings(sentence))


def _mean(each: Array) -> Array:
    return np.asarray(np.add.reduce(each, axis=0) / np.float32(len(each)), np.float32)
