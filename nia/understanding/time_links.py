"""What times that stand side by side lend each other ("kal 10 ya 11 baje", "every monday and friday at 6")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from nia.understanding.calendar_meanings import CalendarDay
from nia.understanding.numbers import has
from nia.understanding.time_expressions import Every, Expression, ReadExpression, Single
from nia.understanding.time_moments import Moment
from nia.understanding.words import Word

_LINKS = ("and", "or", "comma")
_MOST_BETWEEN = 3


def linked(words: Sequence[Word], reads: Sequence[tuple[int, ReadExpression]]) -> list[tuple[int, ReadExpression]]:
    """Return expressions, each with the index of its first word, together with what their neighbours lend them."""
    found = list(reads)
    pairs = range(1, len(found))
    for at in (*pairs, *reversed(pairs)):  # forward for the day, back for the time that is said last
        (start, first), (begins, second) = found[at - 1], found[at]
        if _joined(words, first.after, begins):
            one, other = _lent(first.expression, second.expression)
            found[at - 1] = start, replace(first, expression=one)
            found[at] = begins, replace(second, expression=other)
    return found


def _joined(words: Sequence[Word], at: int, until: int) -> bool:
    """Tell whether nothing but "and", "or", "the" and a comma stands between."""
    if not 0 < until - at <= _MOST_BETWEEN:
        return False
    between = range(at, until)
    linking = any(has(words, i, kind) for i in between for kind in _LINKS)
    return linking and all(any(has(words, i, kind) for kind in (*_LINKS, "the", "on", "at")) for i in between)


def _lent(first: Expression, second: Expression) -> tuple[Expression, Expression]:
    if isinstance(first, Every) and isinstance(second, Single | Every):
        return _again(first, second)
    if isinstance(first, Single) and isinstance(second, Single) and first.bound is None and second.bound is None:
        one, other = _moments(first.moment, second.moment)
        return Single(one), Single(other)
    return first, second


def _again(first: Every, second: Single | Every) -> tuple[Expression, Expression]:
    """Let "sunday" come again too in "every saturday and sunday", both at the time that was said for one."""
    plain = second.bound is None if isinstance(second, Single) else second.until is None
    if not plain or first.until is not None or not _alike(first.moment, second.moment):
        return first, second
    one, other = first.moment, second.moment
    if not one.has_time and one.part is None:
        one = _with_time(one, other)
    elif not other.has_time and other.part is None:
        other = _with_time(other, one)
    return replace(first, moment=one), Every(first.every, other)


def _moments(one: Moment, other: Moment) -> tuple[Moment, Moment]:
    if one.has_time and other.has_time:
        if other.day is None:  # "kal 10 ya 11 baje"
            marked = other.part or (other.clock is not None and (other.clock.meridiem or other.clock.certain))
            return one, replace(other, day=one.day, part=other.part if marked else one.part)
        if one.day is None:  # "at 10 or 11 tomorrow"
            return replace(one, day=other.day, part=one.part or other.part), other
    if one.day is not None and not one.has_time and one.part is None and other.clock is not None and _alike(one, other):
        return _with_time(one, other), other  # "tuesday and thursday at 4"
    return one, other


def _with_time(moment: Moment, of: Moment) -> Moment:
    return replace(moment, clock=of.clock, part=of.part, edge_of_day=of.edge_of_day)


def _alike(one: Moment, other: Moment) -> bool:
    """Tell whether the same was said of both days: a weekday and a weekday, a date and a date."""
    if not isinstance(one.day, CalendarDay) or not isinstance(other.day, CalendarDay):
        return False
    return _said(one.day) == _said(other.day)


def _said(day: CalendarDay) -> set[str]:
    return {field.name for field in fields(day) if getattr(day, field.name) is not None} - {"which", "year", "offset"}
