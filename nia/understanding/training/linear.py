"""Trains the linear model of intents with scikit-learn, which nothing else needs. `nia train` calls it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nia.understanding.linear import ROWS, rows_of
from nia.understanding.training.fillers import words_by_category
from nia.understanding.training.frames import Frame
from nia.understanding.training.generate import Generator
from nia.understanding.training.sentences import Reader

_VARIANTS = 4  # of each frame, itself among them
_REGULARISATION = 0.5
_TEMPERATURES = np.arange(0.1, 0.6, 0.02)


def train_linear(
    learnt: Sequence[Frame], kept: Sequence[Frame], intents: Sequence[str]
) -> dict[str, npt.NDArray[np.generic]]:
    """Fit a support vector machine on TF-IDF of words, pairs and pieces, and return it as small integers."""
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    generator, reader = Generator(learnt, words_by_category()), Reader()
    said = [sentence for frame in learnt for sentence in generator.sentences(frame, _VARIANTS)]
    rows = [rows_of(reader.tagged(sentence, str)[0]) for sentence in said]
    counts = np.bincount(np.concatenate(rows), minlength=ROWS)
    idf = np.where(counts > 0, np.log((1 + len(rows)) / (1 + counts)) + 1, 0).astype(np.float16)
    matrix = csr_matrix(_weighed(rows, idf.astype(np.float32)), shape=(len(rows), ROWS))
    model = LinearSVC(C=_REGULARISATION, random_state=7)
    model.fit(matrix, [sentence.intent for sentence in said])
    order = [list(model.classes_).index(intent) for intent in intents]
    weights, bias = model.coef_[order].T, model.intercept_[order]
    scale = float(np.abs(weights).max()) / 127
    unseen = [rows_of(reader.tagged(frame, str)[0]) for frame in kept]
    scores = csr_matrix(_weighed(unseen, idf.astype(np.float32)), shape=(len(unseen), ROWS)) @ weights + bias
    right = np.array([list(intents).index(frame.intent) for frame in kept])
    return {
        "weights": np.round(weights / scale).astype(np.int8, order="C"),
        "scale": np.array(scale),
        "bias": bias.astype(np.float32),
        "idf": idf,
        "temperature": np.array(min(_TEMPERATURES, key=lambda one: surprise(scores / one, right))),
    }


def surprise(scores: npt.NDArray[np.float64], right: npt.NDArray[np.int64]) -> float:
    """Return the mean negative log likelihood of what is right."""
    highest = scores.max(axis=1, keepdims=True)
    total = np.log(np.exp(scores - highest).sum(axis=1)) + highest[:, 0]
    return float((total - scores[np.arange(len(right)), right]).mean())


def _weighed(
    rows: Sequence[npt.NDArray[np.intp]], idf: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return values, columns and row ends of a sparse matrix whose rows have length 1."""
    values = [idf[one] / max(1e-6, float(np.linalg.norm(idf[one]))) for one in rows]
    ends = np.cumsum([0, *(len(one) for one in rows)])
    return np.concatenate(values), np.concatenate(rows), ends
