"""The grammar of whole time expressions: it asks the grammars of shifts, recurrences, ranges, bounds, lengths."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.calendar_offsets import Rolling
from nia.understanding.durations import Duration
from nia.understanding.numbers import sense
from nia.understanding.port import Grain
from nia.understanding.time_bounds import BoundGrammar
from nia.understanding.time_expressions import ReadExpression, Single
from nia.understanding.time_grammar import MomentGrammar
from nia.understanding.time_lengths import read_lasting
from nia.understanding.time_moments import Moment
from nia.understanding.time_ranges import RangeGrammar
from nia.understanding.time_recurrences import RecurrenceGrammar
from nia.understanding.time_shifts import ShiftGrammar
from nia.understanding.words import Word

_BEFORE_SOON = ("due", "closing", "close", "expiring", "expire", "ending", "up")


class TimeGrammar:
    """Reads time expressions from one utterance's words."""

    def __init__(self, words: Sequence[Word], expects: Grain | None = None, *, back: bool = False) -> None:
        """Take the words; `back`: what was is spoken of, so that "recently" is a stretch that is asked for."""
        self._words = words
        self._back = back
        self._moments = MomentGrammar(words, expects)
        self._shifts = ShiftGrammar(words)
        self._ranges = RangeGrammar(words, self._moments)
        self._recurrences = RecurrenceGrammar(words, self._moments, self._ranges)
        self._bounds = BoundGrammar(words, self._moments)

    def expression(self, at: int) -> ReadExpression | None:
        """Read the longest expression that begins at `at`. Call with rising `at`: the last shift verb is remembered."""
        if self._shifts.pass_over(at):
            return None
        return (
            self._vague(at)
            or self._shifts.shift(at)
            or self._recurrences.every(at)
            or self._ranges.between(at)
            or self._bounds.bounded(at, moving=self._shifts.is_moving(at))
            or read_lasting(self._words, at, self._moments)
        )

    def _vague(self, at: int) -> ReadExpression | None:
        """Read "recently" where what was is asked for, and the "soon" of "due soon": so many days from now."""
        ago = sense(self._words, at, "recent") if self._back else None
        ahead = sense(self._words, at, "soon") if at and self._words[at - 1].folded in _BEFORE_SOON else None
        days = ago or ahead
        if days is None:
            return None
        rolling = Rolling(Duration(seconds=int(days) * 86400, unit="day", count=int(days)), -1 if ago else 1)
        return ReadExpression(Single(Moment(day=rolling)), at + 1)
