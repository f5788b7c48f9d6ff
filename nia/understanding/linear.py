"""A linear model of intents over words and pieces of words, beside the networks. `IntentModel` takes their mean.

It errs in other places than they do: it knows no order beyond two words, but each rare word by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nia.understanding.features import masked_words
from nia.understanding.products import Array
from nia.understanding.units import Unit

ROWS = 1 << 17
_SIZES = (2, 3, 4, 5)  # letters of a piece
_MOST_WORDS = 120


def rows_of(units: Sequence[Unit]) -> npt.NDArray[np.intp]:
    """Return the hashed words, pairs of words and pieces of a sentence, entities masked, each once."""
    words = masked_words(units)[:_MOST_WORDS]
    found = {row for word in words for row in _of_word(word)}
    found.update(_hashed(f"{first} {then}") for first, then in pairwise(["^", *words, "$"]))
    return np.fromiter(found, np.intp)


class LinearIntents:
    """Scores intents by a support vector machine's weights: int8 [ROWS, intents], in units of `scale`."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Take what training wrote: weights, scale, bias, the rows' inverse document frequencies, a temperature."""
        self._weights = np.asarray(arrays["weights"], np.int8, order="C")  # a row is read at once
        self._idf = arrays["idf"].astype(np.float32)
        self._bias = arrays["bias"].astype(np.float32)
        self._scale = float(arrays["scale"].astype(np.float64))
        self._temperature = float(arrays["temperature"].astype(np.float64))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> LinearIntents:
        """Read the linear model out of all that training wrote."""
        return cls({name[7:]: array for name, array in arrays.items() if name.startswith("linear.")})

    def chances(self, units: Sequence[Unit]) -> Array:
        """Return the probability of each intent; they sum to 1."""
        rows = rows_of(units)
        values = self._idf[rows]
        length = float(np.sqrt(values @ values)) or 1.0
        scores = (values @ self._weights[rows].astype(np.float32)) * (self._scale / length) + self._bias
        powers = np.exp((scores - scores.max()) / self._temperature)
        return np.asarray(powers / powers.sum(), np.float32)


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[int, ...]:
    padded = f"_{word}_"
    pieces: Iterable[str] = ()
    if word[0] != "<":
        pieces = {padded[at : at + size] for size in _SIZES for at in range(len(padded) - size + 1)}
    return (_hashed(f"word {word}"), *(_hashed(f"piece {piece}") for piece in sorted(pieces)))


def _hashed(feature: str) -> int:
    return crc32(feature.encode()) % ROWS
