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
_BOTH = 2  # words
_SHORTEST = 3


def whole_names(spans: Sequence[Span], units: Sequence[Unit]) -> list[Span]:
    """Return the spans, names with the unheard words that touch them: "jagadish" of "jagadish hebbar"."""
    taken = {at for span in spans for at in range(span.first, span.last)}
    return [_whole(span, units, taken) if span.role in _ROLES else span for span in spans]


def _whole(span: Span, units: Sequence[Unit], taken: set[int]) -> Span:
    first, last = _without_noun(span, units)
    if units[first].kind != "word" or units[last - 1].kind != "word":
        return span
    written = first > 0 and units[first - 1].text == "lead"  # "the lead Nobody Known"
    while (
        last < len(units) and last not in taken and (is_unheard(units[last]) or (written and _is_capital(units[last])))
    ):
        last += 1
    begun = "given" in units[first].senses
    while first > 0 and not begun and first - 1 not in taken and is_unheard(units[first - 1]):
        first -= 1
    return Span(span.role, first, last)


def _without_noun(span: Span, units: Sequence[Unit]) -> tuple[int, int]:
    """Return where a name lies without its noun: "the lead Nobody Known", "Moinuddin lead"."""
    first, last = span.first, span.last
    leads = [unit.text for unit in units[first : first + 2]] == ["the", "lead"]
    if leads and last - first > _BOTH and _is_capital(units[first + 2]):
        first += 2
    noun = last - first > 1 and units[last - 1].folded in _LEADS and units[first].folded != "the"
    return first, last - 1 if noun and _is_named(units[last - 2]) else last


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
