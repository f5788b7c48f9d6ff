"""Read numbers in digits and words ("1,25,000", "twenty five", "saadhe teen lakh"). Times and amounts build on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nia.understanding.words import Word

_HALF = Decimal("0.5")
# The signs for parts as they are once folded ("1\u2044" is of the sign's compatibility form).
SIGNS = {"1\u20442": _HALF, "1\u20444": Decimal("0.25"), "3\u20444": Decimal("0.75")}
# Whatever a number may begin with; most words of an utterance have none of it.
_NUMERIC = frozenset("cardinal weak_cardinal fraction_word half quarter three_quarters fraction_before".split())
# What goes on with a time behind it, or stands between it and the rest of the sentence.
_OF_TIMES = frozenset(
    "at on in of by before after until since from to and or for the part weekday weak_weekday month weak_month "
    "which day_offset either_day tonight unit meridiem oclock tense shift_verb every frequency after_word "
    "post_until post_from post_before post_after post_between post_within onwards follows_hour starting within "
    "between cardinal some zone ish holiday season now".split()
)
# Beyond this many digits it is no quantity that anybody means, and arithmetic on it would only cost time.
_MOST_DIGITS = 400


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read: its value, the index of the word after it, and the largest multiplier said in it."""

    value: Decimal
    after: int
    scale: int = 1


def sense(words: Sequence[Word], at: int, category: str) -> int | Decimal | None:
    """Return the number that the word at `at` stands for in `category`, or None."""
    if not 0 <= at < len(words):
        return None
    value = words[at].senses.get(category)
    return None if value is None or isinstance(value, str) else value


def has(words: Sequence[Word], at: int, category: str) -> bool:
    """Tell whether the word at `at` exists and has a sense in `category`."""
    return 0 <= at < len(words) and category in words[at].senses


def is_plain(word: Word) -> bool:
    """Tell whether it is a word that says nothing of a time: a noun, a name, a verb without tense."""
    return word.folded[:1].isalpha() and _OF_TIMES.isdisjoint(word.senses)


def read_number(words: Sequence[Word], at: int) -> Number | None:
    """Read the longest number that begins at `at`, with multipliers ("one lakh twenty five thousand")."""
    if not begins_number(words, at):
        return None
    first = _scaled(words, at)
    if first is None:
        return None
    total, after, scale = first.value, first.after, first.scale
    limit = scale
    while limit >= 100:
        start = after + 1 if has(words, after, "joins_number") else after
        part = _scaled(words, start)
        # "5 lakh 98200": digits that carry no multiplier are another number.
        if part is None or part.value >= limit or (part.scale == 1 and start < len(words) and words[start].digits):
            break
        total, after, limit = total + part.value, part.after, part.scale
    return Number(total, after, scale)


def begins_number(words: Sequence[Word], at: int) -> bool:
    """Tell whether a number may begin at `at`: digits, a word for one, a sign for a part."""
    if not 0 <= at < len(words):
        return False
    word = words[at]
    return word.number is not None or not _NUMERIC.isdisjoint(word.senses) or word.folded in SIGNS or word.digits > 0


def read_small(words: Sequence[Word], at: int) -> Number | None:
    """Read a number without multipliers or fractions: digits, or words up to ninety-nine."""
    if not 0 <= at < len(words):
        return None
    digits = words[at].number
    if digits is not None:
        return Number(Decimal(digits), at + 1)
    tens = sense(words, at, "cardinal")
    if tens is None:
        return None
    if tens >= 20 and tens % 10 == 0:
        after = at + 2 if at + 1 < len(words) and words[at + 1].folded == "-" else at + 1
        ones = sense(words, after, "cardinal")
        if ones is not None and 0 < ones < 10:
            return Number(Decimal(tens + ones), after + 1)
    return Number(Decimal(tens), at + 1)


def _scaled(words: Sequence[Word], at: int) -> Number | None:
    base = _base(words, at)
    if base is None:
        return None
    value, after = base.value, base.after
    plus = sense(words, after, "plus")
    if plus is not None:
        value, after = value + plus, after + 1
    scale = 1
    while (multiplier := _multiplier(words, after, at)) is not None and multiplier >= scale:
        value, after, scale = value * multiplier, after + 1, int(multiplier)
    if base.scale == 0 and scale == 1:  # a weak word ("a", "do") counts only before a multiplier
        return None
    return Number(value, after, scale)


def _multiplier(words: Sequence[Word], at: int, number_at: int) -> int | Decimal | None:
    plain = sense(words, at, "multiplier")
    if plain is None and at > number_at and at < len(words) and words[at].glued:
        return sense(words, at, "glued_multiplier")
    return plain


def _base(words: Sequence[Word], at: int) -> Number | None:
    if not 0 <= at < len(words):
        return None
    if words[at].digits:
        return _digits(words, at)
    if words[at].folded in SIGNS:
        return Number(SIGNS[words[at].folded], at + 1)
    for category in ("fraction_word", "half", "quarter", "three_quarters"):
        if (value := sense(words, at, category)) is not None:
            return Number(Decimal(value), at + 1)
    part = sense(words, at, "fraction_before")
    if part is not None:
        return _with_fraction(words, at, part)
    if (small := read_small(words, at)) is not None:
        return _with_point(words, small)
    weak = sense(words, at, "weak_cardinal")
    return None if weak is None else Number(Decimal(weak), at + 1, scale=0)


def _with_fraction(words: Sequence[Word], at: int, part: int | Decimal) -> Number | None:
    whole = read_small(words, at + 1)
    if whole is not None:
        return Number(whole.value + part, whole.after)
    weak = sense(words, at + 1, "weak_cardinal")
    if weak is not None:
        return Number(Decimal(weak + part), at + 2)
    # "sawa lakh" and "sawa ghanta" count from one; "saadhe" never stands alone.
    return None if part == _HALF else Number(Decimal(1 + part), at + 1)


def _with_point(words: Sequence[Word], whole: Number) -> Number:
    after = whole.after
    if not has(words, after, "point"):
        return whole
    decimals = ""
    while (digit := sense(words, after + 1, "cardinal")) is not None and digit < 10:
        decimals += str(digit)
        after += 1
    return Number(Decimal(f"{whole.value}.{decimals}"), after + 1) if decimals else whole


def _digits(words: Sequence[Word], at: int) -> Number | None:
    text, after = words[at].folded, at + 1
    while _joined(words, after, ",") and 2 <= words[after + 1].digits <= 3 and len(text) < _MOST_DIGITS:
        text += words[after + 1].folded
        after += 2
    if _joined(words, after, ".") and words[after + 1].digits < _MOST_DIGITS:
        text += "." + words[after + 1].folded
        after += 2
    if after < len(words) and words[after].glued and words[after].folded in SIGNS and len(text) < _MOST_DIGITS:
        return Number(Decimal(text) + SIGNS[words[after].folded], after + 1)  # "1\u00bd"
    return Number(Decimal(text[:_MOST_DIGITS] if len(text) > 2 * _MOST_DIGITS else text), after)


def _joined(words: Sequence[Word], at: int, sign: str) -> bool:
    return (
        at + 1 < len(words)
        and words[at].folded == sign
        and words[at].glued
        and words[at + 1].glued
        and words[at + 1].digits > 0
    )
