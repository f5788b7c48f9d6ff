"""Where NIA's own suites lie: `evals/suites` here, else those that came with the package. `nia eval` plays them."""

from __future__ import annotations

from pathlib import Path


def default_suites() -> Path:
    """Return `./evals/suites` where there is one, else the folder of the package."""
    here = Path("evals") / "suites"
    if here.is_dir():
        return here
    root = Path(__file__).parents[1]
    packaged = root / "_defaults" / "evals" / "suites"
    return packaged if packaged.is_dir() else root.parent / "evals" / "suites"
