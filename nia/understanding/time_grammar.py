"""The grammar of times: pieces (a weekday, a date, an hour) and moments made of pieces. time_ranges.py builds on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nia.understanding.calendar_meanings import CalendarDay, DayMeaning
from nia.understanding.clock_grammar import read_clock
from nia.understanding.day_grammar import DayGrammar
from nia.understanding.durations import Duration
from nia.understanding.numbers import has
from nia.understanding.port import Grain
from nia.understanding.time_of_day import Clock
from nia.understanding.words import Word

# Words that may stand between the pieces of one time ("friday at 5 in the evening", "kal ko 5 baje").
_BETWEEN_PIECES = ("at", "on", "in", "of", "comma", "after_word", "the", "by")
_MOST_FILLERS = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it was said: a day or longer, a part of day, a time of day; each None unless said."""

    day: DayMeaning | None = None
    part: str | None = None
    clock: Clock | None = None
    now: bool = False
    same_time: bool = False
    edge_of_day: str | None = None  # "start" or "end" of the working day
    moved: tuple[Duration, int] | None = None  # so long after or before it ("3 hours before 5 pm")
    bare: int | None = None  # a number that is an hour or a day, as what stands beside it tells

    @property
    def has_time(self) -> bool:
        """Tell whether a time of day was said, in whatever way."""
        return self.clock is not None or self.edge_of_day is not None or self.same_time

    def with_piece(self, piece: Moment) -> Moment | None:
        """Return this moment with one more piece, or None where the piece does not go with it."""
        if self.now or piece.now or (self.has_time and piece.has_time) or (self.part and piece.part):
            return None
        day = self.day or piece.day
        if self.day is not None and piece.day is not None:
            if not (isinstance(self.day, CalendarDay) and isinstance(piece.day, CalendarDay)):
                return None
            day = self.day.merged(piece.day)
            if day is None:
                return None
        return replace(
            self,
            day=day,
            part=self.part or piece.part,
            clock=self.clock or piece.clock,
            same_time=self.same_time or piece.same_time,
            edge_of_day=self.edge_of_day or piece.edge_of_day,
        )


@dataclass(frozen=True, slots=True)
class Read:
    """A moment and the index of the word after it."""

    moment: Moment
    after: int


class MomentGrammar:
    """Reads moments from one utterance's words. `expects`: what was just asked for, so that a bare number may be it."""

    def __init__(self, words: Sequence[Word], expects: Grain | None = None) -> None:
        self._words = words
        self._expects = expects
        self._days = DayGrammar(words, expects)
        self._read: dict[tuple[int, bool], Read | None] = {}

    def moment(self, at: int, *, led: bool = False) -> Read | None:
        """Read the longest moment at `at`. `led`: a word before it ("by", "till") lets a bare number be an hour."""
        key = (at, led)
        if key not in self._read:
            self._read[key] = self._moment(at, led=led)
        return self._read[key]

    def _moment(self, at: int, *, led: bool) -> Read | None:
        start = self._skip_leading(at)
        led = led or (start > at and any(has(self._words, i, "at") for i in range(at, start)))
        dated = start > at and any(has(self._words, i, "on") or has(self._words, i, "the") for i in range(at, start))
        first = self._piece(start, led=led, dated=dated, moment=Moment())
        if first is None:
            return None
        moment, after = first.moment, first.after
        while (following := self._next_piece(after, moment)) is not None:
            moment, after = following.moment, following.after
        return Read(moment, after) if self._stands_alone(moment, start, after, led or dated or start > at) else None

    def _next_piece(self, after: int, moment: Moment) -> Read | None:
        fillers = 0
        led = False
        while True:
            piece = self._piece(after, led=led or moment.day is not None or moment.part is not None, moment=moment)
            if piece is not None:
                joined = moment.with_piece(piece.moment)
                return None if joined is None else Read(joined, piece.after)
            if fillers == _MOST_FILLERS or not any(has(self._words, after, kind) for kind in _BETWEEN_PIECES):
                return None
            led = has(self._words, after, "at")
            fillers += 1
            after += 1

    def _piece(self, at: int, *, moment: Moment, led: bool = False, dated: bool = False) -> Read | None:
        if at >= len(self._words):
            return None
        words, senses = self._words, self._words[at].senses
        day = self._days.day(at, dated=dated or has(words, at - 1, "on") or has(words, at - 1, "the"))
        clock = read_clock(words, at, led=led, expected=self._expects is Grain.HOUR)
        if day is not None and (clock is None or day.after >= clock.after):
            return Read(Moment(day=day.meaning), day.after)
        if clock is not None:
            return Read(Moment(clock=clock.clock), clock.after)
        if "tonight" in senses:
            day_of = CalendarDay(unit="day", offset=int(senses["tonight"]))
            return Read(Moment(day=day_of, part="tonight"), at + 1)
        if "now" in senses:
            return Read(Moment(now=True), at + 1)
        if "day_end" in senses:
            return Read(Moment(edge_of_day="end"), at + 1)
        if "day_start" in senses:
            return Read(Moment(edge_of_day="start"), at + 1)
        if "same" in senses:
            return Read(Moment(same_time=True), at + 1)
        return self._part(at, moment)

    def _part(self, at: int, moment: Moment) -> Read | None:
        """Read "morning", "this evening", "in the afternoon"; "early" alone is a part of day only after a day."""
        words = self._words
        this = (has(words, at, "which") and words[at].senses["which"] == 0) or has(words, at, "weak_which")
        last = has(words, at, "which") and words[at].senses["which"] == -1
        where = at + 1 if this or last else at
        if not has(words, where, "part"):
            return None
        part = str(words[where].senses["part"])
        if words[where].folded == "early" or ("half" in part and moment.day is None):
            return None
        day = CalendarDay(unit="day", offset=-1 if last else 0) if this or last else None
        return Read(Moment(day=day, part=part), where + 1)

    def _skip_leading(self, at: int) -> int:
        for _ in range(2):
            if any(has(self._words, at, kind) for kind in ("at", "on", "in", "the")) and not self._is_piece_word(at):
                at += 1
        return at

    def _is_piece_word(self, at: int) -> bool:
        return any(has(self._words, at, kind) for kind in ("which", "unit", "day_offset", "edge"))

    def _stands_alone(self, moment: Moment, start: int, after: int, led: bool) -> bool:
        """Tell whether what was read is a time by itself, and no ordinary word that happens to look like one."""
        following = self._words[after : after + 2]
        if len(following) == 2 and following[0].folded == "." and following[0].glued and following[1].glued:
            return False  # "monday.com"
        if after - start > 1 or led or moment.clock is not None or len(self._words) <= 2:
            return True
        return "weak_month" not in self._words[start].senses
