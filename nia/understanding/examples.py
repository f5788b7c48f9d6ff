"""The nearest example sentence: tools of plugins and sentences of admins count at once, without training."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nia.understanding.features import concepts, masked_words
from nia.understanding.port import SlotShape, SlotValue, ToolShape
from nia.understanding.training.frames import Mark, parse
from nia.understanding.units import Unit
from nia.understanding.values import TIMES, value_of

_COMMON = frozenset(
    "a an the to for of in on at my me i is it and please with that this do can you ko ka ki ke se".split()
)
_COMMON_WEIGHT = 0.3
_SAYS_ENOUGH = 2.0  # "give … to …" is an example of nothing


@dataclass(frozen=True, slots=True)
class Example:
    """An example sentence: its tool, its weighted features, and the words around each of its annotations."""

    tool: str
    features: Mapping[str, float]
    weight: float
    square: float
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A slot, with the word before it and the word after it ("" at an edge)."""

    slot: str
    before: str
    after: str


class ExampleIndex:
    """Finds the example that is most like a sentence."""

    def __init__(
        self, tools: Sequence[ToolShape], more: Mapping[str, Sequence[str]], cut: Callable[[str], Sequence[Unit]]
    ) -> None:
        """Take tools with their examples, `more` examples by tool, and what cuts a sentence into units."""
        listed = [(tool.name, sentence) for tool in tools for sentence in (*tool.examples, *more.get(tool.name, ()))]
        self.examples = tuple(_example(name, sentence, cut) for name, sentence in listed)
        self._holding: dict[str, list[int]] = {}
        for at, example in enumerate(self.examples):
            for key in example.features if example.weight >= _SAYS_ENOUGH else ():
                self._holding.setdefault(key, []).append(at)

    def nearest(self, units: Sequence[Unit]) -> tuple[str, float]:
        """Return the tool of the most similar example, and the similarity (0 to 1); ("", 0) where there is none."""
        features = _features(units)
        shared: dict[int, float] = {}
        for key, weight in features.items():
            for at in self._holding.get(key, ()):
                shared[at] = shared.get(at, 0.0) + weight * weight
        said = sum(weight * weight for weight in features.values())
        best, tool = 0.0, ""
        for at, both in shared.items():
            likeness = _cosine(both, said, self.examples[at].square)
            if likeness > best:
                best, tool = likeness, self.examples[at].tool
        return tool, best

    def fill(
        self, tool: ToolShape, text: str, units: Sequence[Unit], known: Mapping[str, SlotValue]
    ) -> dict[str, SlotValue]:
        """Return values for the tool's open slots, read between the same words as in its examples."""
        filled: dict[str, SlotValue] = {}
        for example in self.examples:
            if example.tool != tool.name:
                continue
            for pattern in example.patterns:
                shape = tool.slot(pattern.slot)
                if shape is None or pattern.slot in known or pattern.slot in filled or shape.kind in TIMES:
                    continue
                value = _between(shape, pattern, text, units)
                if value is not None:
                    filled[pattern.slot] = value
        return filled


def _example(tool: str, sentence: str, cut: Callable[[str], Sequence[Unit]]) -> Example:
    text, marks = parse(sentence)
    units = cut(text)
    kept = [unit for unit in units if not any(mark.start <= unit.start < mark.end for mark in marks)]
    features = _features(kept)
    square = sum(weight * weight for weight in features.values())
    return Example(tool, features, sum(features.values()), square, tuple(_pattern(mark, units) for mark in marks))


def _pattern(mark: Mark, units: Sequence[Unit]) -> Pattern:
    before = [unit.folded for unit in units if unit.end <= mark.start]
    after = [unit.folded for unit in units if unit.start >= mark.end]
    return Pattern(mark.slot, before[-1] if before else "", after[0] if after else "")


def _features(units: Sequence[Unit]) -> dict[str, float]:
    counted = Counter([*masked_words(units), *(f"c:{concept}" for concept in concepts(units))])
    return {key: _COMMON_WEIGHT if key in _COMMON or key.startswith("<") else 1.0 for key in counted}


def _cosine(both: float, said: float, example: float) -> float:
    """Return the likeness; words beyond the example's count half, since they may be the values of its slots.

    Each is a sum of squared weights: of the words in both, of those said, of the example's.
    """
    return both / math.sqrt(example * (both + 0.5 * (said - both)))


def _between(shape: SlotShape, pattern: Pattern, text: str, units: Sequence[Unit]) -> SlotValue | None:
    if not pattern.before:
        return None
    for at, unit in enumerate(units):
        if unit.folded != pattern.before or at + 1 == len(units):
            continue
        end = len(units)
        for later in range(at + 2, len(units)):
            if pattern.after and units[later].folded == pattern.after:
                end = later
                break
        return value_of(shape, text, units[at + 1 : end])
    return None
