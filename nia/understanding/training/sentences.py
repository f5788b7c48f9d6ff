"""Cut an annotated sentence into units as the engine would, and tag them. Training uses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from nia.understanding.entities import Finder, disjoint, entity_lexicon
from nia.understanding.tagger import OUTSIDE
from nia.understanding.time_values import TimeFrame
from nia.understanding.tokens import tokenize
from nia.understanding.training.frames import Frame, Mark
from nia.understanding.units import Entity, Unit, cut
from nia.understanding.words import Lexicon

_GRAMMAR = {
    "when": "time",
    "due": "time",
    "due_to": "time",
    "remind_at": "time",
    "expected_close": "time",
    "next_follow_up": "time",
    "set.expected_close": "time",
    "set.next_follow_up": "time",
    "where.created": "time",
    "minutes": "time",
    "shift": "time",
    "value": "money",
    "min_value": "money",
    "max_value": "money",
    "where.min_value": "money",
    "where.max_value": "money",
    "phone": "phone",
    "email": "email",
}
_SMALL = frozenset("on at in by before till until for from to ko ke tak".split())


class Reader:
    """Cuts sentences at one frozen instant, so that training is the same each time."""

    def __init__(self) -> None:
        self._finder = Finder(Lexicon.shipped())
        self._lexicon = entity_lexicon()
        self._frame = TimeFrame(datetime(2026, 3, 2, 4, 0, tzinfo=UTC))

    def tagged(self, frame: Frame, role: Callable[[str], str]) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
        """Return the units of a sentence and their tags. What a grammar misses of its own kind is still one unit."""
        tokens = tokenize(frame.text)
        found = self._finder.find(frame.text, tokens, self._frame)
        missed = [
            self._marked(frame.text, mark, _GRAMMAR[role(mark.slot)])
            for mark in frame.marks
            if role(mark.slot) in _GRAMMAR and not _has_entity(found, mark)
        ]
        units = cut(tokens, disjoint(found, missed), self._lexicon)
        tags = [OUTSIDE] * len(units)
        for mark in frame.marks:
            self._tag(units, tags, mark, role(mark.slot))
        return units, tuple(tags)

    def _tag(self, units: tuple[Unit, ...], tags: list[str], mark: Mark, role: str) -> None:
        inside = [at for at, unit in enumerate(units) if unit.start < mark.end and mark.start < unit.end]
        if role in _GRAMMAR:
            inside = [at for at in inside if units[at].kind == _GRAMMAR[role]]
        for count, at in enumerate(inside):
            tags[at] = f"{'I' if count and role not in _GRAMMAR else 'B'}-{role}"

    def _marked(self, text: str, mark: Mark, kind: str) -> Entity:
        start = mark.start
        for token in tokenize(text[mark.start : mark.end]):
            if token.folded not in _SMALL:
                start = mark.start + token.start
                break
        return Entity(kind, start, mark.end)


def _has_entity(found: tuple[Entity, ...], mark: Mark) -> bool:
    return any(entity.start < mark.end and mark.start < entity.end for entity in found)
