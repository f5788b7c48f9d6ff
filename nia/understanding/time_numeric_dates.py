"""The grammar of dates in figures ("5/3/2026", "2026-03-05", "5.3.26", "20260305"). date_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.numbers import has
from nia.understanding.time_days import ReadDay
from nia.understanding.time_years import full_year
from nia.understanding.words import Word

SEPARATORS = ("/", "-", ".")


def read_numeric(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read a date or month that is written in figures alone."""
    if not words[at].digits:
        return None
    return _three_numbers(words, at) or _compact(words, at)


def _three_numbers(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read 5/3/2026 (day first, as in India), 2026-03-05, 5.3.26, 5/3, and 5/13/2026, which can only be American."""
    numbers, after = _joined_numbers(words, at)
    if len(numbers) == 3:
        first, second, third = numbers
        if words[at].digits == 4:
            return _checked(first, second, third, _over_t(words, after))
        if not (words[after - 1].digits in (2, 4) and words[at].digits <= 2 and words[at + 2].digits <= 2):
            return None
        year = full_year(third, words[after - 1].digits)
        day, month = (second, first) if second > 12 >= first else (first, second)
        return _checked(year, month, day, after)
    return _two_numbers(words, at, numbers, after) if len(numbers) == 2 else None


def _two_numbers(words: Sequence[Word], at: int, numbers: Sequence[int], after: int) -> ReadDay | None:
    """Read 5/3, and the months 2026-04 and 04/2026; "1/2 hour" and "24/7" are none."""
    first, second = numbers
    digits = words[at].digits, words[at + 2].digits
    sign = words[at + 1].folded
    counts = has(words, after, "unit") or (has(words, after, "of") and has(words, after + 2, "unit"))
    if sign == "/" and max(digits) <= 2 and not counts:
        day, month = (second, first) if second > 12 >= first else (first, second)
        if 1 <= month <= 12 and 1 <= day <= 31 and (first, second) != (24, 7):
            return ReadDay(CalendarDay(day=day, month=month), after)
    dotted = sign == "." and after < len(words) and words[after].folded == "." and words[after].glued
    if dotted and max(digits) <= 2 and 1 <= second <= 12 and 1 <= first <= 31 and _is_german(words, at, after):
        return ReadDay(CalendarDay(day=first, month=second), after + 1)
    year, month, years, months = (*numbers, *digits) if digits[0] == 4 else (second, first, digits[1], digits[0])
    iso = sign in "-/" and digits[0] == 4 and months == 2
    if years == 4 and (iso or (sign == "/" and digits[1] == 4)) and 1900 <= year < 2200 and 1 <= month <= 12:
        return ReadDay(CalendarDay(year=year, month=month), after)
    return None


def _is_german(words: Sequence[Word], at: int, after: int) -> bool:
    """Tell whether "5.4." is a day behind "on", "from" or "until", or is written as "05.04."; no sentence ends so."""
    padded = words[at].digits == words[at + 2].digits == 2 and "0" in (words[at].folded[0], words[at + 2].folded[0])
    led = any(has(words, at - 1, kind) for kind in ("on", "from", "by", "until", "since", "to"))
    return padded or (led and after + 1 < len(words))


def _compact(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read 20260305."""
    if words[at].digits != 8:
        return None
    year, rest = divmod(words[at].number or 0, 10000)
    month, day = divmod(rest, 100)
    if not (1990 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _checked(year, month, day, _over_t(words, at + 1))


def _joined_numbers(words: Sequence[Word], at: int) -> tuple[list[int], int]:
    numbers: list[int] = []
    after = at
    while after < len(words) and words[after].number is not None and words[after].digits <= 4:
        if numbers and not (words[after].glued and words[after - 1].glued):
            break
        numbers.append(words[after].number or 0)
        separator = after + 1
        if len(numbers) == 3 or separator >= len(words) or words[separator].folded not in SEPARATORS:
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
