"""How many units a duration has ("2-3 days", "do teen din", "half an hour", "a few weeks"). durations.py asks it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nia.understanding.numbers import Number, has, read_number, read_small, sense
from nia.understanding.words import Word

_MOST_MORE = 5
_LARGEST = 50


def read_count(words: Sequence[Word], at: int) -> Number | None:
    """Read how many units a duration has: "2", "2-3", "half a", "dhai", "a few"."""
    if not 0 <= at < len(words):
        return None
    number_said = words[at].number
    if number_said is not None and has(words, at + 1, "unit"):
        behind_point = at > 0 and words[at - 1].folded == "." and words[at].glued and not words[at - 1].glued
        return Number(Decimal(f"{'.' if behind_point else ''}{words[at].folded}"), at + 1)  # ".5 hour"
    vague = sense(words, at, "vague_count")
    if vague is not None:
        return Number(Decimal(vague), at + 1)
    hundreds = sense(words, at, "multiplier")
    if hundreds in (100, 1000) and has(words, at + 1, "unit"):
        return Number(Decimal(hundreds), at + 1)
    part = _part(words, at) or _range_of_counts(words, at) or _neighbours(words, at)
    if part is not None:
        return part
    number = read_number(words, at)
    if number is not None:
        small = read_small(words, at)
        # "5 m": a multiplier that could be a unit; a number before a unit is never that large.
        return number if number.value < 10**6 or small is None else small
    weak = sense(words, at, "weak_cardinal")
    if weak is not None:
        after = at + 1
        half = sense(words, after, "half")
        return Number(Decimal(weak), after) if half is None else Number(Decimal(half), after + 1)
    return None


def _range_of_counts(words: Sequence[Word], at: int) -> Number | None:
    """Read the "2-3" of "2-3 days": the longer counts."""
    if not any("to" in word.senses or "or" in word.senses for word in words[at + 1 : at + 4]):
        return None
    first = _read_count(words, at)
    if first is None or not (has(words, first.after, "to") or has(words, first.after, "or")):
        return None
    second = _read_count(words, first.after + 1)
    fitting = second is not None and second.value > first.value and has(words, second.after, "unit")
    return second if fitting else None


def _read_count(words: Sequence[Word], at: int) -> Number | None:
    """Read "3", "dhai", "two and a half", "do" as one side of a range of counts."""
    number = read_small(words, at)
    if number is None:
        number = read_number(words, at)
    if number is None and (weak := sense(words, at, "weak_cardinal")) is not None:
        number = Number(Decimal(weak), at + 1)
    plus = None if number is None else sense(words, number.after, "plus")
    return number if number is None or plus is None else Number(number.value + plus, number.after + 1)


def _neighbours(words: Sequence[Word], at: int) -> Number | None:
    """Read "do teen din", "do-teen din": about so many, of which the larger counts."""
    if words[at].number is not None:
        return None
    second = at + 2 if at + 1 < len(words) and words[at + 1].folded == "-" else at + 1
    first, then = _spoken(words, at), _spoken(words, second)
    if first is None or then is None or not _close(first, then) or not has(words, second + 1, "unit"):
        return None
    return Number(Decimal(then), second + 1)


def _close(first: int, then: int) -> bool:
    """Tell whether two numbers are said as one guess: "do teen", "do chaar", "das pandrah"."""
    return then - first in (1, 2) if then < 10 else then - first == 5 and first % 5 == 0


def _spoken(words: Sequence[Word], at: int) -> int | None:
    value = sense(words, at, "cardinal")
    if value is None:
        value = sense(words, at, "weak_cardinal")
    return int(value) if value is not None and value <= _LARGEST else None


def _part(words: Sequence[Word], at: int) -> Number | None:
    """Read "1/2" before a unit, and "7 1/2"."""
    if at + 1 < len(words) and words[at].digits and words[at + 1].digits and not words[at + 1].glued:
        part = _part(words, at + 1)
        return None if part is None else Number((words[at].number or 0) + part.value, part.after)
    if at + 3 >= len(words) or not (words[at].number and words[at + 2].number and words[at + 1].folded == "/"):
        return None
    share = Decimal(words[at].number or 0) / Decimal(words[at + 2].number or 1)
    of_one = 2 * (has(words, at + 3, "of") and at + 4 < len(words) and words[at + 4].folded in ("a", "an"))
    fitting = words[at + 2].glued and share * 4 % 1 == 0 and share < 1 and has(words, at + 3 + of_one, "unit")
    return Number(share, at + 3 + of_one) if fitting else None


def over_or_two(words: Sequence[Word], at: int) -> Number | None:
    """Read the "or two" of "a day or two": the larger counts."""
    more = read_small(words, at + 1) if has(words, at, "or") else None
    if more is None or not 2 <= more.value <= _MOST_MORE or words[at + 1].digits:
        return None
    counts = any(has(words, more.after, kind) for kind in ("unit", "oclock", "meridiem", "multiplier"))
    return None if counts else more
