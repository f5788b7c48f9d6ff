from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, product
from math import sqrt
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nia.evaluation.statistics import Attempts, mcnemar, mean_difference, pass_hat, sign_flip, wilson

attempts = st.integers(1, 6).flatmap(lambda n: st.builds(Attempts, st.just(n), st.integers(0, n)))


def test_pass_hat_by_hand() -> None:
    # C(3,2)/C(4,2) = 3/6, C(4,2)/C(4,2) = 1, C(1,2) = 0: mean 0.5, deviation 0.5, over the root of 3.
    estimate = pass_hat([Attempts(4, 3), Attempts(4, 4), Attempts(4, 1)], 2)
    assert estimate is not None
    assert estimate.value == pytest.approx(0.5)
    assert estimate.error == pytest.approx(0.5 / sqrt(3))


@given(st.lists(attempts, min_size=1, max_size=5), st.integers(1, 6))
def test_pass_hat_is_the_share_of_the_choices_of_k_attempts_that_all_pass(tried: list[Attempts], k: int) -> None:
    shares = []
    for one in tried:
        outcomes = [True] * one.passed + [False] * (one.tried - one.passed)
        if picks := list(combinations(outcomes, k)):
            shares.append(fmean(all(pick) for pick in picks))
    estimate = pass_hat(tried, k)
    if not shares:
        assert estimate is None
        return
    assert estimate is not None
    assert estimate.value == pytest.approx(fmean(shares))
    assert estimate.count == len(shares)
    assert (estimate.error is None) == (len(shares) < 2)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_more_attempts_never_pass_more_often(passes: list[int]) -> None:
    values = [pass_hat([Attempts(5, passed) for passed in passes], k) for k in range(1, 6)]
    shares = [estimate.value for estimate in values if estimate]
    assert all(a >= b - 1e-12 for a, b in pairwise(shares))


def test_attempts_at_one_conversation_are_no_independent_conversations() -> None:
    # The same conversations, each tried ten times as often with the same outcome, are no surer.
    once = pass_hat([Attempts(1, 1), Attempts(1, 0), Attempts(1, 1)], 1)
    often = pass_hat([Attempts(10, 10), Attempts(10, 0), Attempts(10, 10)], 1)
    assert once == often


@pytest.mark.parametrize(
    ("passed", "total", "low", "high"),
    # By the formula with z = 1.959964, worked out by hand; 0 and all have the closed forms z²/(n+z²) and n/(n+z²).
    [(0, 10, 0.0, 3.841459 / 13.841459), (10, 10, 10 / 13.841459, 1.0), (5, 10, 0.236593, 0.763407), (0, 0, 0.0, 1.0)],
)
def test_wilson(passed: int, total: int, low: float, high: float) -> None:
    interval = wilson(passed, total)
    assert (interval.low, interval.high) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_holds_the_rate_and_mirrors(passed: int, failed: int) -> None:
    interval, mirrored = wilson(passed, passed + failed), wilson(failed, passed + failed)
    assert 0 <= interval.low <= interval.high <= 1
    if passed + failed:
        assert interval.low - 1e-12 <= passed / (passed + failed) <= interval.high + 1e-12
    assert interval.low == pytest.approx(1 - mirrored.high)


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    # 2 · Σ C(n, i) / 2^n: (7, 2): 2 · (1 + 9 + 36) / 512; (5, 0): 2 / 32; (6, 0): 2 / 64.
    [(0, 0, 1.0), (1, 0, 1.0), (3, 3, 1.0), (5, 0, 2 / 32), (6, 0, 2 / 64), (7, 2, 92 / 512), (2, 7, 92 / 512)],
)
def test_mcnemar(gained: int, lost: int, p: float) -> None:
    assert mcnemar(gained, lost) == pytest.approx(p)


def test_mcnemar_of_very_many_flips_is_still_a_number() -> None:
    assert 0 < mcnemar(2600, 2400) < 0.01


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 10))
def test_with_one_attempt_the_sign_flip_test_is_mcnemars(gained: int, lost: int, same: int) -> None:
    differences = [Fraction(1)] * gained + [Fraction(-1)] * lost + [Fraction(0)] * same
    assert sign_flip(differences) == pytest.approx(mcnemar(gained, lost))


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.builds(Fraction, st.integers(-4, 4), st.sampled_from([1, 2, 3, 4])), max_size=8))
def test_the_sign_flip_test_counts_every_assignment_of_signs(differences: list[Fraction]) -> None:
    observed = abs(sum(differences, Fraction(0)))
    sums = [
        sum((sign * one for sign, one in zip(signs, differences, strict=True)), Fraction(0))
        for signs in product((1, -1), repeat=len(differences))
    ]
    assert sign_flip(differences) == pytest.approx(fmean(abs(one) >= observed for one in sums))


def test_the_sign_flip_test_takes_thousands_of_conversations() -> None:
    differences = [Fraction(1, 4)] * 600 + [Fraction(-1, 3)] * 300 + [Fraction(0)] * 2000
    assert sign_flip(differences) < 0.001


def test_the_interval_of_a_difference_by_hand() -> None:
    # 10 gained and 2 lost of 98, and one more each way: mean 8/100, variance 14/100 - 0.08².
    differences = [Fraction(1)] * 10 + [Fraction(-1)] * 2 + [Fraction(0)] * 86
    interval = mean_difference(differences)
    half = 1.959964 * sqrt((0.14 - 0.0064) / 100)
    assert (interval.low, interval.high) == (pytest.approx(0.08 - half), pytest.approx(0.08 + half))


def test_the_interval_has_a_width_where_nothing_flipped() -> None:
    interval = mean_difference([Fraction(0)] * 50)
    assert interval.low == pytest.approx(-interval.high)
    assert 0.04 < interval.high < 0.06


@pytest.mark.parametrize(("gain", "loss", "count"), [(0.05, 0.02, 60), (0.1, 0.1, 100), (0.02, 0.0, 180)])
def test_the_interval_holds_the_truth_as_often_as_it_says(gain: float, loss: float, count: int) -> None:
    random = np.random.default_rng(7)
    held = 0
    for gained, lost, same in random.multinomial(count, [gain, loss, 1 - gain - loss], size=600):
        values = [Fraction(1)] * gained + [Fraction(-1)] * lost + [Fraction(0)] * same
        interval = mean_difference(values)
        held += interval.low <= gain - loss <= interval.high
    assert held / 600 >= 0.93
