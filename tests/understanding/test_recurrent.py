"""The recurrent layer of the tags: what torch's documentation of `nn.GRU` says, unit by unit, from both ends."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nia.understanding.recurrent import Recurrent

UNITS, WIDTH, SIZE = 6, 5, 3
ENDS = ("", "_reverse")
Weights = dict[str, npt.NDArray[np.float32]]


def some_weights(seed: int) -> Weights:
    random = np.random.default_rng(seed)
    shapes = {"weight_ih": (WIDTH, 3 * SIZE), "weight_hh": (SIZE, 3 * SIZE), "bias_ih": 3 * SIZE, "bias_hh": 3 * SIZE}
    return {
        f"m.{part}_l0{end}": random.normal(size=shape).astype(np.float32)
        for end in ENDS
        for part, shape in shapes.items()
    }


def logistic(value: float) -> float:
    return float(1 / (1 + np.exp(-value)))


def by_the_book(weights: Weights, seen: npt.NDArray[np.float32], end: str) -> list[list[float]]:
    """Return the state after each unit, one number at a time."""
    state, states = [0.0] * SIZE, []
    for unit in seen:
        told = unit @ weights[f"m.weight_ih_l0{end}"] + weights[f"m.bias_ih_l0{end}"]
        held = np.array(state) @ weights[f"m.weight_hh_l0{end}"] + weights[f"m.bias_hh_l0{end}"]
        after = []
        for at in range(SIZE):
            reset = logistic(told[at] + held[at])
            update = logistic(told[SIZE + at] + held[SIZE + at])
            new = np.tanh(told[2 * SIZE + at] + reset * held[2 * SIZE + at])
            after.append(float((1 - update) * new + update * state[at]))
        state = after
        states.append(state)
    return states


def test_each_network_reads_from_both_ends_as_torch_documents_it() -> None:
    networks = [some_weights(1), some_weights(2)]
    seen = np.random.default_rng(3).normal(size=(2, UNITS, WIDTH)).astype(np.float32)
    got = Recurrent(networks, "m").read(seen)
    assert got.shape == (2, UNITS, 2 * SIZE)
    for number, weights in enumerate(networks):
        left = by_the_book(weights, seen[number], "")
        right = by_the_book(weights, seen[number][::-1], "_reverse")[::-1]
        np.testing.assert_allclose(got[number], np.concatenate([left, right], axis=1), atol=1e-5)


def test_extreme_values_are_read_without_a_warning() -> None:
    seen = np.full((1, 2, WIDTH), 1e4, np.float32)
    assert np.isfinite(Recurrent([some_weights(1)], "m").read(seen)).all()
