"""The grammar of whole time expressions: it asks the grammars of shifts, recurrences, ranges, bounds, lengths."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.port import Grain
from nia.understanding.time_bounds import BoundGrammar
from nia.understanding.time_expressions import ReadExpression
from nia.understanding.time_grammar import MomentGrammar
from nia.understanding.time_lengths import read_lasting
from nia.understanding.time_ranges import RangeGrammar
from nia.understanding.time_recurrences import RecurrenceGrammar
from nia.understanding.time_shifts import ShiftGrammar
from nia.understanding.words import Word


class TimeGrammar:
    """Reads time expressions from one utterance's words."""

    def __init__(self, words: Sequence[Word], expects: Grain | None = None) -> None:
        self._words = words
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
            self._shifts.shift(at)
            or self._recurrences.every(at)
            or self._ranges.between(at)
            or self._bounds.bounded(at, moving=self._shifts.is_moving(at))
            or read_lasting(self._words, at, self._moments)
        )
