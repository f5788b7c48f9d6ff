"""How much an utterance shares with the training sentences, entities masked: the test sets must stay unseen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nia.understanding.features import masked_words
from nia.understanding.training.frames import Frame
from nia.understanding.training.sentences import Reader

FEWEST_WORDS = 4  # "yes please" and "kal dikhao" are said in no other way


class Overlaps:
    """Compares utterances with sentences by their words; names, cities, times, amounts, phones, mails are one each."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._reader = Reader()
        each = [self._words(sentence) for sentence in sentences]
        self._sizes = np.array([len(words) for words in each])
        self._holding: dict[str, list[int]] = {}
        for at, words in enumerate(each):
            for word in words:
                self._holding.setdefault(word, []).append(at)

    def of(self, utterance: str) -> npt.NDArray[np.float64]:
        """Return the token Jaccard index with each sentence; all 0 for an utterance of fewer than four words."""
        words = self._words(utterance)
        shared = np.zeros(len(self._sizes))
        if len(words) < FEWEST_WORDS:
            return shared
        for word in words:
            shared[self._holding.get(word, [])] += 1
        both: npt.NDArray[np.float64] = shared / np.maximum(1, self._sizes + len(words) - shared)
        return both

    def _words(self, text: str) -> frozenset[str]:
        units, _ = self._reader.tagged(Frame("", "en", text, ()), str)
        return frozenset(masked_words(units))
