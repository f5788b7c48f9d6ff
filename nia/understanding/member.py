"""One trained network: intent of a sentence, tag of each unit, where a wish begins, in numpy. `Network` asks several.

A unit is the sum of what its word, its pieces and its senses are worth; three dilated convolutions (7 units to each
side) read it in its surroundings; attention and maximum over the sentence give the intent; the tags see the tool too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from nia.understanding.features import PIECES, WORDS, Ids

Array: TypeAlias = npt.NDArray[np.float32]

DILATIONS = (1, 2, 4)
_TABLES = ("words", "pieces", "senses")
UNKNOWN_WORD, NO_PIECES = WORDS, PIECES  # the last row of these tables
_EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as the network sees it: `units` [n, width], `whole` [2 * width]."""

    units: Array
    whole: Array


class Member:
    """Scores intents, tags and beginnings."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Take what training wrote: tables as int8 with their scales, the rest as float16 or float32."""
        self._temperature = float(arrays["temperature"].astype(np.float64))
        self._tables = {name: np.asarray(arrays[name], np.int8) for name in _TABLES}
        self._scales = {name: np.float32(arrays[f"{name}_scale"].astype(np.float32)) for name in _TABLES}
        self._rest: dict[str, Array] = {
            name[2:]: array.astype(np.float32) for name, array in arrays.items() if name.startswith("n.")
        }
        self._rest["input.weight"] = np.ascontiguousarray(self._rest["input.weight"].T)

    def intent_chances(self, sentence: Encoded) -> Array:
        """Return the probability of each intent; they sum to 1."""
        return _softmax(np.asarray(self._linear("intent", sentence.whole) / self._temperature, np.float32))

    def tag_chances(self, sentence: Encoded, tool: int | None) -> Array:
        """Return the probability of each tag for each unit [n, tags]; `tool` is the intent's number, if it has one."""
        context = self._linear("whole", sentence.whole)
        if tool is not None:
            context = context + self._rest["tool.weight"][tool]
        seen = sentence.units + context
        seen = np.maximum(self._convolved("tagging", seen, 1), 0) + seen
        return _softmax(self._linear("tag", seen))

    def beginnings(self, sentence: Encoded) -> Array:
        """Return for each unit the probability that another wish begins with it."""
        scores = self._linear("begin", sentence.units)[:, 0]
        return np.asarray(1 / (1 + np.exp(-scores)), np.float32)

    def encode(self, ids: tuple[Ids, ...]) -> Encoded:
        """Read a sentence of at least one unit."""
        rows = [
            self._rows("words", [(one.word,) for one in ids]),
            self._rows("pieces", [one.pieces or (NO_PIECES,) for one in ids], mean=True),
            self._rows("senses", [one.senses for one in ids]),
        ]
        seen = np.maximum(self._multiplied("input", rows) + self._rest["input.bias"], 0)
        for layer, dilation in enumerate(DILATIONS):
            more = np.maximum(self._convolved(f"layers.{layer}", seen, dilation), 0)
            seen = self._normed(f"norms.{layer}", seen + more)
        weights = _softmax(self._linear("attention", seen)[:, 0])
        return Encoded(seen, np.concatenate([weights @ seen, seen.max(axis=0)]))

    def _rows(self, table: str, listed: Sequence[Sequence[int]], *, mean: bool = False) -> Array:
        """Return the sum, or the mean, of each unit's rows in a table."""
        flat = np.fromiter((row for one in listed for row in one), np.intp)
        lengths = np.fromiter((len(one) for one in listed), np.intp)
        starts = np.cumsum(lengths) - lengths
        summed = np.add.reduceat(self._tables[table][flat].astype(np.float32), starts, axis=0) * self._scales[table]
        return np.asarray(summed / lengths[:, None] if mean else summed, np.float32)

    def _linear(self, name: str, values: Array) -> Array:
        result: Array = values @ self._rest[f"{name}.weight"].T + self._rest[f"{name}.bias"]
        return result

    def _convolved(self, name: str, seen: Array, dilation: int) -> Array:
        """Return a convolution over three units, the outer ones `dilation` away. Weights are [3 * width, width]."""
        padded = np.pad(seen, ((dilation, dilation), (0, 0)))
        count = len(seen)
        parts = [padded[at * dilation : at * dilation + count] for at in range(3)]
        return self._multiplied(name, parts) + self._rest[f"{name}.bias"]

    def _multiplied(self, name: str, parts: Sequence[Array]) -> Array:
        """Return the sum of each part times its rows of the weights.

        One product of all parts would be large enough for BLAS to wake threads, which cost more than they gain.
        """
        weights, done = self._rest[f"{name}.weight"], 0
        result = np.zeros((len(parts[0]), weights.shape[1]), np.float32)
        for part in parts:
            result += part @ weights[done : done + part.shape[1]]
            done += part.shape[1]
        return result

    def _normed(self, name: str, values: Array) -> Array:
        centred = values - values.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + _EPSILON)
        return np.asarray(centred / spread * self._rest[f"{name}.weight"] + self._rest[f"{name}.bias"], np.float32)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)
