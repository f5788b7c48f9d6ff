"""Which words fill which slot: an averaged perceptron over units, its weights a small array. The engine asks it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nia.understanding.features import chained, hashed, tag_features
from nia.understanding.units import Unit

OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Span:
    """Units `first` to `last` (exclusive) that fill a slot; `role` is the tagger's name for the slot."""

    role: str
    first: int
    last: int


class Tagger:
    """Tags units as B-role, I-role or O. `weights` is [features, tags]."""

    def __init__(self, tags: Sequence[str], weights: npt.NDArray[np.generic]) -> None:
        self.tags = tuple(tags)
        self.weights = weights
        self._outside = self.tags.index(OUTSIDE)
        self._inside_of = {tag: tag[2:] for tag in self.tags if tag.startswith("I-")}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Tagger:
        """Read what training wrote."""
        return cls([str(tag) for tag in arrays["tags"]], arrays["tag_weights"])

    def spans(self, units: Sequence[Unit], tool: str, roles: Collection[str]) -> list[Span]:
        """Return the spans of the roles that this tool has, from left to right."""
        return spans_of(self.tag(units, tool, roles))

    def tag(self, units: Sequence[Unit], tool: str, roles: Collection[str]) -> list[str]:
        """Return a tag for each unit."""
        allowed = np.array([tag == OUTSIDE or tag[2:] in roles for tag in self.tags])
        barred = np.where(allowed, 0, -(1 << 24))
        tags: list[str] = []
        last = before = OUTSIDE
        for unit, keys in zip(units, tag_features(units, tool), strict=True):
            rows = chained([hashed(key) for key in keys], tool, unit, last, before)
            scores = self.weights[rows].sum(axis=0, dtype=np.int32) + barred
            tag = self.tags[int(scores.argmax())]
            role = self._inside_of.get(tag)
            if role is not None and last[2:] != role:
                tag = f"B-{role}"
            tags.append(tag)
            before, last = last, tag
        return tags


def spans_of(tags: Sequence[str]) -> list[Span]:
    """Return the spans that tags describe."""
    spans: list[Span] = []
    for at, tag in enumerate(tags):
        if tag == OUTSIDE:
            continue
        if tag.startswith("I-") and spans and spans[-1].last == at and spans[-1].role == tag[2:]:
            spans[-1] = Span(tag[2:], spans[-1].first, at + 1)
        else:
            spans.append(Span(tag[2:], at, at + 1))
    return spans
