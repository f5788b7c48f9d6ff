"""Which trained weights an installation uses: its own (`nia train`), else those that come with NIA."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np

SHIPPED = Path(__file__).parent / "training" / "weights.npz"
OWN = "understanding.npz"  # in the data folder
FORMAT = 4  # of the arrays; another one was written by another version of NIA

_log = logging.getLogger(__name__)


def weights_of(data_dir: Path) -> Path:
    """Return the weights of an installation; its own do not count where another version of NIA wrote them."""
    own = data_dir / OWN
    if not own.is_file():
        return SHIPPED
    with np.load(own) as arrays:
        current = "format" in arrays and int(arrays["format"]) == FORMAT
    if not current:
        _log.warning("weights_of_another_version: run `nia train` again; until then those that came with NIA are used")
    return own if current else SHIPPED
