"""Makes the sentences that the network learns from: variants of every frame, and pairs of wishes in one sentence."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from nia.understanding.features import Ids, ids_of
from nia.understanding.network import MOST_UNITS
from nia.understanding.port import Act
from nia.understanding.roles import role_of
from nia.understanding.training.frames import ACTS, Frame
from nia.understanding.training.generate import Generator
from nia.understanding.training.manners import Manners
from nia.understanding.training.sentences import Reader

_SHARE_OF_PAIRS = 0.12


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence as the network sees it. Acts and pairs have no tags; `begins` is where a pair's second wish does."""

    ids: tuple[Ids, ...]
    intent: str | None
    tags: tuple[str, ...] = ()
    begins: int | None = None
    frame: int = -1
    language: str = "en"


class Sentences:
    """Makes samples of frames, other ones for each round; the same ones each time for the same seed."""

    def __init__(self, frames: Sequence[Frame], words: dict[str, list[str]], seed: int = 7) -> None:
        self._frames = frames
        self._generator = Generator(frames, words, seed)
        self._reader = Reader()
        self._random = random.Random(seed)
        self._joints = Manners.load().joints

    def plain(self, numbers: Sequence[int]) -> Iterator[Sample]:
        """Yield the frames as they were written."""
        for number in numbers:
            yield self._sample(self._frames[number], number)

    def round(self, numbers: Sequence[int], variants: int) -> Iterator[Sample]:
        """Yield variants of the frames with these numbers, and pairs of those that are wishes."""
        wishes: dict[str, list[Frame]] = {}
        for number in numbers:
            frame = self._frames[number]
            for _ in range(1 if frame.intent in ACTS and not _is_beyond(frame) else variants):
                said = self._generator.variant(frame)
                yield self._sample(said, number)
                if frame.intent not in ACTS:
                    wishes.setdefault(frame.language, []).append(said)
        for listed in wishes.values():
            for _ in range(int(_SHARE_OF_PAIRS * len(listed))):
                yield self._pair(self._random.choice(listed), self._random.choice(listed))

    def _sample(self, frame: Frame, number: int) -> Sample:
        units, tags = self._reader.tagged(frame, partial(role_of, frame.intent))
        known = () if frame.intent in ACTS else tags[:MOST_UNITS]
        return Sample(ids_of(units[:MOST_UNITS]), frame.intent, known, None, number, frame.language)

    def _pair(self, one: Frame, other: Frame) -> Sample:
        joint = self._random.choice(self._joints[one.language])
        first = one.text.rstrip(" .!?।") if "." not in joint else one.text
        text = first + joint + other.text
        begins = len(first) + len(joint)
        units, _ = self._reader.tagged(Frame(one.intent, one.language, text, ()), str)
        units = units[:MOST_UNITS]
        at = next((at for at, unit in enumerate(units) if unit.start >= begins), None)
        return Sample(ids_of(units), None, (), at, -1, one.language)


def _is_beyond(frame: Frame) -> bool:
    return frame.intent == Act.OUT_OF_SCOPE.value
