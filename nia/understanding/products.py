"""Products of matrices that BLAS computes in the thread that asks. `ensemble` and `recurrent` multiply by it.

For larger ones it wakes other threads, and where these find no free core, that costs a hundred times what they gain.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float32]

_MOST = 400_000  # multiplications at once; OpenBLAS wakes threads from about 500,000


def product(values: Array, weights: Array) -> Array:
    """Return `values` [..., n, in] times `weights` [..., in, out], so many rows at a time as one thread may do."""
    rows, count = max(1, _MOST // (weights.shape[-2] * weights.shape[-1])), values.shape[-2]
    if count <= rows:
        return np.asarray(values @ weights, np.float32)
    parts = [values[..., at : at + rows, :] @ weights for at in range(0, count, rows)]
    return np.concatenate(parts, axis=-2)
