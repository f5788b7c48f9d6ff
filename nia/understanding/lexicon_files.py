"""The lexicon's YAML files, `category: {value: [phrase, …]}`. Whatever takes words out of them asks here."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from nia.errors import ConfigError

_KEPT = 8  # files: several readers take their words out of one


@lru_cache(maxsize=_KEPT)
def parsed(file: Path) -> dict[str, dict[str, list[str]]]:
    """Return what a file holds, all of it as text: "on" and "no" are words there. Raise ConfigError on other forms."""
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    for category, values in loaded.items():
        if not isinstance(values, dict) or not all(isinstance(phrases, list) for phrases in values.values()):
            raise ConfigError(file.name, None, f"{category} is no map of value to phrases", "Write `value: [phrase]`.")
        for phrases in values.values():
            if not all(isinstance(phrase, str) for phrase in phrases):
                raise ConfigError(file.name, None, f"{category}: {phrases} are no words", "Write `value: [phrase]`.")
    return loaded  # type: ignore[no-any-return]
