"""Which words fill which slot: the network's tags, the best sequence of them that makes sense. The engine asks it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nia.understanding.network import Network
from nia.understanding.products import Array
from nia.understanding.units import Unit

OUTSIDE = "O"
_KEPT = 64  # sets of roles: each tool has one
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Span:
    """Units `first` to `last` (exclusive) that fill a slot; `role` is the tagger's name for the slot."""

    role: str
    first: int
    last: int


class Tagger:
    """Tags units as B-role, I-role or O."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._allowed = lru_cache(maxsize=_KEPT)(self._allowed_of)

    def spans(self, units: Sequence[Unit], tool: str, roles: Collection[str]) -> list[Span]:
        """Return the spans of the roles that this tool has, from left to right."""
        return spans_of(self.tag(units, tool, roles))

    def tag(self, units: Sequence[Unit], tool: str, roles: Collection[str]) -> list[str]:
        """Return a tag for each unit: the most probable sequence in which I-role follows B-role or I-role."""
        kept, allowed = self._allowed(frozenset(roles))
        scores = self._network.tag_chances(self._network.encode(units), tool)[:, kept]
        best = best_path(scores, allowed)
        tags = [self._network.tags[kept[at]] for at in best[: len(units)]]
        return [*tags, *[OUTSIDE] * (len(units) - len(best))]

    def _allowed_of(self, roles: Collection[str]) -> tuple[list[int], Array]:
        """Return the places of the tags that are O or of these roles, and which of them may follow which."""
        tags = self._network.tags
        kept = [at for at, tag in enumerate(tags) if tag == OUTSIDE or tag[2:] in roles]
        return kept, follows([tags[at] for at in kept])


def best_path(scores: Array, follows: Array) -> list[int]:
    """Return the tags of the best sequence. `scores` [n, tags]; `follows` [tag before, tag], 0 or far below."""
    reached = scores[0] + follows[-1]
    came_from = []
    for row in scores[1:]:
        both = reached[:, None] + follows[:-1]
        came_from.append(both.argmax(axis=0))
        reached = both.max(axis=0) + row
    path = [int(reached.argmax())]
    for before in reversed(came_from):
        path.append(int(before[path[-1]]))
    return path[::-1]


def follows(tags: Sequence[str]) -> Array:
    """Return which tag may follow which; the last row is for the first unit."""
    allowed = np.zeros((len(tags) + 1, len(tags)), np.float32)
    for at, tag in enumerate(tags):
        if tag.startswith("I-"):
            for before, other in enumerate([*tags, OUTSIDE]):
                if other == OUTSIDE or other[2:] != tag[2:]:
                    allowed[before, at] = _NEVER
    return allowed


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
