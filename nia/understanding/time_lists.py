"""Days of one month in a list ("5, 6 and 7 april", "april 3rd and 5th"). date_grammar.py asks it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.date_pieces import day_number, month_at, year_of_date
from nia.understanding.numbers import has, is_plain
from nia.understanding.time_days import ReadDay
from nia.understanding.words import Word

_LINKS = ("and", "or", "comma")
_LONGEST = 5


def is_link(words: Sequence[Word], at: int) -> bool:
    """Tell whether "and", "or" or a comma stands here."""
    return any(has(words, at, kind) for kind in _LINKS)


def day_of_list(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read the "5th" of "5th and the 6th of april", the "5" of "5, 6 and 7 april"."""
    number, after = day_number(words, at)
    link = after
    for _ in range(_LONGEST):
        if not is_link(words, link):
            return None
        other, end = day_number(words, link + 1 + has(words, link + 1, "the"))
        if other is None:
            return None
        end += has(words, end, "of")
        month = month_at(words, end)
        if month is not None and (words[end - 1].senses or words[end - 1].digits):
            year, _ = year_of_date(words, end + 1)
            return ReadDay(CalendarDay(year=year, month=month, day=number), after)
        link = end
    return None


def day_behind_list(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read the "5th" of "april 3rd and 5th", the "5" and "7" of "april 3, 5 and 7"."""
    link = at - 1 - has(words, at - 1, "the")
    if not is_link(words, link):
        return None
    number, after = day_number(words, at)
    month = None if number is None else _month_before(words, link)
    if month is None:
        return None
    said = has(words, after, "day_number")
    ordinal = has(words, after - 1, "ordinal_suffix") or has(words, after - 1, "ordinal")
    goes_on = is_link(words, after)
    if has(words, link, "comma") and not (ordinal or goes_on or said):
        return None
    if after < len(words) and not (ordinal or goes_on or said) and (is_plain(words[after]) or words[after].glued):
        return None
    year, end = year_of_date(words, after, dated=True)
    return ReadDay(CalendarDay(year=year, month=month, day=number), end + said)


def _month_before(words: Sequence[Word], link: int) -> int | None:
    """Return the month before the days that are listed up to the link."""
    at = link
    for _ in range(_LONGEST):
        if not is_link(words, at):
            return None
        at -= 2 if has(words, at - 1, "ordinal_suffix") else 1
        known = has(words, at, "ordinal") or has(words, at, "cardinal") or 0 < (words[at].digits if at >= 0 else 0) < 3
        if not known:
            return None
        at -= 1 + has(words, at - 1, "the")
        month = month_at(words, at - has(words, at, "of")) if at >= 0 else None
        if month is not None:
            return month
    return None


def is_beside_month(words: Sequence[Word], at: int) -> bool:
    """Tell whether another month makes a month of the "may" of "may to july", "april or may"."""
    behind = any(has(words, at + 1, kind) for kind in ("to", "or", "and")) and month_at(words, at + 2) is not None
    before = (
        any(has(words, at - 1, kind) for kind in ("to", "or", "and")) and at > 1 and month_at(words, at - 2) is not None
    )
    return behind or before
