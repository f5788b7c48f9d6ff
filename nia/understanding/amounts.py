"""Find money in an utterance ("dhai lakh", "Rs 3,00,000", "above 10 lakh"). The engine asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from nia.understanding.numbers import Number, begins_number, has, read_number
from nia.understanding.words import Lexicon, Word

# Beyond this no deal was ever made; such a number is reported as a problem, not as an amount.
LARGEST = Decimal(10) ** 15
_CUE_REACH = 3
_CUED_FROM = 100
_CUED_BEHIND_FROM = 1000
_LAKH = 100_000
# What an amount may begin with besides a number; most words of an utterance have none of it.
_BEGINNINGS = frozenset({"between", "from", "at_least", "at_most", "minus", "currency"})
_SURELY_MONEY = 10_000  # a number between "from" and "to" that is no year


class Comparison(StrEnum):
    """How an amount bounds what is looked for."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount found in the words.

    `currency` is an ISO 4217 code, None where none was said. `high` is set for BETWEEN. `negative`: a minus was
    said; `amount` is then below zero. `problem` is "too_large" beyond 10^15.
    """

    span: tuple[int, int]
    text: str
    amount: Decimal
    currency: str | None = None
    negative: bool = False
    comparison: Comparison | None = None
    high: Decimal | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Money:
    """One number with its currency, from word to word."""

    number: Number
    start: int
    after: int
    currency: str | None
    negative: bool

    @property
    def value(self) -> Decimal:
        return -self.number.value if self.negative else self.number.value


class AmountReader:
    """Finds amounts with one lexicon; it keeps no state between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, text: str, *, expected: bool = False) -> tuple[FoundAmount, ...]:
        """Return the amounts in `text`, in order. `expected`: one was just asked for, so a bare number is one."""
        return self.find_in(self._lexicon.read(text), text, expected=expected)

    def find_in(self, words: Sequence[Word], text: str, *, expected: bool = False) -> tuple[FoundAmount, ...]:
        """Do the same for words that the lexicon has read already."""
        found: list[FoundAmount] = []
        words = _with_lakhs(words, text)
        at = 0
        while at < len(words):
            if not _may_begin(words, at):
                at += 1
                continue
            read = _range(words, at) or _single(words, at, expected=expected)
            if read is None:
                at = max(at + 1, _after_number(words, at))
                continue
            amount, start, after = read
            span = (words[start].start, words[after - 1].end)
            found.append(replace(amount, span=span, text=text[span[0] : span[1]]))
            at = after
        return tuple(found)


@cache
def _shipped_reader() -> AmountReader:
    return AmountReader(Lexicon.shipped())


def find_amounts(text: str, *, expected: bool = False) -> tuple[FoundAmount, ...]:
    """Return the amounts in `text`, read with the lexicon that comes with NIA."""
    return _shipped_reader().find(text, expected=expected)


def _with_lakhs(words: Sequence[Word], text: str) -> Sequence[Word]:
    """Let a capital L that stands apart count as lakh: "5 L"."""
    if not any(word.folded == "l" for word in words):
        return words
    return [
        replace(word, senses={**word.senses, "multiplier": _LAKH}) if text[word.start : word.end] == "L" else word
        for word in words
    ]


def _may_begin(words: Sequence[Word], at: int) -> bool:
    return begins_number(words, at) or _is_minus(words, at) or not _BEGINNINGS.isdisjoint(words[at].senses)


def _after_number(words: Sequence[Word], at: int) -> int:
    """Step over a number that is no amount as a whole, so that its end is not read as another one."""
    number = read_number(words, at)
    return at + 1 if number is None else number.after


def _range(words: Sequence[Word], at: int) -> tuple[FoundAmount, int, int] | None:
    """Read "between 5 and 10 lakh", "5-10 lakh", "5 se 10 lakh", "5 aur 10 lakh ke beech"."""
    opened = has(words, at, "between") or has(words, at, "from")
    low = _money(words, at + 1 if opened else at)
    if low is None or not (has(words, low.after, "to") or has(words, low.after, "and")):
        return None
    high = _money(words, low.after + 1)
    if high is None or high.negative:
        return None
    plain = opened and min(low.value, high.value) >= _SURELY_MONEY and not _looks_like_phone(words, high)
    if not (_is_money(words, high) or plain):  # "from 500000 to 600000"
        return None
    if not (opened or has(words, low.after, "to") or has(words, high.after, "post_between")):
        return None
    low_value = low.value
    if low.number.scale == 1 and high.number.scale > 1 and low_value < high.number.value / high.number.scale:
        low_value *= high.number.scale
    if low_value >= high.value:
        return None
    after = high.after + (has(words, high.after, "post_between") or has(words, high.after, "post_until"))
    amount = _found(low_value, low.currency or high.currency, low.negative, Comparison.BETWEEN, high.value)
    return amount, at, after


def _single(words: Sequence[Word], at: int, *, expected: bool) -> tuple[FoundAmount, int, int] | None:
    before = _comparison(words, at, "at_least", "at_most")
    start = at + 1 if before else at
    money = _money(words, start)
    if money is None:
        return None
    cued = before is not None and money.number.value >= 1000 and not _counts_things(words, money)
    bare = expected and not _counts_things(words, money) and not _looks_like_phone(words, money)
    if not (_is_money(words, money) or cued or bare) or (before and _looks_like_phone(words, money)):
        return None
    after = _comparison(words, money.after, "post_at_least", "post_at_most")
    end = money.after + 1 if after and not before else money.after
    return _found(money.value, money.currency, money.negative, before or after), at, end


def _comparison(words: Sequence[Word], at: int, least: str, most: str) -> Comparison | None:
    if has(words, at, least):
        return Comparison.AT_LEAST
    return Comparison.AT_MOST if has(words, at, most) else None


def _found(
    value: Decimal, currency: str | None, negative: bool, comparison: Comparison | None, high: Decimal | None = None
) -> FoundAmount:
    problem = "too_large" if max(abs(value), high or value) > LARGEST else None
    upper = None if high is None else _plain(high)
    return FoundAmount((0, 0), "", _plain(value), currency, negative, comparison, upper, problem)


def _plain(value: Decimal) -> Decimal:
    """Drop the zeros that multiplying left behind a point: 350000.0 is 350000."""
    return value.quantize(Decimal(1)) if abs(value) < LARGEST and value == value.to_integral_value() else value


def _money(words: Sequence[Word], at: int) -> _Money | None:
    start = at
    negative = False
    currency = None
    for _ in range(3):
        if not negative and _is_minus(words, at):
            negative, at = True, at + 1
        elif currency is None and has(words, at, "currency"):
            currency, at = str(words[at].senses["currency"]), at + 1
    number = read_number(words, at)
    if number is None:
        return None
    after = number.after
    if currency is None and has(words, after, "currency"):
        currency, after = str(words[after].senses["currency"]), after + 1
    elif _is_rupee_dash(words, after):
        currency, after = currency or "INR", after + 2
    return _Money(number, start, after, currency, negative)


def _is_minus(words: Sequence[Word], at: int) -> bool:
    if has(words, at, "minus"):
        return True
    if not (0 <= at < len(words)) or words[at].folded not in ("-", "\u2212"):
        return False
    joined_behind = at + 1 < len(words) and words[at + 1].glued
    return joined_behind and not words[at].glued


def _is_rupee_dash(words: Sequence[Word], at: int) -> bool:
    """Tell whether "/-" stands here, as in "5000/-"."""
    return at + 1 < len(words) and words[at].folded == "/" and words[at].glued and words[at + 1].folded == "-"


def _is_money(words: Sequence[Word], money: _Money) -> bool:
    """Tell whether a number is money by itself: by its currency, its multiplier, its commas or a word before it."""
    if money.currency is not None:
        return True
    # "30m" is minutes unless a currency says otherwise.
    if words[money.after - 1].folded == "m" or _looks_like_phone(words, money):
        return False
    if money.number.scale >= 1000:
        return not has(words, money.after, "percent")
    grouped = any(word.folded == "," for word in words[money.start : money.after])
    cued = any(has(words, at, "amount_cue") for at in range(money.start - _CUE_REACH, money.start))
    cued = (cued and money.number.value >= _CUED_FROM) or _is_cued_behind(words, money)
    return (grouped or cued) and not _counts_things(words, money)


def _is_cued_behind(words: Sequence[Word], money: _Money) -> bool:
    """Tell whether what it is the amount of stands behind it: "500000 ki value", "50000 का बजट"."""
    joined = has(words, money.after, "of_amount") and has(words, money.after + 1, "amount_cue")
    return joined and money.number.value >= _CUED_BEHIND_FROM


def _looks_like_phone(words: Sequence[Word], money: _Money) -> bool:
    """Tell whether these are ten or more bare digits, or digits behind a plus."""
    longest = max((word.digits for word in words[money.start : money.after]), default=0)
    plus = money.start > 0 and words[money.start - 1].folded == "+"
    return money.currency is None and money.number.scale == 1 and (longest >= 10 or plus)


def _counts_things(words: Sequence[Word], money: _Money) -> bool:
    return any(has(words, money.after, kind) for kind in ("unit", "month", "oclock", "percent", "meridiem"))
