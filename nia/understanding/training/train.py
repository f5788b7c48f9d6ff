"""Train the intent model and the tagger: `python -m nia.understanding.training.train [--report]`."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nia.understanding.features import INTENT_BITS, TAG_BITS, chained, hashed, intent_features, tag_features
from nia.understanding.roles import role_of
from nia.understanding.tagger import OUTSIDE
from nia.understanding.training.fillers import words_by_category
from nia.understanding.training.frames import Frame, read_frames
from nia.understanding.training.generate import Generator
from nia.understanding.training.sentences import Reader
from nia.understanding.units import Unit

WEIGHTS = Path(__file__).parent / "weights.npz"
_ACTS = frozenset("confirm deny cancel undo repeat resume proceed help greet thanks goodbye out_of_scope".split())
_VARIANTS = {"en": 14, "hi-en": 10, "hi": 6}
_EPOCHS = 6
_SHUFFLES = (3, 7)  # the sum of runs in different orders errs less than each of them
_SPREAD = 127.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence cut into units, its intent, and a tag for each unit. `frame` is the index of its frame."""

    units: tuple[Unit, ...]
    intent: str
    tags: tuple[str, ...]
    frame: int
    language: str


def samples(frames: Sequence[Frame]) -> list[Sample]:
    """Return the generated sentences of all frames, cut and tagged."""
    generator, reader = Generator(frames, words_by_category()), Reader()
    made: list[Sample] = []
    for number, frame in enumerate(frames):
        count = 4 if frame.intent in _ACTS else _VARIANTS[frame.language]
        for sentence in generator.sentences(frame, count):
            units, tags = reader.tagged(sentence, partial(role_of, frame.intent))
            made.append(Sample(units, frame.intent, tags, number, frame.language))
    return made


def train_intents(data: Sequence[Sample]) -> dict[str, npt.NDArray[np.generic]]:
    """Fit multinomial logistic regression and return it as small integers."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    matrix_rows: list[int] = []
    starts, values = [0], []
    for sample in data:
        rows = intent_features(sample.units)
        matrix_rows += rows
        values += [1.0 / max(1.0, len(rows) ** 0.5)] * len(rows)
        starts.append(len(matrix_rows))
    matrix = csr_matrix((np.array(values, np.float32), matrix_rows, starts), shape=(len(data), 1 << INTENT_BITS))
    model = LogisticRegression(C=12.0, max_iter=120, tol=1e-3)
    model.fit(matrix, [sample.intent for sample in data])
    weights = model.coef_.T
    scale = float(np.abs(weights).max()) / _SPREAD
    return {
        "intents": np.array([str(name) for name in model.classes_]),
        "intent_weights": np.round(weights / scale).astype(np.int8),
        "intent_bias": model.intercept_.astype(np.float32),
        "intent_scale": np.array(scale),
        "temperature": np.array(1.0),
    }


def train_tagger(data: Sequence[Sample], epochs: int = _EPOCHS) -> dict[str, npt.NDArray[np.generic]]:
    """Fit an averaged perceptron that sees its own tags, as it will when it is used."""
    tagged = [sample for sample in data if sample.intent not in _ACTS]
    tags = sorted({tag for sample in tagged for tag in sample.tags} | {OUTSIDE})
    number = {tag: at for at, tag in enumerate(tags)}
    prepared = [
        (sample, [[hashed(key) for key in keys] for keys in tag_features(sample.units, sample.intent)])
        for sample in tagged
    ]
    roles = _tags_by_intent(tagged, number)
    averaged = np.zeros((1 << TAG_BITS, len(tags)), np.float32)
    for seed in _SHUFFLES:
        averaged += _perceptron(prepared, number, roles, random.Random(seed), epochs)
    scale = float(np.abs(averaged).max()) / _SPREAD
    return {"tags": np.array(tags), "tag_weights": np.round(averaged / scale).astype(np.int8)}


def _perceptron(
    prepared: Sequence[tuple[Sample, list[list[int]]]],
    number: dict[str, int],
    roles: dict[str, npt.NDArray[np.float32]],
    order: random.Random,
    epochs: int,
) -> npt.NDArray[np.float32]:
    """Return the averaged weights [features, tags] of one run over the sentences, in an order of its own."""
    weights = np.zeros((1 << TAG_BITS, len(number)), np.float32)
    summed = np.zeros_like(weights)
    tags, shuffled, step = list(number), list(prepared), 0
    for _ in range(epochs):
        order.shuffle(shuffled)
        for sample, keys in shuffled:
            step += 1
            last = before = OUTSIDE
            for unit, known, gold in zip(sample.units, keys, sample.tags, strict=True):
                rows = chained(known, sample.intent, unit, last, before)
                scores = weights[rows].sum(axis=0) + roles[sample.intent]
                best, right = int(scores.argmax()), number[gold]
                if best != right:
                    for row in rows:
                        weights[row, right] += 1
                        weights[row, best] -= 1
                        summed[row, right] += step
                        summed[row, best] -= step
                before, last = last, tags[best]
    return weights - summed / np.float32(max(1, step))


def _tags_by_intent(data: Sequence[Sample], number: dict[str, int]) -> dict[str, npt.NDArray[np.float32]]:
    barred: dict[str, npt.NDArray[np.float32]] = {}
    for sample in data:
        row = barred.setdefault(sample.intent, np.full(len(number), -1e6, np.float32))
        for tag in sample.tags:
            if tag != OUTSIDE:
                row[number["B-" + tag[2:]]] = 0
                if "I-" + tag[2:] in number:
                    row[number["I-" + tag[2:]]] = 0
    for row in barred.values():
        row[number[OUTSIDE]] = 0
    return barred


def main(arguments: Sequence[str]) -> None:
    """Train on all frames and write the weights; with --report, first train on most frames and judge by the rest."""
    frames = list(read_frames())
    data = samples(frames)
    print(f"{len(frames)} frames, {len(data)} sentences")
    if "--report" in arguments:
        from nia.understanding.training.report import report

        report(data)
        return
    began = time.perf_counter()
    arrays = {**train_intents(data), **train_tagger(data)}
    np.savez_compressed(WEIGHTS, **arrays)  # type: ignore[arg-type]
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1e6:.1f} MB in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
