"""The trained networks side by side, in numpy: intent of a sentence, tag of each unit, where a wish begins.

Each network reads a unit as the sum of what its word, its pieces and its senses are worth; three dilated convolutions
(7 units to each side) read it in its surroundings; attention and maximum over the sentence give the intent; the tags
see the tool too, and are read from both ends of the sentence. The arrays of all networks are stacked along a first
axis, so that one pass computes them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from nia.understanding.features import PIECES, WORDS, Ids
from nia.understanding.products import Array, product
from nia.understanding.recurrent import Recurrent

DILATIONS = (1, 2, 4)
UNKNOWN_WORD, NO_PIECES = WORDS, PIECES  # the last row of these tables
_TABLES = ("words", "pieces", "senses")
_EPSILON = np.float32(1e-5)
_KEPT = 4096  # units whose rows are kept: most words of a sentence are common


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as each of k networks sees it: `units` [k, n, width], `whole` [k, 1, 2 * width]."""

    units: Array
    whole: Array


class Ensemble:
    """Scores intents, tags and beginnings by each of its networks. Safe to share between threads."""

    def __init__(self, networks: Sequence[Mapping[str, npt.NDArray[np.generic]]]) -> None:
        """Take what training wrote of each network: tables as int8 with their scales, the rest as floats."""
        self._tables = {  # [rows, k, width]
            name: np.stack([np.asarray(one[name], np.int8) for one in networks], axis=1) for name in _TABLES
        }
        self._scales = {name: _stacked(networks, f"{name}_scale")[:, None] for name in _TABLES}
        self._temperature = _stacked(networks, "temperature")[:, None, None]
        names = [name.split(".", 1)[1] for name in networks[0] if name.startswith("n.")]
        self._weights = {
            name.removesuffix(".weight"): _stacked(networks, f"n.{name}") for name in names if name.endswith(".weight")
        }
        self._biases = {  # [k, 1, width]: added to each unit
            name.removesuffix(".bias"): _stacked(networks, f"n.{name}")[:, None]
            for name in names
            if name.endswith(".bias")
        }
        self._memory = Recurrent(networks, "n.memory")
        self._looked_up: Callable[[Ids], Array] = lru_cache(maxsize=_KEPT)(self._rows_of)

    def intent_chances(self, sentence: Encoded) -> Array:
        """Return the probability of each intent by each network [k, intents]; each row sums to 1."""
        return _softmax(self._linear("intent", sentence.whole) / self._temperature)[:, 0]

    def tag_chances(self, sentence: Encoded, tool: int | None) -> Array:
        """Return the probability of each tag for each unit [k, n, tags]; `tool` is the intent's number, if any."""
        context = self._linear("whole", sentence.whole)
        if tool is not None:
            context = context + self._weights["tool"][:, tool][:, None]
        seen = sentence.units + context
        told = self._linear("told", self._memory.read(seen))
        return _softmax(self._linear("tag", self._normed("told_norm", seen + told)))

    def beginnings(self, sentence: Encoded) -> Array:
        """Return for each unit the probability that another wish begins with it [k, n]."""
        scores = self._linear("begin", sentence.units)[:, :, 0]
        return np.asarray(1 / (1 + np.exp(-scores)), np.float32)

    def encode(self, ids: tuple[Ids, ...]) -> Encoded:
        """Read a sentence of at least one unit."""
        rows = np.stack([self._looked_up(one) for one in ids], axis=1)
        seen = np.maximum(self._linear("input", rows), 0)
        for layer, dilation in enumerate(DILATIONS):
            more = np.maximum(self._convolved(f"layers.{layer}.linear", seen, dilation), 0)
            seen = self._normed(f"norms.{layer}", seen + more)
        weights = _softmax(self._linear("attention", seen).transpose(0, 2, 1))
        return Encoded(seen, np.concatenate([weights @ seen, seen.max(axis=1, keepdims=True)], axis=2))

    def _rows_of(self, unit: Ids) -> Array:
        """Return what each network's tables hold of a unit by itself [k, 3 * width of a row]."""
        numbers = (unit.word,), unit.pieces or (NO_PIECES,), unit.senses
        parts: list[Array] = []
        for name, rows in zip(_TABLES, numbers, strict=True):
            summed = np.add.reduce(self._tables[name][list(rows)], axis=0, dtype=np.float32)  # [k, width of a row]
            share = len(rows) if name == "pieces" else 1
            parts.append(np.asarray(summed * (self._scales[name] / np.float32(share)), np.float32))
        return np.concatenate(parts, axis=1)

    def _linear(self, name: str, values: Array) -> Array:
        return product(values, self._weights[name]) + self._biases[name]

    def _convolved(self, name: str, seen: Array, dilation: int) -> Array:
        """Return a convolution over three units, the outer ones `dilation` away. Weights are [k, 3 * width, width]."""
        count, width = seen.shape[1:]
        before, here, behind = (self._weights[name][:, at * width : (at + 1) * width] for at in range(3))
        result = product(seen, here) + self._biases[name]
        if count > dilation:
            result[:, dilation:] += product(seen[:, :-dilation], before)
            result[:, :-dilation] += product(seen[:, dilation:], behind)
        return result

    def _normed(self, name: str, values: Array) -> Array:
        width = np.float32(values.shape[2])
        centred = values - np.add.reduce(values, axis=2, keepdims=True) / width
        spread = np.sqrt(np.add.reduce(centred * centred, axis=2, keepdims=True) / width + _EPSILON)
        return np.asarray(centred / spread * self._weights[name][:, None] + self._biases[name], np.float32)


def _stacked(networks: Sequence[Mapping[str, npt.NDArray[np.generic]]], name: str) -> Array:
    """Return an array of each network, as float32 [k, …], row by row: BLAS takes thrice as long over turned ones."""
    return np.stack([one[name].astype(np.float32, order="C") for one in networks])


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)
