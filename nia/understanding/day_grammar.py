"""The grammar of days and longer stretches ("friday", "end of next month", "last 7 days"). time_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_offsets import Rolling, Shifted
from nia.understanding.calendar_yearly import NumberedWeek, Year
from nia.understanding.date_grammar import read_date
from nia.understanding.date_pieces import day_number, month_at
from nia.understanding.durations import Duration
from nia.understanding.numbers import has, sense
from nia.understanding.port import Grain
from nia.understanding.time_days import DEEPEST, LONG_UNITS, ReadDay, after_which_at, unit_at, which_at
from nia.understanding.time_fiscal import read_fiscal
from nia.understanding.time_named import read_named
from nia.understanding.time_offsets import read_offset
from nia.understanding.time_parts import followed, read_part
from nia.understanding.time_years import year_behind
from nia.understanding.words import Word

_SHORT_UNITS = ("day", "hour", "minute")
# Units that begin at no day of their own, in seconds.
_ROLLING = {"minute": 60, "hour": 3600, "fortnight": 14 * 86400}
# What makes a weekday of a word that is also an ordinary one or a name ("sat", "mangal").
_BEFORE_WEEKDAY = ("on", "by", "until", "to", "before", "after", "from", "since", "every")
_AFTER_WEEKDAY = (
    *("at", "part", "to", "after_word", "post_until", "post_from", "post_before", "post_after"),
    *("fraction_before", "fraction_word"),
)


class DayGrammar:
    """Reads what names a day or a longer stretch, at one place of an utterance's words."""

    def __init__(self, words: Sequence[Word], expects: Grain | None = None) -> None:
        self._words = words
        self._expects = expects

    def day(self, at: int, *, dated: bool = False, depth: int = 0) -> ReadDay | None:
        """Read the day or stretch at `at`. `dated`: "on" or "the" stands before it."""
        words = self._words
        if at < len(words) and words[at].folded == "(" and depth == 0:
            return self._bracketed(at)
        if at >= len(words) or depth > DEEPEST or not (words[at].senses or words[at].digits):
            return None
        found = (
            read_fiscal(words, at)
            or read_part(words, at, self, depth)
            or read_named(words, at)
            or read_offset(words, at, self, depth)
            or self._whole(at)
            or self._said_date(at)
            or self._relative(at)
            or self._weekday(at)
            or read_date(words, at, dated=dated or self._asked_for_day(at))
            or self._named_day(at)
        )
        return None if found is None else followed(words, found, at)

    def _bracketed(self, at: int) -> ReadDay | None:
        """Read the "(18 march)" of "wednesday (18 march)"."""
        inner = self.day(at + 1, dated=True, depth=1)
        closed = inner is not None and inner.after < len(self._words) and self._words[inner.after].folded == ")"
        return ReadDay(inner.meaning, inner.after + 1) if inner is not None and closed else None

    def container(self, at: int, depth: int) -> ReadDay | None:
        """Read what something is a part of: "the month" is this one."""
        words = self._words
        if has(words, at, "the") or has(words, at, "of"):
            at += 1
        unit = unit_at(words, at)
        if unit in (*LONG_UNITS, "day") and after_which_at(words, at + 1) is None and not _is_of(words, at + 1):
            year = read_date(words, at) if unit == "year" else None
            return year or ReadDay(CalendarDay(unit=unit), at + 1)
        return self.day(at, dated=True, depth=depth + 1)

    def _asked_for_day(self, at: int) -> bool:
        return self._expects is Grain.DAY and at == 0

    def _named_day(self, at: int) -> ReadDay | None:
        offset = sense(self._words, at, "day_offset")
        if offset is not None:
            return ReadDay(CalendarDay(unit="day", offset=int(offset)), at + 1)
        either = sense(self._words, at, "either_day")
        return None if either is None else ReadDay(CalendarDay(either=int(either)), at + 1)

    def _weekday(self, at: int) -> ReadDay | None:
        """Read "friday", "next friday", "this coming friday", "monday after next"."""
        words = self._words
        which = which_at(words, at)
        coming = which is None and has(words, at, "coming")
        where = at + 1 if which is not None or coming else at
        weekday = sense(words, where, "weekday")
        if weekday is None and (weak := sense(words, where, "weak_weekday")) is not None:
            weekday = weak if which is not None or coming or self._is_surely_day(where) else None
        if weekday is None:
            return None
        if which is None and (after := after_which_at(words, where + 1)) is not None:
            return ReadDay(CalendarDay(weekday=int(weekday), which=after[0]), after[1])
        behind = sense(words, where + 1, "which") if which is None and not coming else None
        ends = where + 2 >= len(words) or not words[where + 2].folded[:1].isalnum()
        if behind and ends:  # "friday last", "monday next"
            return ReadDay(CalendarDay(weekday=int(weekday), which=int(behind)), where + 2)
        return ReadDay(CalendarDay(weekday=int(weekday), which=which), where + 1)

    def _is_surely_day(self, at: int) -> bool:
        """Tell whether what stands around makes a day of an ordinary word ("sat", "sun")."""
        words = self._words
        if any(has(words, at - 1, kind) for kind in _BEFORE_WEEKDAY):
            return True
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None:
            return len(words) <= 2
        if has(words, at + 1, "of"):
            return True  # "budh ki shaam"
        if has(words, at + 1, "comma"):
            return at + 2 < len(words) and (words[at + 2].number is not None or month_at(words, at + 2) is not None)
        return following.number is not None or any(kind in following.senses for kind in _AFTER_WEEKDAY)

    def _said_date(self, at: int) -> ReadDay | None:
        """Read "pichli 20 tareekh", "aane wali 5 तारीख"."""
        words = self._words
        which = 1 if has(words, at, "coming") else sense(words, at, "which")
        number, after = day_number(words, at + 1) if which is not None else (None, at)
        if number is None or not has(words, after, "day_number"):
            return None
        return ReadDay(CalendarDay(day=number, which=int(which or 0)), after + 1)

    def _relative(self, at: int) -> ReadDay | None:
        """Read "this week", "next month", "next march", "the week after next", "weekend"."""
        words = self._words
        which = which_at(words, at)
        if which is None and has(words, at, "coming"):
            which = 1
        unit = unit_at(words, at + 1 if which is not None else at)
        if which and unit in _ROLLING:  # "the past hour" runs up to now
            return ReadDay(Rolling(Duration(seconds=_ROLLING[unit], unit=unit, count=1), which), at + 2)
        if which and unit == "workday":  # "next working day"
            return ReadDay(Shifted(Duration(workdays=1, unit="workday", count=1), which), at + 2)
        if which == 1 and unit == "weekend" and has(words, at, "coming"):
            return ReadDay(CalendarDay(unit=unit), at + 2)
        if which is not None and unit in (*LONG_UNITS, *_SHORT_UNITS):
            return ReadDay(CalendarDay(unit=unit, offset=which), at + 2)
        if which is not None and month_at(words, at + 1) is not None:
            inner = read_date(words, at + 1)
            if inner is not None and isinstance(inner.meaning, CalendarDay) and inner.meaning.year is None:
                return ReadDay(replace(inner.meaning, which=which), inner.after)
        after = after_which_at(words, at + 1) if unit in LONG_UNITS else None
        if after is not None:
            return ReadDay(CalendarDay(unit=unit, offset=after[0]), after[1])
        if unit == "week" and at + 1 < len(words) and 0 < words[at + 1].digits <= 2:
            return self._numbered_week(at + 1)
        during = unit in LONG_UNITS and has(words, at - 1, "whole_of")
        return ReadDay(CalendarDay(unit=unit), at + 1) if unit == "weekend" or during else None

    def _whole(self, at: int) -> ReadDay | None:
        """Read "the entire week", "poore mahine", "the whole month of april"."""
        words = self._words
        if not has(words, at, "whole_which"):
            return None
        unit = unit_at(words, at + 1)
        if month_at(words, at + 1) is not None:  # "poore agast"
            return read_date(words, at + 1)
        if unit not in LONG_UNITS:
            return None
        return read_part(words, at + 1, self, 0) or ReadDay(CalendarDay(unit=unit), at + 2)

    def _numbered_week(self, at: int) -> ReadDay | None:
        """Read the number of "week 12", as ISO 8601 counts weeks, and its year."""
        words = self._words
        number = words[at].number or 0
        if not 1 <= number <= 53 or any(has(words, at + 1, kind) for kind in ("unit", "meridiem", "to")):
            return None
        year, after = year_behind(words, at + 1)
        return ReadDay(NumberedWeek(number, year or Year()), after)


def _is_of(words: Sequence[Word], at: int) -> bool:
    """Tell whether an English "of" tells which week or month; "hafte ki" leads to what is of it."""
    return has(words, at, "of") and words[at].folded.startswith("of")
