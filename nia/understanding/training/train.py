"""Trains the network on all frames and writes its weights. `nia train` calls it; it needs the extra `train`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import torch

from nia.understanding.tagger import OUTSIDE
from nia.understanding.training.data import ACTS, Sample, Sentences
from nia.understanding.training.fillers import words_by_category
from nia.understanding.training.frames import Frame, read_frames
from nia.understanding.training.network import BATCH, Trainer
from nia.understanding.weights import FORMAT

ROUNDS = 10
VARIANTS = 3  # of each frame in each round, never the same
_HELD_OUT = 30  # every n-th frame tells how sure the network may be, and is not trained on
_SEED = 7

Arrays = dict[str, npt.NDArray[np.generic]]


def held_out(frame: Frame) -> bool:
    """Tell whether a frame is kept from training, to set the temperature by."""
    return crc32(frame.text.encode()) % _HELD_OUT == 0


def train(
    frames: Sequence[Frame],
    is_kept: Callable[[Frame], bool] = held_out,
    rounds: int = ROUNDS,
    variants: int = VARIANTS,
    say: Callable[[str], None] = print,
) -> Arrays:
    """Return the weights of a network trained on the frames that are not kept out; always the same of the same."""
    learnt = [at for at, frame in enumerate(frames) if not is_kept(frame)]
    kept = [at for at, frame in enumerate(frames) if is_kept(frame)]
    sentences = Sentences(frames, words_by_category(), _SEED)
    plain = list(sentences.plain(learnt))
    intents = sorted({frame.intent for frame in frames})
    tags = sorted({tag for sample in plain for tag in sample.tags} | {OUTSIDE})
    first = list(sentences.round(learnt, variants))
    trainer = Trainer(intents, tags, rounds * -(-len(first) // BATCH), _SEED)
    for number in range(rounds):
        began = time.perf_counter()
        made = first if number == 0 else list(sentences.round(learnt, variants))
        made = [sample for sample in made if set(sample.tags) <= set(trainer.tags)]
        loss = trainer.learn(made)
        say(
            f"round {number + 1} of {rounds}: {len(made)} sentences, loss {loss:.3f}, "
            f"{time.perf_counter() - began:.0f} s"
        )
    arrays = trainer.network.exported()
    arrays |= {"intents": np.array(intents), "tags": np.array(tags), "format": np.array(FORMAT)}
    arrays["temperature"] = np.array(temperature(trainer, list(sentences.plain(kept))))
    return arrays


def temperature(trainer: Trainer, kept: Sequence[Sample]) -> float:
    """Return the divisor of the scores at which the probabilities of unseen frames are truest (least surprise)."""
    kept = [sample for sample in kept if sample.ids]
    if not kept:
        return 1.0
    scores = trainer.logits(kept).astype(np.float64)
    right = np.array([trainer.intents[sample.intent or ""] for sample in kept])
    return float(min(np.arange(0.4, 3.0, 0.05), key=lambda one: _surprise(scores / one, right)))


def _surprise(scores: npt.NDArray[np.float64], right: npt.NDArray[np.int64]) -> float:
    highest = scores.max(axis=1, keepdims=True)
    total = np.log(np.exp(scores - highest).sum(axis=1)) + highest[:, 0]
    return float((total - scores[np.arange(len(right)), right]).mean())


def build(weights: Path, more: Sequence[Frame] = (), say: Callable[[str], None] = print) -> None:
    """Train on the frames that come with NIA and on `more`, and write the weights."""
    torch.set_num_threads(1)  # more gain nothing at this size, and one gives the same sums each time
    began = time.perf_counter()
    frames = [*read_frames(), *more]
    say(f"{len(frames)} frames, {len({frame.intent for frame in frames} - ACTS)} tools")
    arrays = train(frames, say=say)
    weights.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(weights, **arrays)  # type: ignore[arg-type]
    say(f"{weights.name}: {weights.stat().st_size / 1e6:.1f} MB in {time.perf_counter() - began:.0f} s")
