"""How people wrap, join and spell what they say, from manners.yaml. The generator and the pairs use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Manners:
    """By language: what stands before and after a sentence, between two wishes, and spellings of the same word.

    `openings` and `reasons` are remarks before and behind a wish: more than a courtesy, and no part of it.
    """

    before: Mapping[str, Sequence[str]]
    after: Mapping[str, Sequence[str]]
    openings: Mapping[str, Sequence[str]]
    reasons: Mapping[str, Sequence[str]]
    joints: Mapping[str, Sequence[str]]
    spellings: Mapping[str, Sequence[Sequence[str]]]
    letters: Sequence[tuple[str, str]]

    @classmethod
    def load(cls) -> Manners:
        """Read the file that lies beside this one."""
        return cls(**yaml.safe_load((Path(__file__).parent / "manners.yaml").read_text(encoding="utf-8")))
