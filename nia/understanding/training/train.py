"""Trains the networks on all frames and writes their weights. `nia train` calls it; it needs the extra `train`."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt
import torch

from nia.understanding.tagger import OUTSIDE
from nia.understanding.training.data import Sample, Sentences
from nia.understanding.training.fillers import words_by_category
from nia.understanding.training.frames import ACTS, Frame, read_frames
from nia.understanding.training.linear import surprise, train_linear
from nia.understanding.training.network import BATCH, Trainer
from nia.understanding.weights import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable

Arrays = dict[str, npt.NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: a network for each seed, `rounds` over `variants` of each frame, other ones after every `again`.

    Every `held_out`-th frame is kept from training: it tells how sure the network may be.
    """

    seeds: tuple[int, ...] = (7, 11)
    rounds: int = 12
    variants: int = 3
    again: int = 2
    held_out: int = 30

    def keeps(self, frame: Frame) -> bool:
        """Tell whether a frame is kept from training."""
        return crc32(frame.text.encode()) % self.held_out == 0


def build(weights: Path, more: Sequence[Frame] = (), say: Callable[[str], None] = print) -> None:
    """Train on the frames that come with NIA and on `more`, and write the weights."""
    began = time.perf_counter()
    frames = [*read_frames(), *more]
    say(f"{len(frames)} frames, {len({frame.intent for frame in frames} - ACTS)} tools")
    arrays = train(frames)
    weights.parent.mkdir(parents=True, exist_ok=True)
    np.savez(weights, **arrays)  # type: ignore[arg-type]  # not compressed: that would take longer to load
    say(f"{weights.name}: {weights.stat().st_size / 1e6:.1f} MB in {time.perf_counter() - began:.0f} s")


def train(frames: Sequence[Frame], plan: Plan | None = None) -> Arrays:
    """Return the weights of all models, trained side by side. The same frames give the same weights."""
    plan = plan or Plan()
    intents, tags = sorted({frame.intent for frame in frames}), _tags(frames)
    arrays: Arrays = {"intents": np.array(intents), "tags": np.array(tags), "format": np.array(FORMAT)}
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=len(plan.seeds), mp_context=spawn) as pool:
        each = [pool.submit(train_one, frames, intents, tags, plan, seed) for seed in plan.seeds]
        linear = pool.submit(train_linear, *_parted(frames, plan), intents)
        for number, one in enumerate(each):
            arrays |= {f"{number}.{name}": array for name, array in one.result().items()}
        arrays |= {f"linear.{name}": array for name, array in linear.result().items()}
    return arrays


def train_one(frames: Sequence[Frame], intents: Sequence[str], tags: Sequence[str], plan: Plan, seed: int) -> Arrays:
    """Return the weights of one network. Prints a line a round."""
    torch.set_num_threads(1)  # more gain nothing at this size, and one gives the same sums each time
    learnt = [at for at, frame in enumerate(frames) if not plan.keeps(frame)]
    kept = [at for at, frame in enumerate(frames) if plan.keeps(frame)]
    sentences = Sentences(frames, words_by_category(), seed)
    made = list(sentences.round(learnt, plan.variants))
    trainer = Trainer(intents, tags, plan.rounds * -(-len(made) // BATCH), seed)
    for number in range(plan.rounds):
        began = time.perf_counter()
        if number and number % plan.again == 0:
            made = list(sentences.round(learnt, plan.variants))
        loss = trainer.learn([sample for sample in made if set(sample.tags) <= set(trainer.tags)])
        took = time.perf_counter() - began
        print(f"network {seed}, round {number + 1} of {plan.rounds}: loss {loss:.3f}, {took:.0f} s", flush=True)
    arrays = trainer.network.exported()
    arrays["temperature"] = np.array(temperature(trainer, list(sentences.plain(kept))))
    return arrays


def temperature(trainer: Trainer, kept: Sequence[Sample]) -> float:
    """Return the divisor of the scores at which the probabilities of unseen frames are truest (least surprise)."""
    kept = [sample for sample in kept if sample.ids]
    if not kept:
        return 1.0
    scores = trainer.logits(kept).astype(np.float64)
    right = np.array([trainer.intents[sample.intent or ""] for sample in kept])
    return float(min(np.arange(0.4, 3.0, 0.05), key=lambda one: surprise(scores / one, right)))


def _parted(frames: Sequence[Frame], plan: Plan) -> tuple[list[Frame], list[Frame]]:
    """Return the frames that are learnt and those that are kept."""
    return [one for one in frames if not plan.keeps(one)], [one for one in frames if plan.keeps(one)]


def _tags(frames: Sequence[Frame]) -> list[str]:
    sentences = Sentences(frames, words_by_category())
    return sorted({tag for sample in sentences.plain(range(len(frames))) for tag in sample.tags} | {OUTSIDE})
