"""Adds up judged utterances: accuracy, slot F1, times, out of scope, calibration, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nia.evaluation.statistics import Interval, wilson
from nia.evaluation.understanding.scores import Judged
from nia.understanding.port import Act

_BINS = 10
_RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Figure:
    """A share in [0, 1] with its 95 % interval, of `count` things."""

    value: float
    interval: Interval
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one language. `intent` is of what is in scope.

    `out_of_scope`: of what is out of it, the share that nothing would be done of (refused, or asked back because the
    engine is unsure); `false_alarms`: the same of what is in scope.
    """

    intent: Figure
    slot_f1: Figure
    times: Figure
    out_of_scope: Figure
    false_alarms: Figure
    calibration_error: float
    whole: Figure


def figures(judged: Sequence[Judged]) -> Figures:
    """Return the figures of some utterances. The interval of F1 is a bootstrap over utterances, seeded."""
    outside = [one for one in judged if one.case.intent == Act.OUT_OF_SCOPE]
    inside = [one for one in judged if one.case.intent != Act.OUT_OF_SCOPE]
    return Figures(
        intent=_share(sum(one.right for one in inside), len(inside)),
        slot_f1=_f1(judged),
        times=_share(sum(one.times[0] for one in judged), sum(one.times[1] for one in judged)),
        out_of_scope=_share(sum(one.flagged for one in outside), len(outside)),
        false_alarms=_share(sum(one.flagged for one in inside), len(inside)),
        calibration_error=calibration_error([(one.confidence, one.right) for one in judged]),
        whole=_share(sum(one.whole for one in judged), len(judged)),
    )


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error over ten bins of equal width: mean |confidence - accuracy|, weighted."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        bins.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, right))
    gaps = [
        abs(float(np.mean([c for c, _ in held])) - float(np.mean([r for _, r in held]))) * len(held)
        for held in bins.values()
    ]
    return sum(gaps) / max(1, len(pairs))


def confusions(judged: Sequence[Judged], most: int = 12) -> list[tuple[str, str, int]]:
    """Return the most frequent (expected, got, times)."""
    counted = Counter((one.case.intent, one.intent) for one in judged if not one.right)
    return [(expected, got, count) for (expected, got), count in counted.most_common(most)]


def _share(part: int, whole: int) -> Figure:
    return Figure(part / whole if whole else 0.0, wilson(part, whole), whole)


def _f1(judged: Sequence[Judged]) -> Figure:
    counts = np.array([(one.hits, len(one.missed), len(one.surplus)) for one in judged], float).reshape(-1, 3)
    random = np.random.default_rng(1)
    draws = [random.integers(0, len(counts), len(counts)) for _ in range(_RESAMPLES)] if len(counts) else []
    spread = sorted(_f1_of(counts[draw].sum(axis=0)) for draw in draws) or [0.0]
    low, high = spread[int(0.025 * len(spread))], spread[int(0.975 * (len(spread) - 1))]
    return Figure(_f1_of(counts.sum(axis=0)), Interval(low, high), int(counts[:, :2].sum()))


def _f1_of(counts: npt.NDArray[np.float64]) -> float:
    hits, missed, surplus = counts
    return float(2 * hits / (2 * hits + missed + surplus)) if hits else 0.0
