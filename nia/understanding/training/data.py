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
from nia.understanding.training.pairs import parted, read_pairs
from nia.understanding.training.sentences import Reader

_SHARE_OF_PAIRS = 0.12
_VARIANTS_OF_PAIRS = 2  # of each that was written by hand, for one of a frame


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence as the network sees it. Acts and pairs have no tags; `begins`: the units where further wishes do."""

    ids: tuple[Ids, ...]
    intent: str | None
    tags: tuple[str, ...] = ()
    begins: tuple[int, ...] = ()
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
        self._pairs = list(read_pairs())

    def plain(self, numbers: Sequence[int]) -> Iterator[Sample]:
        """Yield the frames as they were written."""
        for number in numbers:
            yield self._sample(self._frames[number], number)

    def round(self, numbers: Sequence[int], variants: int) -> Iterator[Sample]:
        """Yield variants of the frames with these numbers, and pairs of those that are wishes."""
        wishes: dict[str, list[Frame]] = {}
        for number in numbers:
            frame = self._frames[number]
            once = frame.intent in ACTS and not _is_beyond(frame)
            count = 1 if once else variants + (frame.language != "en")  # of English there is three times as much
            for _ in range(count):
                said = self._generator.variant(frame)
                yield self._sample(said, number)
                if frame.intent not in ACTS:
                    wishes.setdefault(frame.language, []).append(said)
        for listed in wishes.values():
            for _ in range(int(_SHARE_OF_PAIRS * len(listed))):
                yield self._joined(self._random.choice(listed), self._random.choice(listed))
        for pair in self._pairs:
            for _ in range(_VARIANTS_OF_PAIRS * variants):
                yield self._pair(self._generator.variant(pair))

    def _sample(self, frame: Frame, number: int) -> Sample:
        units, tags = self._reader.tagged(frame, partial(role_of, frame.intent))
        known = () if frame.intent in ACTS else tags[:MOST_UNITS]
        return Sample(ids_of(units[:MOST_UNITS]), frame.intent, known, (), number, frame.language)

    def _joined(self, one: Frame, other: Frame) -> Sample:
        joint = self._random.choice(self._joints[one.language])
        first = one.text.rstrip(" .!?।") if "." not in joint else one.text
        return self._pair(Frame(one.intent, one.language, f"{first}{joint}|| {other.text}", ()))

    def _pair(self, said: Frame) -> Sample:
        text, begins = parted(said.text)
        units, _ = self._reader.tagged(Frame(said.intent, said.language, text, ()), str)
        units = units[:MOST_UNITS]
        first = [next((at for at, unit in enumerate(units) if unit.start >= begin), None) for begin in begins]
        return Sample(ids_of(units), None, (), tuple(at for at in first if at is not None), -1, said.language)


def _is_beyond(frame: Frame) -> bool:
    return frame.intent == Act.OUT_OF_SCOPE.value
