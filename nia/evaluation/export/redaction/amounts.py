"""Replaces amounts of money: others of the same order, in the same form ("5 lakh": "N lakh"). `redactor` asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from nia.evaluation.export.redaction.keyed import Key
from nia.understanding.amounts import find_amounts
from nia.understanding.numbers import Number, has, read_number
from nia.understanding.words import Lexicon, Word

_MOST_DECIMALS = 4
_MULTIPLIERS = ("multiplier", "glued_multiplier")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The replacement of each amount. Larger ones stay larger, equal ones equal."""

    by_value: Mapping[Decimal, Decimal]

    @classmethod
    def choose(cls, originals: Iterable[Decimal], key: Key) -> Amounts:
        """Choose for each amount one of two significant digits that is none of the originals."""
        taken = {one.normalize() for one in originals}
        chosen: dict[Decimal, Decimal] = {}
        factor = Decimal(key.number("amounts", 115, 190)) / 100
        last = Decimal(0)
        for value in sorted(one for one in taken if one > 0):
            step = _step(value)
            jitter = Decimal(key.number(f"amount {value}", 90, 110)) / 100
            candidate = max((value * factor * jitter // step) * step, (last // step + 1) * step)
            while candidate.normalize() in taken or candidate <= last:
                candidate += step
            chosen[value] = last = candidate
        return cls(chosen)

    def of(self, value: Decimal) -> Decimal:
        """Return what takes the place of an amount; nothing stays nothing."""
        return self.by_value.get(value.normalize(), value)

    def spans(self, text: str, said: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int, str]]:
        """Yield where an amount stands in `text`, and what is to stand there. `said`: where one is known to be."""
        for start, end in (*amount_spans(text), *said):
            for first, after, number in _numbers(text, start, end):
                for scale in (1, _scale_after(text, after)):
                    value = number.value * scale
                    if value.normalize() in self.by_value:
                        yield first, after, _in_form(text[first:after], self.of(value) / scale, number)
                        break


def amount_spans(text: str) -> list[tuple[int, int]]:
    """Return where amounts stand in `text`."""
    return [found.span for found in find_amounts(text)]


def values_in(text: str, said: Sequence[tuple[int, int]] = ()) -> Iterator[Decimal]:
    """Yield the amounts that stand in `text`, each end of a range by itself."""
    for found in find_amounts(text):
        yield abs(found.amount)
        if found.high is not None:
            yield found.high
    for start, end in said:
        yield from (number.value for _, _, number in _numbers(text, start, end))


@cache
def _lexicon() -> Lexicon:
    return Lexicon.shipped()


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int, Number]]:
    """Yield the numbers within a part of `text`, with where they begin and end."""
    words = _lexicon().read(text[start:end])
    at = 0
    while at < len(words):
        number = read_number(words, at)
        if number is None or number.after <= at:
            at += 1
            continue
        yield start + words[at].start, start + words[number.after - 1].end, number
        at = number.after


def _scale_after(text: str, after: int) -> int:
    """Return the multiplier of what follows: in "5 to 10 lakh" that of the second number is also the first one's."""
    for _, _, number in _numbers(text, after, len(text)):
        return max(number.scale, 1)
    return 1


def _in_form(text: str, value: Decimal, number: Number) -> str:
    """Write `value` as `text` wrote its own: with its multiplier, its commas, or bare."""
    words = _lexicon().read(text)
    unit = _unit(words)
    if unit is not None and number.scale > 1:
        amount = value / number.scale
        if amount == round(amount, _MOST_DECIMALS):
            between = "" if unit.glued else " "
            return f"{plain(amount)}{between}{text[unit.start : unit.end]}"
    return grouped(value) if "," in text else plain(value)


def _unit(words: Sequence[Word]) -> Word | None:
    units = [word for at, word in enumerate(words) if any(has(words, at, kind) for kind in _MULTIPLIERS)]
    return max(
        units, key=lambda word: max(Decimal(str(word.senses.get(kind, 0))) for kind in _MULTIPLIERS), default=None
    )


def plain(value: Decimal) -> str:
    """Return an amount in digits."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(value: Decimal) -> str:
    """Return an amount in digits with commas as in India: 5,00,000."""
    whole, point, rest = plain(value).partition(".")
    head, tail = whole[:-3], whole[-3:]
    parts = [head[max(0, at - 2) : at] for at in range(len(head), 0, -2)]
    return ",".join([*reversed(parts), tail]) + point + rest


def _step(value: Decimal) -> Decimal:
    """Return a unit of the second significant digit: 500000 is in steps of 10000."""
    return max(Decimal(10) ** (value.adjusted() - 1), Decimal("0.01"))
