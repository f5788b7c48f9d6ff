"""A gated recurrent layer that reads a sentence from both ends, in numpy. `ensemble` uses it for the tags.

Gates and their order are those of torch's `nn.GRU`, which trains it: reset, update, new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from nia.understanding.products import Array, product

_ENDS = ("", "_reverse")  # torch's names for the reading from the left, and from the right


class Recurrent:
    """The layers of k networks side by side. Weights of the input are [in, 3 * h], of the memory [h, 3 * h]."""

    def __init__(self, networks: Sequence[Mapping[str, npt.NDArray[np.generic]]], name: str) -> None:
        """Take the arrays `{name}.weight_ih_l0` and the like of each network."""

        def both_ends(part: str) -> Array:  # [k, 2, …]
            return np.stack([[one[f"{name}.{part}_l0{end}"].astype(np.float32) for end in _ENDS] for one in networks])

        self._input, self._input_bias = both_ends("weight_ih"), both_ends("bias_ih")[:, :, None]
        self._memory, self._memory_bias = both_ends("weight_hh"), both_ends("bias_hh")[:, :, None]

    def read(self, seen: Array) -> Array:
        """Return what is remembered at each unit, from the left and from the right: [k, n, in] to [k, n, 2 * h]."""
        size = self._memory.shape[2]
        told = product(np.stack([seen, seen[:, ::-1]], axis=1), self._input) + self._input_bias
        state = np.zeros((len(seen), 2, 1, size), np.float32)
        states = np.empty((*told.shape[:3], size), np.float32)
        for at in range(told.shape[2]):
            now, before = told[:, :, at : at + 1], state @ self._memory + self._memory_bias
            gates = 0.5 + 0.5 * np.tanh(0.5 * (now[..., : 2 * size] + before[..., : 2 * size]))  # the logistic curve
            reset, kept = gates[..., :size], gates[..., size:]
            new = np.tanh(now[..., 2 * size :] + reset * before[..., 2 * size :])
            state = new + kept * (state - new)
            states[:, :, at : at + 1] = state
        return np.concatenate([states[:, 0], states[:, 1, ::-1]], axis=2)
