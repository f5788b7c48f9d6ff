"""The grammar of days and longer stretches ("friday", "end of next month", "last 7 days"). time_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_meanings import CalendarDay, DayMeaning
from nia.understanding.calendar_stretches import Edge, FiscalYear, Holding, Nth, PartSoFar, Quarter, Rolling, Shifted
from nia.understanding.date_grammar import ReadDay, month_at, read_date
from nia.understanding.durations import ReadDuration, read_duration
from nia.understanding.numbers import has, sense
from nia.understanding.port import Grain
from nia.understanding.words import Word

_LONG_UNITS = ("week", "weekend", "fortnight", "month", "quarter", "year")
_DEEPEST = 3


class DayGrammar:
    """Reads what names a day or a longer stretch, at one place of an utterance's words."""

    def __init__(self, words: Sequence[Word], expects: Grain | None = None) -> None:
        self._words = words
        self._expects = expects

    def day(self, at: int, *, dated: bool = False, depth: int = 0) -> ReadDay | None:
        """Read the day or stretch at `at`. `dated`: "on" or "the" stands before it."""
        if at >= len(self._words) or depth > _DEEPEST:
            return None
        found = (
            self._so_far(at, depth)
            or self._edge(at, depth)
            or self._quarter(at)
            or self._nth(at, depth)
            or self._holding(at, depth)
            or self._rolling(at)
            or self._shifted(at, depth)
            or self._stretch(at)
            or self._weekday(at)
            or read_date(self._words, at, dated=dated or self._asked_for_day(at))
            or self._named_day(at)
        )
        return None if found is None else self._followed(found)

    def _asked_for_day(self, at: int) -> bool:
        return self._expects is Grain.DAY and at == 0

    def _which(self, at: int) -> int | None:
        found = sense(self._words, at, "which")
        if found is None and (has(self._words, at + 1, "unit") or has(self._words, at + 1, "weekday")):
            found = sense(self._words, at, "weak_which")
        return None if found is None else int(found)

    def _unit(self, at: int) -> str | None:
        return str(self._words[at].senses["unit"]) if has(self._words, at, "unit") else None

    def _named_day(self, at: int) -> ReadDay | None:
        offset = sense(self._words, at, "day_offset")
        if offset is not None:
            return ReadDay(CalendarDay(unit="day", offset=int(offset)), at + 1)
        either = sense(self._words, at, "either_day")
        return None if either is None else ReadDay(CalendarDay(either=int(either)), at + 1)

    def _weekday(self, at: int) -> ReadDay | None:
        """Read "friday", "next friday", "this coming friday", "monday after next"."""
        which = self._which(at)
        coming = which is None and has(self._words, at, "coming")
        where = at + 1 if which is not None or coming else at
        weekday = sense(self._words, where, "weekday")
        if weekday is None and (which is not None or coming or self._is_surely_day(where)):
            weekday = sense(self._words, where, "weak_weekday")
        if weekday is None:
            return None
        if which is None and (after := sense(self._words, where + 1, "after_which")) is not None:
            return ReadDay(CalendarDay(weekday=int(weekday), which=int(after)), where + 2)
        return ReadDay(CalendarDay(weekday=int(weekday), which=which), where + 1)

    def _is_surely_day(self, at: int) -> bool:
        """Tell whether what stands around makes a day of an ordinary word ("sat", "sun")."""
        words = self._words
        if len(words) <= 2 or any(has(words, at - 1, kind) for kind in ("on", "by", "until", "to", "before", "after")):
            return True
        following = words[at + 1] if at + 1 < len(words) else None
        return following is not None and (
            following.number is not None or any(kind in following.senses for kind in ("at", "part", "to", "after_word"))
        )

    def _stretch(self, at: int) -> ReadDay | None:
        """Read "this week", "next month", "q1", "fy26", "next march", "the week after next"."""
        return self._fiscal_year(at) or self._relative(at)

    def _relative(self, at: int) -> ReadDay | None:
        which = self._which(at)
        if which is None and has(self._words, at, "coming"):
            which = 1
        unit = self._unit(at + 1 if which is not None else at)
        if which is not None and unit in (*_LONG_UNITS, "day", "hour", "minute"):
            return ReadDay(CalendarDay(unit=unit, offset=which), at + 2)
        if which is not None and month_at(self._words, at + 1) is not None:
            inner = read_date(self._words, at + 1)
            if inner is not None and isinstance(inner.meaning, CalendarDay) and inner.meaning.year is None:
                return ReadDay(replace(inner.meaning, which=which), inner.after)
        after = sense(self._words, at + 1, "after_which")
        if unit in _LONG_UNITS and after is not None:
            return ReadDay(CalendarDay(unit=unit, offset=int(after)), at + 2)
        if unit == "weekend":
            return ReadDay(CalendarDay(unit=unit), at + 1)
        return None

    def _quarter(self, at: int) -> ReadDay | None:
        nth = sense(self._words, at, "quarter_name")
        after = at + 1
        if nth is None and self._unit(at + 1) == "quarter":
            nth, after = sense(self._words, at, "ordinal"), at + 2
        elif nth is None and has(self._words, at + 1, "ordinal_suffix") and self._unit(at + 2) == "quarter":
            nth, after = self._words[at].number, at + 3
        if nth is None or nth > 4:
            return None
        after += has(self._words, after, "of") or has(self._words, after, "comma")
        which = self._which(after)
        if which is not None and self._unit(after + 1) == "year":
            return ReadDay(Quarter(int(nth), years_on=which), after + 2)
        year = read_date(self._words, after) if has(self._words, after - 1, "of") else None
        fiscal = self._fiscal_year(after)
        if fiscal is not None and isinstance(fiscal.meaning, FiscalYear) and fiscal.meaning.begins is not None:
            return ReadDay(Quarter(int(nth), fiscal.meaning.begins), fiscal.after)
        if year is not None and isinstance(year.meaning, CalendarDay) and year.meaning.year and not year.meaning.month:
            return ReadDay(Quarter(int(nth), year.meaning.year), year.after)
        if after < len(self._words) and self._words[after].digits == 4:
            return ReadDay(Quarter(int(nth), self._words[after].number), after + 1)
        return ReadDay(Quarter(int(nth)), after - 1 if has(self._words, after - 1, "of") else after)

    def _fiscal_year(self, at: int) -> ReadDay | None:
        """Read "fy26" (the year in which it ends, as in India), "fy 2025-26", "this financial year"."""
        which = self._which(at)
        start = at + 1 if which is not None else at
        if not has(self._words, start, "fiscal_year"):
            return None
        year = self._words[start + 1] if start + 1 < len(self._words) else None
        if year is None or year.number is None or year.digits not in (2, 4):
            return ReadDay(FiscalYear(years_on=which or 0), start + 1)
        full = year.number if year.digits == 4 else 2000 + year.number
        end = start + 2
        if end + 1 < len(self._words) and self._words[end].folded in "-/" and self._words[end + 1].digits in (2, 4):
            return ReadDay(FiscalYear(full), end + 2)
        return ReadDay(FiscalYear(full - 1), end)

    def _container(self, at: int, depth: int) -> ReadDay | None:
        """Read what something is the end or the first week of: "the month" is this one."""
        if has(self._words, at, "the") or has(self._words, at, "of"):
            at += 1
        unit = self._unit(at)
        if unit in (*_LONG_UNITS, "day") and not has(self._words, at + 1, "after_which"):
            return ReadDay(CalendarDay(unit=unit), at + 1)
        return self.day(at, depth=depth + 1)

    def _edge(self, at: int, depth: int) -> ReadDay | None:
        abbreviated = self._words[at].senses.get("end_abbreviation")
        if abbreviated is not None:
            return ReadDay(Edge("end", CalendarDay(unit=str(abbreviated))), at + 1)
        edge = self._words[at].senses.get("edge")
        if edge is not None:
            start = at + 1
            if start < len(self._words) and self._words[start].folded == "-":
                start += 1
            inner = self._container(start, depth)
            weak = (
                edge in ("early", "late", "middle", "first_half", "second_half")
                and inner is not None
                and not _is_long(inner.meaning)
            )
            return None if inner is None or weak else ReadDay(Edge(str(edge), inner.meaning), inner.after)
        unit = self._unit(at)
        if unit in _LONG_UNITS and has(self._words, at + 1, "post_edge"):
            post = str(self._words[at + 1].senses["post_edge"])
            return ReadDay(Edge(post, CalendarDay(unit=unit)), at + 2)
        return None

    def _nth(self, at: int, depth: int) -> ReadDay | None:
        """Read "first monday of next month", "last working day of march", "second week of april"."""
        ordinal = sense(self._words, at, "ordinal")
        after = at + 1
        if ordinal is None and 0 < self._words[at].digits <= 2 and has(self._words, at + 1, "ordinal_suffix"):
            ordinal, after = self._words[at].number, at + 2
        if ordinal is None:
            ordinal = sense(self._words, at, "nth_last")
        weekday, unit = sense(self._words, after, "weekday"), self._unit(after)
        if ordinal is None or ordinal == 0 or (weekday is None and unit is None):
            return None
        if not (has(self._words, after + 1, "of") or has(self._words, after + 1, "in") or ordinal > 0):
            return None
        joined = has(self._words, after + 1, "of") or has(self._words, after + 1, "in")
        inner = self._container(after + 2 if joined else after + 1, depth)
        if inner is None or not _is_long(inner.meaning):
            return None
        nth = Nth(int(ordinal), None if weekday is None else int(weekday), unit or "day", inner.meaning)
        return ReadDay(nth, inner.after)

    def _holding(self, at: int, depth: int) -> ReadDay | None:
        """Read "the week of 9 march": the week that holds that day."""
        if self._unit(at) != "week" or not has(self._words, at + 1, "of"):
            return None
        inner = self.day(at + 2, dated=True, depth=depth + 1)
        return (
            None if inner is None or _is_long(inner.meaning) else ReadDay(Holding("week", inner.meaning), inner.after)
        )

    def _rolling(self, at: int) -> ReadDay | None:
        """Read "last 7 days", "the next two weeks"."""
        sign = sense(self._words, at, "rolling")
        duration = None if sign is None else read_duration(self._words, at + 1)
        if duration is None or self._unit(at + 1) is not None:
            return None
        return ReadDay(Rolling(duration.duration, int(sign or 1)), duration.after)

    def _shifted(self, at: int, depth: int) -> ReadDay | None:
        """Read "2 days ago", "in two weeks", "a week from friday", "do din baad", "3 days before 15 march"."""
        said = read_duration(self._words, at)
        if said is None:
            return None
        words, after = self._words, said.after
        anchored = self._anchored(said, depth)
        if anchored is not None:
            return anchored
        in_front = has(words, at - 1, "in") and words[at - 1].folded == "in"
        if has(words, after, "ago"):
            return ReadDay(Shifted(said.duration, -1), after + 1)
        said_now = has(words, after, "from_now") and not has(words, after, "in")
        if in_front or said_now:
            return ReadDay(Shifted(said.duration, 1), after + said_now)
        return ReadDay(Shifted(said.duration, 1), after + 1) if has(words, after, "later") else None

    def _anchored(self, said: ReadDuration, depth: int) -> ReadDay | None:
        words, after = self._words, said.after
        from_anchor = has(words, after, "from")
        sign = 1 if has(words, after, "after") or from_anchor else -1 if has(words, after, "before") else 0
        if not sign or has(words, after, "which"):
            return None
        start = after + 1
        start += has(words, start, "the")
        anchor = self.day(start, dated=True, depth=depth + 1)
        if anchor is None or (from_anchor and not said.duration.is_of_days):
            return None
        return ReadDay(Shifted(said.duration, sign, anchor.meaning), anchor.after)

    def _so_far(self, at: int, depth: int) -> ReadDay | None:
        unit = self._words[at].senses.get("period_to_date")
        if unit is not None:
            return ReadDay(PartSoFar(CalendarDay(unit=str(unit)), rest=False), at + 1)
        if has(self._words, at, "rest"):
            inner = self._container(at + 1, depth)
            return None if inner is None else ReadDay(PartSoFar(inner.meaning, rest=True), inner.after)
        return None

    def _followed(self, found: ReadDay) -> ReadDay:
        """Read on over what stands behind in Hindi and English: "ke end", "ka pehla somvar", "so far"."""
        words, after = self._words, found.after
        if not _is_long(found.meaning):
            return found
        first = sense(words, after, "of_ordinal")  # "ke pehle" is also "before"
        if first is not None and (weekday := sense(words, after + 1, "weekday")) is not None:
            return ReadDay(Nth(int(first), int(weekday), "day", found.meaning), after + 2)
        if has(words, after, "post_edge"):
            return ReadDay(Edge(str(words[after].senses["post_edge"]), found.meaning), after + 1)
        if has(words, after, "to_date"):
            return ReadDay(PartSoFar(found.meaning, rest=False), after + 1)
        nth = sense(words, after + 1, "ordinal") or sense(words, after + 1, "nth_last")
        if has(words, after, "of") and nth is not None:
            weekday, unit = sense(words, after + 2, "weekday"), self._unit(after + 2)
            if weekday is not None or unit is not None:
                day = None if weekday is None else int(weekday)
                return ReadDay(Nth(int(nth), day, unit or "day", found.meaning), after + 3)
        return found


def _is_long(meaning: DayMeaning) -> bool:
    """Tell whether something can lie within it: a week, a month, a quarter, a year."""
    if isinstance(meaning, CalendarDay):
        within = meaning.day is None and meaning.weekday is None and meaning.either is None
        return within and meaning.unit not in ("day", "hour", "minute")
    return isinstance(meaning, Quarter | FiscalYear | Rolling)
