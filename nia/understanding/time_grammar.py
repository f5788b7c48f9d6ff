"""The grammar of moments: a day, a part of day and a time of day in any order. time_ranges.py builds on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_offsets import Shifted
from nia.understanding.clock_grammar import read_clock
from nia.understanding.date_pieces import POSTPOSITIONS
from nia.understanding.day_grammar import DayGrammar
from nia.understanding.durations import Duration
from nia.understanding.numbers import begins_number, has, is_plain
from nia.understanding.port import Grain
from nia.understanding.time_days import is_long
from nia.understanding.time_lists import is_beside_month
from nia.understanding.time_moments import Moment, Read
from nia.understanding.time_offsets import shift_behind
from nia.understanding.words import Word

# Words that may stand between the pieces of one time ("friday at 5 in the evening", "kal ko 5 baje").
_BETWEEN_PIECES = frozenset({"at", "on", "in", "of", "comma", "after_word", "the"})
_LEADING = frozenset({"at", "on", "in", "the", "some"})
_PIECES = frozenset({"which", "unit", "day_offset", "day_beside", "edge", "decade_word"})
_MOST_FILLERS = 3
_DAY = Duration(seconds=86400, unit="day", count=1)
_WEEK = Duration(seconds=7 * 86400, unit="week", count=1)
_FORTNIGHT = Duration(seconds=14 * 86400, unit="fortnight", count=1)
MEALS = ("breakfast", "lunch", "dinner")
# What a part of day becomes with "early" or "late" before it.
_SHADED = {
    ("early", "morning"): "early_morning",
    ("late", "morning"): "late_morning",
    ("late", "afternoon"): "late_afternoon",
    ("late", "evening"): "late_evening",
    ("early", "afternoon"): "early_afternoon",
    ("early", "evening"): "early_evening",
    ("late", "night"): "late_night",
    ("late", "tonight"): "late_night",
}


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
        shaded = self._shaded(at)
        if shaded is not None:
            return shaded
        start = self._skip_leading(at)
        led = led or (start > at and any(has(self._words, i, "at") for i in range(at, start)))
        dated = start > at and any(has(self._words, i, "on") or has(self._words, i, "the") for i in range(at, start))
        first = self._piece(start, led=led, dated=dated, moment=Moment())
        if first is None:
            return None
        whole = self.continued(Read(first.moment, first.after))
        moment, after = self._at_meal(whole.moment, at), whole.after
        return Read(moment, after) if self._stands_alone(moment, start, after, led or dated or start > at) else None

    def _at_meal(self, moment: Moment, at: int) -> Moment:
        """Let the meal before a bare hour tell which one it is ("dinner at eight")."""
        meal = str(self._words[at - 1].senses.get("part")) if has(self._words, at - 1, "part") else None
        if meal not in MEALS or moment.clock is None or moment.part is not None:
            return moment
        bare = moment.clock.meridiem is None and not moment.clock.certain
        return replace(moment, part=meal) if bare and moment.clock.hour < 12 else moment

    def continued(self, read: Read) -> Read:
        """Read on over further pieces of the same moment ("monday", then "in the evening", then "at 5")."""
        moment, after = read.moment, read.after
        while (following := self._shift_behind(after, moment) or self._next_piece(after, moment)) is not None:
            moment, after = following.moment, following.after
        return Read(moment, after)

    def _shaded(self, at: int) -> Read | None:
        """Read "early tomorrow morning", "late tonight"."""
        shade = self._words[at].senses.get("shade") if at < len(self._words) else None
        read = None if shade is None else self.moment(at + 1)
        part = None if read is None else _SHADED.get((str(shade), str(read.moment.part)))
        if read is not None and shade == "early" and self._is_bare_day(read.moment):  # "early tomorrow"
            part = "morning"
        return None if read is None or part is None else Read(replace(read.moment, part=part), read.after)

    @staticmethod
    def _is_bare_day(moment: Moment) -> bool:
        """Tell whether one day was said and nothing of its time."""
        day = moment.day
        dated = isinstance(day, CalendarDay) and day.month is None and not is_long(day)
        return dated and moment == Moment(day=day)

    def _shift_behind(self, after: int, moment: Moment) -> Read | None:
        """Read "ke do din baad", "se ek ghanta pehle" behind the moment that it counts from."""
        if self._is_week_on(after, moment):
            by = _WEEK if self._words[after].folded == "week" else _FORTNIGHT
            return Read(replace(moment, day=Shifted(by, 1, moment.day)), after + 1)
        shift = shift_behind(self._words, after)
        if shift is None or moment.moved is not None:
            return None
        by, sign, end = shift
        if moment.has_time or moment.now:
            return Read(replace(moment, moved=(by, sign)), end)
        if moment.day is None or moment.part is not None or not by.is_of_days:
            return None
        return Read(replace(moment, day=Shifted(by, sign, moment.day)), end)

    def _is_week_on(self, at: int, moment: Moment) -> bool:
        """Tell whether the "week" of "tomorrow week", "friday fortnight" stands here: seven days after, or fourteen."""
        words, day = self._words, moment.day
        if at >= len(words) or words[at].folded not in ("week", "fortnight") or not isinstance(day, CalendarDay):
            return False
        bare = day.which is None and day in (
            CalendarDay(weekday=day.weekday),
            CalendarDay(unit="day", offset=day.offset),
        )
        ends = at + 1 == len(words) or not (words[at + 1].folded[:1].isalnum() and is_plain(words[at + 1]))
        return bare and ends and not moment.has_time and not has(words, at + 1, "of")

    def _next_piece(self, after: int, moment: Moment) -> Read | None:
        fillers = 0
        led = False
        while True:
            shaded = self._shaded(after) if moment.part is None else None  # "kal late evening"
            piece = shaded or self._piece(
                after, led=led or moment.day is not None or moment.part is not None, moment=moment
            )
            if piece is not None:
                joined = moment.with_piece(piece.moment)
                return None if joined is None else Read(joined, piece.after)
            if fillers == _MOST_FILLERS or after >= len(self._words):
                return None
            if _BETWEEN_PIECES.isdisjoint(self._words[after].senses):
                return None
            led = has(self._words, after, "at")
            fillers += 1
            after += 1

    def _is_the(self, at: int) -> bool:
        """Tell whether "the" stands here, alone or as in "for the"."""
        return at >= 0 and self._words[at].folded.split()[-1] == "the"

    def _piece(self, at: int, *, moment: Moment, led: bool = False, dated: bool = False) -> Read | None:
        if at >= len(self._words):
            return None
        words, senses = self._words, self._words[at].senses
        day = self._days.day(at, dated=dated or has(words, at - 1, "on") or self._is_the(at - 1))
        clock = read_clock(words, at, led=led, expected=self._expects is Grain.HOUR)
        if day is not None and (clock is None or day.after >= clock.after):
            return Read(Moment(day=day.meaning), day.after)
        if clock is not None:
            return Read(Moment(clock=clock.clock), clock.after)
        if "this_time" in senses and ("now" not in senses or moment.day is not None):
            return Read(Moment(edge_of_day="now"), at + 1)
        if "tonight" in senses:
            day_of = CalendarDay(unit="day", offset=int(senses["tonight"]))
            return Read(Moment(day=day_of, part="tonight"), at + 1)
        if "now" in senses or ("now_within" in senses and shift_behind(words, at + 1) is not None):
            return self._later_than_now(at + 1) or Read(Moment(now=True), at + 1)
        if "day_end" in senses:
            return Read(Moment(edge_of_day="end"), at + 1)
        if "day_start" in senses:
            return Read(Moment(edge_of_day="start"), at + 1)
        if "same" in senses:
            return Read(Moment(same_time=True), at + 1)
        return self._part(at, moment)

    def _later_than_now(self, at: int) -> Read | None:
        """Read the "10 minute mein" of "abhi 10 minute mein"."""
        if not begins_number(self._words, at):
            return None
        day = self._days.day(at)
        counted = day is not None and isinstance(day.meaning, Shifted) and day.meaning.anchor is None
        return Read(Moment(day=day.meaning), day.after) if day is not None and counted else None

    def _part(self, at: int, moment: Moment) -> Read | None:
        """Read "morning", "this evening", "in the afternoon"; "early" alone is a part of day only after a day."""
        words = self._words
        this = (has(words, at, "which") and words[at].senses["which"] == 0) or has(words, at, "weak_which")
        last = has(words, at, "which") and words[at].senses["which"] == -1
        following = has(words, at, "which") and words[at].senses["which"] == 1  # "the next morning"
        where = at + 1 if this or last or following else at
        if not has(words, where, "part"):
            return None
        part = str(words[where].senses["part"])
        if words[where].folded == "early" or ("half" in part and moment.day is None):
            return None
        if part in MEALS and not self._is_hour_of_meal(at, moment):
            return None
        if where > at:
            return Read(Moment(day=CalendarDay(unit="day", offset=following - last), part=part), where + 1)
        beside = self._day_beside(where + 1, part) if words[at - 1].folded in ("the", "on the") else None
        return beside or Read(Moment(part=part), where + 1)

    def _day_beside(self, at: int, part: str) -> Read | None:
        """Read the day behind "the night before", "the morning after"."""
        words = self._words
        sign = 1 if has(words, at, "after") else -1 if has(words, at, "before") else 0
        anchor = self._days.day(at + 1, dated=True) if sign else None
        if anchor is None or is_long(anchor.meaning):
            return None
        return Read(Moment(day=Shifted(_DAY, sign, anchor.meaning), part=part), anchor.after)

    def _is_hour_of_meal(self, at: int, moment: Moment) -> bool:
        """Tell whether "lunch" is a time here, and no meal that is had with somebody."""
        words = self._words
        led = any(has(words, at - 1, kind) for kind in ("at", "in", "by", "before", "after", "until"))
        behind = any(has(words, at + 1, kind) for kind in ("post_before", "post_after", "post_until", "after_word"))
        return led or behind or moment.day is not None or len(words) == 1 or " " in words[at].folded

    def _skip_leading(self, at: int) -> int:
        words = self._words
        for _ in range(3):
            if any(has(words, at + 1, kind) for kind in ("on", "at")) and not has(words, at, "on"):
                return at  # "people over on saturday"
            if at < len(words) and _PIECES.isdisjoint(words[at].senses) and not _LEADING.isdisjoint(words[at].senses):
                at += 1
        return at

    def _stands_alone(self, moment: Moment, start: int, after: int, led: bool) -> bool:
        """Tell whether what was read is a time by itself, and no ordinary word that happens to look like one."""
        following = self._words[after : after + 2]
        if len(following) == 2 and following[0].glued and following[1].glued:
            word = following[1]
            if following[0].folded == "." or (following[0].folded == "-" and is_plain(word)):
                return False  # "monday.com", "kal-el"
        if moment.edge_of_day == "now" and (moment.day is None or has(self._words, after, "at")):
            return False  # "this time" is no time without a day, nor is that of "this time tomorrow at 5"
        if after - start > 1 or led or moment.clock is not None:
            return True
        senses = self._words[start].senses
        if "weak_part" in senses:
            return not following or not is_plain(following[0])
        months = is_beside_month(self._words, start)  # "may to july", "may tak"
        months = months or any(has(self._words, after, kind) for kind in POSTPOSITIONS)
        return len(self._words) <= 2 or months or "weak_month" not in senses
