"""What the engine's trained networks say of a sentence: the mean of their probabilities. The engine asks it.

Networks trained from different beginnings err in different places; their mean errs less than each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nia.understanding.features import Ids, ids_of
from nia.understanding.member import Array, Encoded, Member
from nia.understanding.units import Unit

Sentence: TypeAlias = tuple[Encoded, ...]  # as each network sees it

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
        self._members = tuple(Member(own[number]) for number in sorted(own))
        self._number = {name: at for at, name in enumerate(self.intents)}
        self._encode: Callable[[tuple[Ids, ...]], Sentence] = lru_cache(maxsize=_KEPT)(self._encoded)

    def encode(self, units: Sequence[Unit]) -> Sentence:
        """Read a sentence; one without units is read as a sign that says nothing."""
        return self._encode(ids_of(units[:MOST_UNITS] or (_NOTHING,)))

    def intent_chances(self, sentence: Sentence) -> Array:
        """Return the probability of each intent; they sum to 1."""
        return _mean([one.intent_chances(seen) for one, seen in zip(self._members, sentence, strict=True)])

    def tag_chances(self, sentence: Sentence, tool: str) -> Array:
        """Return the log probability of each tag for each unit [n, tags], if the sentence asks for `tool`."""
        number = self._number.get(tool)
        chances = [one.tag_chances(seen, number) for one, seen in zip(self._members, sentence, strict=True)]
        return np.asarray(np.log(_mean(chances) + 1e-9), np.float32)

    def beginnings(self, sentence: Sentence) -> Array:
        """Return for each unit the probability that another wish begins with it."""
        return _mean([one.beginnings(seen) for one, seen in zip(self._members, sentence, strict=True)])

    def _encoded(self, ids: tuple[Ids, ...]) -> Sentence:
        return tuple(one.encode(ids) for one in self._members)


def _mean(each: Sequence[Array]) -> Array:
    return np.asarray(sum(each) / len(each), np.float32)
