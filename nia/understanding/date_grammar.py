"""The grammar of dates ("5/3/2026", "march 5th", "5th of march", "the 15th", "15 tareekh"). day_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.numbers import has, read_small, sense
from nia.understanding.time_days import ReadDay
from nia.understanding.time_numeric_dates import SEPARATORS, read_numeric
from nia.understanding.time_years import full_year, read_year, short_year, year_number
from nia.understanding.words import Word

# What makes a month of a word that is also an ordinary one ("may", "mar").
_BEFORE_MONTH = (
    "edge",
    "in",
    "of",
    "which",
    "by",
    "since",
    "until",
    "from",
    "before",
    "after",
    "to",
    "between",
    "coming",
)
_BEHIND_MONTH = ("of_ordinal", "post_edge", "of")  # "may ka pehla hafta"
_LONGEST_LIST = 5
_AFTER_ORDINAL = (
    "oclock",
    "at",
    "to",
    "comma",
    "and",
    "in",
    "after_word",
    "post_until",
    "post_from",
    "part",
    "by",
    "of",
)


def read_date(words: Sequence[Word], at: int, *, dated: bool = False) -> ReadDay | None:
    """Read a date or a month at `at`. `dated`: "on" or "the" stands before it, so that "15th" alone is a day."""
    return (
        read_numeric(words, at)
        or _day_first(words, at)
        or _month_first(words, at)
        or _year_first(words, at)
        or _day_of_month(words, at, dated=dated)
        or read_year(words, at, dated=dated)
    )


def month_at(words: Sequence[Word], at: int) -> int | None:
    """Return the month that the word at `at` names, also where it is an ordinary word as well."""
    found = sense(words, at, "month")
    if found is None:
        found = sense(words, at, "weak_month")
    return None if found is None else int(found)


def _day_first(words: Sequence[Word], at: int) -> ReadDay | None:
    number, after = _day_number(words, at)
    if number is None:
        return None
    if has(words, after, "comma") or has(words, after, "of"):
        after += 1
    joined = _over_separator(words, after)
    month = month_at(words, joined)
    if month is None:
        return _day_of_list(words, at)
    year, end = _year(words, joined + 1, joined=joined > after, dated=True)
    return ReadDay(CalendarDay(year=year, month=month, day=number), end)


def _day_of_list(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read the "5th" of "5th and 6th april", the "5" of "5, 6 and 7 april"."""
    number, after = _day_number(words, at)
    link = after
    for _ in range(_LONGEST_LIST):
        if not any(has(words, link, kind) for kind in ("and", "or", "comma")):
            return None
        other, end = _day_number(words, link + 1)
        if other is None:
            return None
        end += has(words, end, "of")
        month = month_at(words, end)
        if month is not None and (words[end - 1].senses or words[end - 1].digits):
            year, _ = _year(words, end + 1)
            return ReadDay(CalendarDay(year=year, month=month, day=number), after)
        link = end
    return None


def _month_first(words: Sequence[Word], at: int) -> ReadDay | None:
    month = month_at(words, at)
    if month is None:
        return None
    after = at + 1
    if has(words, after, "the"):
        after += 1
    after = _over_separator(words, after)
    number, end = _day_number(words, after)
    counts = has(words, end - 1, "ordinal") and has(words, end, "unit")  # "april first week"
    if number is not None and not counts and not _is_time_of_day(words, end):
        year, end = _year(words, end, dated=True)
        return ReadDay(CalendarDay(year=year, month=month, day=number), end)
    year, end = _year(words, after if after < len(words) and words[after].digits else at + 1)
    weak = not has(words, at, "month")
    told = any(has(words, at - 1, kind) for kind in _BEFORE_MONTH) or any(
        has(words, at + 1, kind) for kind in _BEHIND_MONTH
    )
    told = told or (has(words, at + 1, "to") and month_at(words, at + 2) is not None)  # "may to july"
    if weak and year is None and not told:
        return None
    return ReadDay(CalendarDay(year=year, month=month), end)


def _year_first(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read "1995 jan 4"."""
    if words[at].digits != 4 or month_at(words, at + 1) is None:
        return None
    year, _ = year_number(words, at)
    date = _month_first(words, at + 1)
    if year is None or date is None or not isinstance(date.meaning, CalendarDay) or date.meaning.year is not None:
        return None
    return ReadDay(replace(date.meaning, year=year), date.after)


def _day_of_month(words: Sequence[Word], at: int, *, dated: bool) -> ReadDay | None:
    """Read "15th" after "on" or "the", and "15 tareekh"."""
    number, after = _day_number(words, at)
    if number is None:
        return None
    if has(words, after, "day_number"):
        return ReadDay(CalendarDay(day=number), after + 1)
    if any(has(words, after, kind) for kind in ("to", "and", "or")):
        _, end = _day_number(words, after + 1)
        if end > after + 1 and has(words, end, "day_number"):  # "5 se 10 tareekh"
            return ReadDay(CalendarDay(day=number), after)
    if _month_said_behind(words, after):
        ours = has(words, after, "of") and has(words, after + 1, "unit")  # "the 1st of the month"
        return ReadDay(CalendarDay(day=number), after + 2 if ours else after)
    if words[at].digits and has(words, at - 1, "on") and after == at + 1 and 1 <= number <= 31:
        behind = words[after] if after < len(words) else None
        if behind is None or not (behind.folded.isalnum() or behind.glued) or has(words, after, "at"):
            return ReadDay(CalendarDay(day=number), after)  # "back on 15"
    ordinal = (after > at + 1 and has(words, after - 1, "ordinal_suffix")) or has(words, after - 1, "ordinal")
    if not ordinal or number > 99:
        return None
    following = words[after] if after < len(words) else None
    ends = following is None or not following.folded.isalnum() or any(k in following.senses for k in _AFTER_ORDINAL)
    spelled = has(words, after - 1, "ordinal")
    surely = (
        has(words, at - 1, "on") or has(words, at - 2, "on") or any(k in _senses(words, at - 1) for k in _BEFORE_MONTH)
    )
    if not ends or not (dated or surely or (not spelled and _range_follows(words, after))) or (spelled and not surely):
        return None
    return ReadDay(CalendarDay(day=number), after)


def _month_said_behind(words: Sequence[Word], at: int) -> bool:
    """Tell whether "of next month", "next month" or "of the month" stands here."""
    joined = has(words, at, "of")
    at += joined
    at += has(words, at, "which") or has(words, at, "weak_which")
    if not (joined or has(words, at - 1, "which")) or at >= len(words):
        return False
    return words[at].senses.get("unit") == "month"


def _day_number(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """Read a day's number: "5", "5th", "fifth", "twenty first"; numbers of more than two digits are none."""
    if at >= len(words) or words[at].digits > 2:
        return None, at
    ordinal = sense(words, at, "ordinal")
    if ordinal is not None:
        return int(ordinal), at + 1
    small = read_small(words, at)
    weak = sense(words, at, "weak_cardinal") if small is None and month_at(words, at + 1) is not None else None
    if weak is not None and words[at].folded not in ("a", "an"):  # "teen march"
        return int(weak), at + 1
    if small is None:
        return None, at
    after = small.after
    if after < len(words) and words[after].folded == "-" and not words[at].digits:
        after += has(words, after + 1, "ordinal")  # "twenty-first"
    ones = sense(words, after, "ordinal")
    if small.value in (20, 30) and not words[at].digits and ones is not None and ones < 10:
        return int(small.value + ones), after + 1
    if has(words, after, "ordinal_suffix") and words[after].glued:
        after += 1
    return int(small.value), after


def _year(words: Sequence[Word], at: int, *, joined: bool = False, dated: bool = False) -> tuple[int | None, int]:
    """Read the year after a month: "2026", ", 2026", "'26", "-26" where the day is `joined` to it, "5 mar 26"."""
    start = at + 1 if has(words, at, "comma") or has(words, at, "of") else at
    if start >= len(words):
        return None, at
    short, after = short_year(words, start)
    if short is not None:
        return short, after
    if joined and words[start].folded in SEPARATORS and start + 1 < len(words):
        if words[start + 1].digits in (2, 4) and words[start + 1].glued:
            return full_year(words[start + 1].number or 0, words[start + 1].digits), start + 2
        return None, at
    year, after = year_number(words, start)
    if year is not None:
        return year, after
    if dated and start == at and words[at].digits == 2 and _is_short_year(words, at):
        return full_year(words[at].number or 0, 2), at + 1
    return None, at


def _is_short_year(words: Sequence[Word], at: int) -> bool:
    """Tell whether "26" behind "5 mar" is a year: beyond any day's hours and minutes, and nothing that is counted."""
    if not 24 < (words[at].number or 0) < 50:
        return False
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None:
        return True
    known = any(kind in following.senses for kind in _AFTER_ORDINAL) or not following.folded[:1].isalnum()
    return known and following.folded != ":" and not following.glued


def _over_separator(words: Sequence[Word], at: int) -> int:
    return at + 1 if at < len(words) and words[at].folded in SEPARATORS and words[at].glued else at


def _is_time_of_day(words: Sequence[Word], after: int) -> bool:
    """Tell whether the number before `after` is an hour: "march 5 pm" is odd, "march 5:30" is a time."""
    return has(words, after, "meridiem") or (after < len(words) and words[after].folded == ":")


def _range_follows(words: Sequence[Word], after: int) -> bool:
    return has(words, after, "to") or has(words, after, "and") or after == len(words)


def _senses(words: Sequence[Word], at: int) -> set[str]:
    return set(words[at].senses) if 0 <= at < len(words) else set()
