"""Words that no training sentence has but in names: beside a name they are part of it. Assignment asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from nia.understanding.tagger import Span
from nia.understanding.units import Unit

PLAIN_WORDS = Path(__file__).parent / "training" / "plain_words.txt"
_ROLES = frozenset({"who", "user", "company"})
_OF_NAMES = frozenset({"given", "surname", "company", "city"})
_LEADS = frozenset({"lead", "लीड"})
_SHORTEST = 3


def whole_names(spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans, names with the unheard words that touch them: "jagadish" of "jagadish hebbar"."""
    taken = {at for span in spans for at in range(span.first, span.last)}
    return [_whole(span, units, taken) if span.role in _ROLES else span for span in spans]


def _whole(span: Span, units: Sequence[Unit], taken: set[int]) -> Span:
    first, last = span.first, span.last
    if units[first].kind != "word" or units[last - 1].kind != "word":
        return span
    if [unit.text for unit in units[first : min(first + 2, last - 1)]] == ["the", "lead"] and _is_capital(
        units[first + 2]
    ):
        first += 2
    written = first > 0 and units[first - 1].text == "lead"  # "the lead Nobody Known"
    while (
        last < len(units) and last not in taken and (is_unheard(units[last]) or (written and _is_capital(units[last])))
    ):
        last += 1
    if (
        last - first > 1
        and units[last - 1].folded in _LEADS
        and units[first].folded != "the"
        and _is_named(units[last - 2])
    ):
        last -= 1  # "Moinuddin lead"
    begun = "given" in units[first].senses
    while first > 0 and not begun and first - 1 not in taken and is_unheard(units[first - 1]):
        first -= 1
    return Span(span.role, first, last)


def _is_named(unit: Unit) -> bool:
    return not _OF_NAMES.isdisjoint(unit.senses) or is_unheard(unit)


def _is_capital(unit: Unit) -> bool:
    return unit.kind == "word" and unit.text[:1].isupper()


def is_unheard(unit: Unit) -> bool:
    """Tell whether a word stands in no training sentence but in names, and means nothing else."""
    word = unit.folded.removesuffix("'s")
    if unit.kind != "word" or len(word) < _SHORTEST or any(char.isdigit() for char in word):
        return False
    return not set(unit.senses) - _OF_NAMES and word not in _plain()


@cache
def _plain() -> frozenset[str]:
    return frozenset(PLAIN_WORDS.read_text(encoding="utf-8").split())
