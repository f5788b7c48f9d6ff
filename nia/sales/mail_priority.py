"""How much a mail matters, and why: by who sent it and by its words. The mail tools and the day's plan use it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from nia.yaml_file import read_yaml

LEVELS = ("low", "normal", "high", "urgent")


class Sender(StrEnum):
    """Who somebody is to the user. The values are the reasons that are shown."""

    HIGH_VALUE_LEAD = "high_value_lead"
    OPEN_LEAD = "open_lead"
    LEAD = "lead"
    MANAGER = "manager"
    COLLEAGUE = "colleague"
    UNKNOWN = "unknown"


class WordGroup(BaseModel):
    """Words that make a mail weightier or lighter by `points`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    points: int = Field(ge=-10, le=10)
    words: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words, as a whole word."""
        longest_first = sorted((word.casefold() for word in self.words), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in longest_first)})(?!\w)")


class PriorityRules(BaseModel):
    """`config/mail/priority.yaml`: the points of senders and words, and from how many points on a level holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    high_value: Decimal = Field(default=Decimal(500_000), ge=0, description="an open deal this big, in its currency")
    senders: Mapping[Sender, int] = Field(default_factory=dict)
    words: Mapping[str, WordGroup] = Field(default_factory=dict)
    urgent_from: int = 4
    high_from: int = 2
    low_to: int = -1

    def level(self, points: int) -> str:
        """Return the priority that so many points make."""
        if points >= self.urgent_from:
            return "urgent"
        if points >= self.high_from:
            return "high"
        return "low" if points <= self.low_to else "normal"


@dataclass(frozen=True, slots=True)
class Weight:
    """A mail's priority, with its reasons as codes: `high_value_lead`, `word:urgent`, `set`."""

    priority: str
    reasons: tuple[str, ...] = ()


def weigh(stored: str | None, subject: str, text: str, sender: Sender, rules: PriorityRules) -> Weight:
    """Weigh a mail. A priority that is stored with it was set by somebody, and stands.

    `text` is safe text without quotes. The words of each group count once, however often they stand there.
    """
    if stored is not None:
        return Weight(stored, ("set",))
    points = rules.senders.get(sender, 0)
    reasons = [str(sender)] if points else []
    content = f"{subject}\n{text}".casefold()
    for group in rules.words.values():
        found = group.pattern.search(content)
        if found:
            points += group.points
            reasons.append(f"word:{found.group()}")
    return Weight(rules.level(points), tuple(reasons))


def heaviest_first(weights: Sequence[Weight]) -> list[int]:
    """Return the indices of `weights`, the most urgent first, otherwise in their order."""
    return sorted(range(len(weights)), key=lambda i: -LEVELS.index(weights[i].priority))


@lru_cache(maxsize=8)
def _read(path: Path, changed_ns: int) -> PriorityRules:
    return read_yaml(path, PriorityRules)


def priority_rules(config_dir: Path) -> PriorityRules:
    """Return the rules of this installation, read again when their file has changed; raise `ConfigError`."""
    path = config_dir / "mail" / "priority.yaml"
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)
