"""Cities under their several names: Bombay is Mumbai. `lead_search` compares by these."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from nia.matching.compare import FITS, fold, score

_NAMES = Path(__file__).with_suffix(".yaml")


def same_city(one: str, other: str) -> bool:
    """Tell whether two names, in any script, mean the same city; a typing error is forgiven."""
    said, meant = (_usual_names().get(fold(name), fold(name)) for name in (one, other))
    return said == meant or (len(said.split()) == len(meant.split()) and score(said, meant) >= FITS)


@cache
def _usual_names() -> dict[str, str]:
    """Return each name of a city, folded, with the one that stands for it."""
    groups: list[list[str]] = yaml.load(_NAMES.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    return {name: names[0] for names in groups for name in names}
