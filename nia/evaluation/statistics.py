"""How sure a figure is: pass^k, intervals, paired tests. Comparisons and reports call it; it knows no conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, lcm, sqrt
from statistics import NormalDist

import numpy as np

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value in [0, 1] with its standard error (None of fewer than two conversations), from `count` of them."""

    value: float
    error: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Interval:
    """What the truth lies in with `confidence`."""

    low: float
    high: float
    confidence: float = CONFIDENCE


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often a conversation was tried, and how often it passed."""

    tried: int
    passed: int

    @property
    def rate(self) -> Fraction:
        """The share that passed, exactly."""
        return Fraction(self.passed, self.tried)


def pass_hat(conversations: Sequence[Attempts], k: int) -> Estimate | None:
    """Estimate pass^k: the probability that k independent attempts at a conversation all pass.

    A conversation that passed c of n attempts gives C(c, k) / C(n, k), which is unbiased; these are averaged.
    The attempts at one conversation depend on each other, so the standard error is that of the mean over the
    conversations. Those with fewer than k attempts tell nothing of k and are left out; None if all are.
    """
    values = [comb(one.passed, k) / comb(one.tried, k) for one in conversations if one.tried >= k]
    if not values:
        return None
    error = float(np.std(values, ddof=1)) / sqrt(len(values)) if len(values) > 1 else None
    return Estimate(float(np.mean(values)), error, len(values))


def wilson(passed: int, total: int, confidence: float = CONFIDENCE) -> Interval:
    """Return Wilson's score interval of a pass rate; all of [0, 1] where nothing was tried."""
    if total == 0:
        return Interval(0.0, 1.0, confidence)
    z, rate = _z(confidence), passed / total
    middle = (rate + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * sqrt(rate * (1 - rate) / total + z * z / (4 * total * total))
    low = 0.0 if passed == 0 else max(0.0, middle - half)
    high = 1.0 if passed == total else min(1.0, middle + half)
    return Interval(low, high, confidence)


def mcnemar(gained: int, lost: int) -> float:
    """Return the exact two-sided p of McNemar's test: how likely chance alone flips so unevenly, or more so."""
    flips = gained + lost
    tail = sum(comb(flips, count) for count in range(min(gained, lost) + 1))
    return float(min(Fraction(1), Fraction(2 * tail, 2**flips)))


def sign_flip(differences: Sequence[Fraction]) -> float:
    """Return the exact two-sided p of the paired sign-flip test of a mean difference of 0.

    If A and B are alike, each conversation's difference is as likely to have the other sign. Of all those
    assignments of signs, this is the share whose sum is at least as far from 0. Nothing is sampled: over their
    common denominator the differences are integers, and their sum's distribution is built up one by one.
    With one attempt each this is McNemar's test.
    """
    scale = lcm(*(one.denominator for one in differences))
    steps = [abs(int(one * scale)) for one in differences if one]
    reach = sum(steps)
    chances = np.zeros(2 * reach + 1)
    chances[reach] = 1.0
    for step in steps:
        # No sum built up so far lies within `step` of the ends, so nothing is rolled round them.
        chances = (np.roll(chances, step) + np.roll(chances, -step)) / 2
    far = abs(int(sum(differences) * scale))
    sums = np.abs(np.arange(-reach, reach + 1))
    return float(min(1.0, chances[sums >= far].sum()))


def mean_difference(differences: Sequence[Fraction], confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of a mean of paired differences in [-1, 1], by Bonett and Price's adjustment.

    One conversation more that B alone passes and one more that A alone passes are added before the usual formula.
    So the interval keeps its promise with few flips, and has a width even where nothing flipped.
    """
    values = np.asarray([float(one) for one in differences] + [1.0, -1.0])
    half = _z(confidence) * float(np.std(values)) / sqrt(len(values))
    middle = float(np.mean(values))
    return Interval(max(-1.0, middle - half), min(1.0, middle + half), confidence)


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
