"""Products in slabs are the products."""

from __future__ import annotations

import numpy as np
import pytest

from nia.understanding.products import product


@pytest.mark.parametrize("count", [1, 10, 11, 20, 45])
def test_rows_are_multiplied_whatever_their_number(count: int) -> None:
    random = np.random.default_rng(5)
    values = random.standard_normal((2, count, 128)).astype(np.float32)
    weights = random.standard_normal((2, 128, 288)).astype(np.float32)
    assert product(values, weights) == pytest.approx(values @ weights, abs=1e-4)
