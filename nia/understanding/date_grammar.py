"""The grammar of dates ("5/3/2026", "march 5th", "5th of march", "the 15th", "15 tareekh"). day_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nia.understanding.calendar_meanings import CalendarDay, DayMeaning
from nia.understanding.numbers import has, read_small, sense
from nia.understanding.words import Word

_SEPARATORS = ("/", "-", ".")
# What makes a month of a word that is also an ordinary one ("may", "mar").
_BEFORE_MONTH = ("in", "of", "which", "by", "since", "until", "from", "before", "after", "to", "between", "coming")
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


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day, or a longer stretch, and the index of the word after it."""

    meaning: DayMeaning
    after: int


def read_date(words: Sequence[Word], at: int, *, dated: bool = False) -> ReadDay | None:
    """Read a date or a month at `at`. `dated`: "on" or "the" stands before it, so that "15th" alone is a day."""
    return (
        _numeric(words, at)
        or _day_first(words, at)
        or _month_first(words, at)
        or _day_of_month(words, at, dated=dated)
        or _year_alone(words, at)
    )


def month_at(words: Sequence[Word], at: int) -> int | None:
    """Return the month that the word at `at` names, also where it is an ordinary word as well."""
    found = sense(words, at, "month")
    if found is None:
        found = sense(words, at, "weak_month")
    return None if found is None else int(found)


def _numeric(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read 5/3/2026 (day first, as in India), 2026-03-05, 5.3.26, 5/3, and 5/13/2026, which can only be American."""
    numbers, after = _joined_numbers(words, at)
    if len(numbers) == 3:
        first, second, third = numbers
        if words[at].digits == 4:
            return _checked(first, second, third, _over_t(words, after))
        if not (words[after - 1].digits in (2, 4) and words[at].digits <= 2 and words[at + 2].digits <= 2):
            return None
        year = _full_year(third, words[after - 1].digits)
        day, month = (second, first) if second > 12 >= first else (first, second)
        return _checked(year, month, day, after)
    if len(numbers) == 2 and words[at + 1].folded == "/" and words[at].digits <= 2 and words[at + 2].digits <= 2:
        day, month = (numbers[1], numbers[0]) if numbers[1] > 12 >= numbers[0] else (numbers[0], numbers[1])
        if 1 <= month <= 12 and 1 <= day <= 31 and numbers != [24, 7]:  # "24/7" is no date
            return ReadDay(CalendarDay(day=day, month=month), after)
    return None


def _joined_numbers(words: Sequence[Word], at: int) -> tuple[list[int], int]:
    numbers: list[int] = []
    after = at
    while after < len(words) and words[after].number is not None and words[after].digits <= 4:
        if numbers and not (words[after].glued and words[after - 1].glued):
            break
        numbers.append(words[after].number or 0)
        separator = after + 1
        if len(numbers) == 3 or separator >= len(words) or words[separator].folded not in _SEPARATORS:
            return numbers, after + 1
        if numbers[1:] and words[separator].folded != words[at + 1].folded:
            return numbers, after + 1
        if separator + 1 >= len(words) or not words[separator + 1].digits or not words[separator].glued:
            return numbers, after + 1
        after += 2
    return numbers, max(at, after - 1)


def _checked(year: int, month: int, day: int, after: int) -> ReadDay:
    return ReadDay(CalendarDay(year=year, month=month, day=day), after)


def _over_t(words: Sequence[Word], after: int) -> int:
    """Step over the T of "2026-03-05T17:00"."""
    return after + 1 if after < len(words) and words[after].folded == "t" and words[after].glued else after


def _day_first(words: Sequence[Word], at: int) -> ReadDay | None:
    number, after = _day_number(words, at)
    if number is None:
        return None
    if has(words, after, "comma") or has(words, after, "of"):
        after += 1
    joined = _over_separator(words, after)
    month = month_at(words, joined)
    if month is None:
        return None
    year, end = _year(words, joined + 1, joined=joined > after)
    return ReadDay(CalendarDay(year=year, month=month, day=number), end)


def _month_first(words: Sequence[Word], at: int) -> ReadDay | None:
    month = month_at(words, at)
    if month is None:
        return None
    after = at + 1
    if has(words, after, "the"):
        after += 1
    after = _over_separator(words, after)
    number, end = _day_number(words, after)
    if number is not None and not _is_time_of_day(words, end):
        year, end = _year(words, end)
        return ReadDay(CalendarDay(year=year, month=month, day=number), end)
    year, end = _year(words, at + 1)
    weak = not has(words, at, "month")
    if weak and year is None and not any(has(words, at - 1, kind) for kind in _BEFORE_MONTH):
        return None
    return ReadDay(CalendarDay(year=year, month=month), end)


def _day_of_month(words: Sequence[Word], at: int, *, dated: bool) -> ReadDay | None:
    """Read "15th" after "on" or "the", and "15 tareekh"."""
    number, after = _day_number(words, at)
    if number is None:
        return None
    if has(words, after, "day_number"):
        return ReadDay(CalendarDay(day=number), after + 1)
    if _month_said_behind(words, after):
        return ReadDay(CalendarDay(day=number), after)
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
    """Tell whether "of next month" or "next month" stands here."""
    at += has(words, at, "of")
    return has(words, at, "which") and at + 1 < len(words) and words[at + 1].senses.get("unit") == "month"


def _year_alone(words: Sequence[Word], at: int) -> ReadDay | None:
    if not any(has(words, at - 1, kind) for kind in ("in", "of", "since", "until", "from", "unit", "by", "to", "and")):
        return None
    if at < len(words) and words[at].digits == 4 and 1900 <= (words[at].number or 0) < 2200:
        return ReadDay(CalendarDay(year=words[at].number), at + 1)
    return None


def _day_number(words: Sequence[Word], at: int) -> tuple[int | None, int]:
    """Read a day's number: "5", "5th", "fifth", "twenty first"; numbers of more than two digits are none."""
    if at >= len(words) or words[at].digits > 2:
        return None, at
    ordinal = sense(words, at, "ordinal")
    if ordinal is not None:
        return int(ordinal), at + 1
    small = read_small(words, at)
    if small is None:
        return None, at
    after = small.after
    ones = sense(words, after, "ordinal")
    if small.value in (20, 30) and not words[at].digits and ones is not None and ones < 10:
        return int(small.value + ones), after + 1
    if has(words, after, "ordinal_suffix") and words[after].glued:
        after += 1
    return int(small.value), after


def _year(words: Sequence[Word], at: int, *, joined: bool = False) -> tuple[int | None, int]:
    """Read the year after a month: "2026", ", 2026", "'26", and "-26" where the day is `joined` to the month too."""
    start = at + 1 if has(words, at, "comma") or has(words, at, "of") else at
    signs = ("'", "\u2019", "-", "/", ".") if joined else ("'", "\u2019")
    if start < len(words) and words[start].folded in signs and start + 1 < len(words):
        if words[start + 1].digits in (2, 4) and words[start + 1].glued:
            return _full_year(words[start + 1].number or 0, words[start + 1].digits), start + 2
        return None, at
    if start < len(words) and words[start].digits == 4 and 1900 <= (words[start].number or 0) < 2200:
        # "5 march 1730 hrs" is a time of day.
        return (None, at) if has(words, start + 1, "military") else (words[start].number, start + 1)
    return None, at


def _over_separator(words: Sequence[Word], at: int) -> int:
    return at + 1 if at < len(words) and words[at].folded in _SEPARATORS and words[at].glued else at


def _is_time_of_day(words: Sequence[Word], after: int) -> bool:
    """Tell whether the number before `after` is an hour: "march 5 pm" is odd, "march 5:30" is a time."""
    return has(words, after, "meridiem") or (after < len(words) and words[after].folded == ":")


def _range_follows(words: Sequence[Word], after: int) -> bool:
    return has(words, after, "to") or has(words, after, "and") or after == len(words)


def _full_year(year: int, digits: int) -> int:
    return year if digits == 4 else 2000 + year


def _senses(words: Sequence[Word], at: int) -> set[str]:
    return set(words[at].senses) if 0 <= at < len(words) else set()
