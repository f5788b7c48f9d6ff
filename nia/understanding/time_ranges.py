"""The grammar of ranges ("from monday to wednesday", "3-5pm", "kal se parso tak"). time_phrases.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.calendar_stretches import Edge
from nia.understanding.durations import read_duration
from nia.understanding.numbers import has, is_plain, read_small, sense
from nia.understanding.time_expressions import Between, Every, ReadExpression, days_of_month, share
from nia.understanding.time_grammar import MomentGrammar
from nia.understanding.time_moments import Moment, Read
from nia.understanding.time_spoken_clock import past_behind_and, read_fraction
from nia.understanding.time_years import year_number
from nia.understanding.words import Word

_ARTICLES = ("a", "an")
_BEHIND = ("post_between", "post_until", "after_word")
_FIRST = ("pehli", "pahli", "पहली")


class RangeGrammar:
    """Reads ranges from one utterance's words."""

    def __init__(self, words: Sequence[Word], moments: MomentGrammar) -> None:
        self._words = words
        self._moments = moments

    def between(self, at: int, *, led: bool = False) -> ReadExpression | None:
        """Read "from monday to wednesday", "between 3 and 5 pm tomorrow", "10-12 on friday", "kal se parso tak"."""
        words = self._words
        opened = has(words, at, "between") or has(words, at, "from")
        joins = ("and", "to") if has(words, at, "between") else ("to",)
        first = self._range_start(at + 1 if opened else at, opened) or self._from_now(at)
        if first is None:
            return None
        after = first.after
        if not opened and not led and (first.moment.day is not None and not first.moment.has_time):
            hours = self.hours_of(first)
            if hours is not None:
                return hours
        if opened and first.moment.day is not None and has(words, after, "to_date"):  # "from monday till now"
            return ReadExpression(Between(first.moment, Moment(now=True)), after + 1)
        second = self._joined_end(first, joins, hindi=not opened and has(words, after, "and"))
        if second is None:
            return None
        if not led and (daily := self._daily(first, after + 1, second)) is not None:
            return daily
        if not (opened or led) and self._counts_things(first, second):
            return None
        moments = share(first.moment, second.moment)
        if moments is None:
            return None
        end = second.after + any(has(words, second.after, kind) for kind in _BEHIND)
        return self._with_day_after(Between(*moments), end)

    def hours_of(self, day: Read) -> ReadExpression | None:
        """Read the hours behind their day: "tomorrow between 3 and 5", "monday 3 to 5 pm"."""
        words = self._words
        start = day.after + (has(words, day.after, "at") or has(words, day.after, "comma"))
        read = self.between(start, led=True)
        if read is None or not isinstance(read.expression, Between):
            return None
        first, second = read.expression.first, read.expression.second
        if first.day is not None or second.day is not None or first.clock is None:
            return None
        if (days := days_of_month(day.moment.day, first, second)) is not None:
            return ReadExpression(days, read.after)
        part = day.moment.part
        first = replace(first, day=day.moment.day, part=first.part or part)
        second = replace(second, day=day.moment.day, part=second.part or part)
        return ReadExpression(Between(first, second), read.after)

    def _with_day_after(self, between: Between, end: int) -> ReadExpression:
        """Read on over a day that stands behind both times ("3 to 5 baje kal")."""
        if between.first.day is None and between.second.day is None:
            again = self._days_behind(between, end)
            if again is not None:
                return again
            day = self._moments.moment(end)
            if day is not None and day.moment.day is not None and not day.moment.has_time:
                first = replace(between.first, day=day.moment.day, part=between.first.part or day.moment.part)
                second = replace(between.second, day=day.moment.day, part=between.second.part or day.moment.part)
                return ReadExpression(Between(first, second), day.after)
        return ReadExpression(between, end)

    def _daily(self, first: Read, at: int, second: Read) -> ReadExpression | None:
        """Read the hours of each day of a range ("monday to friday 9 am to 5 pm", "9am to 5pm monday to friday")."""
        one, other = first.moment, second.moment
        if one.now or other.day is None or (one.day is None) != (one.clock is not None):
            return None
        for start in range(at + 1, min(second.after + 2, len(self._words))):
            behind = self.between(start, led=True)
            if behind is None or not isinstance(behind.expression, Between) or behind.after <= second.after:
                continue
            begins, ends = behind.expression.first, behind.expression.second
            if one.day is not None and begins.clock and ends.clock and begins.day is None and ends.day is None:
                hours = replace(begins, day=one.day), replace(ends, day=one.day)
            elif one.clock and other.clock and begins.day and ends.day and not (begins.has_time or ends.has_time):
                hours = replace(one, day=begins.day), replace(other, day=begins.day)
            else:
                continue
            return ReadExpression(Every("P1D", *hours), behind.after)
        return None

    def _days_behind(self, between: Between, at: int) -> ReadExpression | None:
        """Read on over the range of days behind hours ("9 am to 5 pm monday to friday", "9 to 5 on weekdays")."""
        words = self._words
        if between.first.clock is None or between.second.clock is None:
            return None
        start = at + (has(words, at, "comma") or has(words, at, "on"))
        if has(words, start, "plural_unit"):
            code = str(words[start].senses["plural_unit"])
            return ReadExpression(Every(code, between.first, between.second), start + 1)
        if not any(has(words, start, kind) for kind in ("weekday", "from", "month", "day_offset", "either_day")):
            return None
        days = self.between(start, led=True)
        if days is None or not isinstance(days.expression, Between):
            return None
        begins, ends = days.expression.first, days.expression.second
        if begins.day is None or ends.day is None or begins.has_time or ends.has_time:
            return None
        first, second = replace(between.first, day=begins.day), replace(between.second, day=begins.day)
        return ReadExpression(Every("P1D", first, second), days.after)

    def _from_now(self, at: int) -> Read | None:
        """Read "from now" before "until", "ab se" before "guruvar tak"; "2 hours from now" is none."""
        if has(self._words, at, "now_within") and has(self._words, at + 1, "post_from"):
            lasts = read_duration(self._words, at + 2) is not None
            return None if lasts else Read(Moment(now=True), at + 1)
        begins = has(self._words, at, "from_now") and has(self._words, at, "since_now")
        return Read(Moment(now=True), at + 1) if begins and has(self._words, at + 1, "to") else None

    def _range_start(self, at: int, opened: bool) -> Read | None:
        years = self._year(at)
        if years is not None and self._year_follows(years.after, opened):
            return years
        read = self._moments.moment(at, led=opened)
        bare = self._bare(at)
        if bare is not None and (read is None or read.after <= bare.after):
            if read is None or (opened and read.moment.clock is not None and not read.moment.clock.meridiem):
                return bare
            if read.moment.clock is not None and read.after == bare.after:
                return bare
        return read or self._fraction(at) or self._edge(at)

    def _edge(self, at: int) -> Read | None:
        """Read the "early" of "early to mid april"."""
        edge = self._words[at].senses.get("edge") if at < len(self._words) else None
        whole = self._moments.moment(at + 2) if edge is not None and has(self._words, at + 1, "to") else None
        if whole is None or not isinstance(whole.moment.day, Edge):
            return None
        return Read(Moment(day=Edge(str(edge), whole.moment.day.of)), at + 1)

    def _fraction(self, at: int) -> Read | None:
        """Read the "dhai" of "dhai se saadhe teen baje tak"."""
        found = read_fraction(self._words, at, marked=False)
        if found is None or not any(has(self._words, found.after, kind) for kind in ("to", "and")):
            return None
        return Read(Moment(clock=found.clock), found.after)

    def _year(self, at: int) -> Read | None:
        """Read a year that begins or ends a range: digits alone are none elsewhere."""
        year, after = year_number(self._words, at)
        return None if year is None else Read(Moment(day=CalendarDay(year=year)), after)

    def _year_follows(self, at: int, opened: bool) -> bool:
        """Tell whether the year before `at` begins a range of years; in "2026-03-10" it does not."""
        words = self._words
        if not opened and has(words, at, "and"):  # "2019 aur 2022 ke beech"
            year = self._year(at + 1)
            return year is not None and has(words, year.after, "post_between")
        if not (has(words, at, "to") or (opened and has(words, at, "and"))):
            return False
        return self._year(at + 1) is not None or (opened and not words[at].glued)

    def _range_end(self, at: int, first: Read) -> Read | None:
        """Read a range's end; a bare number ends it as what the start is, an hour or a day."""
        day = first.moment.day
        if has(self._words, at, "to_date"):  # "somvar se ab tak"
            return Read(Moment(now=True), at + 1)
        if isinstance(day, CalendarDay) and day.year is not None and day == CalendarDay(year=day.year):
            later = self._year(at)
            if later is not None:
                return later
        read = self._moments.moment(at, led=first.moment.has_time or first.moment.now or first.moment.bare is not None)
        if read is not None:
            named = isinstance(read.moment.day, CalendarDay) and read.moment.clock is None
            if first.moment.bare is not None and not (read.moment.has_time or named):
                return None
            return read
        bare = self._bare(at)
        if bare is None or not isinstance(day, CalendarDay) or day.day is None or first.moment.has_time:
            return None
        year, after = year_number(self._words, bare.after + has(self._words, bare.after, "comma"))
        if year is not None and day.month is not None:  # "january 4-22, 1995"
            return Read(Moment(day=replace(day, day=bare.moment.bare, year=year, weekday=None)), after)
        return bare

    def _joined_end(self, first: Read, joins: Sequence[str], *, hindi: bool) -> Read | None:
        """Read a range's end with the word before it that joins them."""
        words, after = self._words, first.after
        past = past_behind_and(words, after) if "and" in joins else None
        if past is not None:
            return Read(Moment(clock=past.clock), past.after)
        joined = hindi or any(has(words, after, kind) for kind in joins)
        return self._end_behind(first, after + 1, hindi=hindi) if joined else None

    def _end_behind(self, first: Read, at: int, *, hindi: bool) -> Read | None:
        """Read a range's end: none in "two to two and a half hours", nor behind "aur" without its "ke beech"."""
        second = self._range_end(at, first)
        if second is None or has(self._words, second.after, "plus"):
            return None
        return second if not hindi or has(self._words, second.after, "post_between") else None

    def _bare(self, at: int) -> Read | None:
        words = self._words
        small = read_small(words, at)
        weak = (
            sense(words, at, "weak_cardinal")
            if has(words, at + 1, "to") and words[at].folded not in _ARTICLES
            else None
        )
        if weak is not None:  # "do se chaar baje"
            return Read(Moment(bare=int(weak)), at + 1)
        if has(words, at + 1, "to") and at < len(words) and words[at].folded in _FIRST:  # "pehli se pandrah april tak"
            return Read(Moment(bare=1), at + 1)
        if small is None or not 0 <= small.value <= 31 or words[at].digits > 2:
            return None
        after = small.after
        if not words[at].digits and has(words, after + 1, "ordinal") and words[after].folded == "-":
            return None  # "thirty-first"
        if has(words, after, "ordinal_suffix") and words[after].glued:
            after += 1
        return Read(Moment(bare=int(small.value)), after)

    def _counts_things(self, first: Read, second: Read) -> bool:
        """Tell whether "10 to 15 people" stands here, or years that are none: nothing but two numbers, and a noun."""
        words, after = self._words, second.after
        numbers = words[first.after - 1].digits and words[after - 1].digits
        if first.moment.part or first.moment.day or second.moment.part or second.moment.day:
            return False
        if not numbers or second.after != first.after + 2 or after == len(words):
            return False
        following = words[after]
        large = any((words[at].number or 0) > 12 for at in (first.after - 1, after - 1))
        plural = following.folded.endswith("s") and len(following.folded) > 3
        return has(words, after, "counted") or (is_plain(following) and (large or plural))
