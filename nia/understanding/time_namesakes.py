"""What looks like a time and names something: numbers of houses and pages, people called April. times.py asks."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.numbers import has
from nia.understanding.words import Word

_NAMES = frozenset({4, 6})  # April, June


def is_namesake(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at `at` begins no time, whatever it looks like."""
    word = words[at]
    if word.digits:
        return _labelled(words, at) or _is_fraction(words, at)
    return word.senses.get("month") in _NAMES and _is_person(words, at)


def _is_fraction(words: Sequence[Word], at: int) -> bool:
    """Tell whether the "30" of "11.30" stands here: what begins a time is the whole number."""
    return (
        at > 1 and words[at - 1].folded == "." and words[at].glued and words[at - 1].glued and words[at - 2].digits > 0
    )


def _labelled(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word before the number says that it counts or numbers something ("flat 12/4", "size 10 to 12")."""
    while at >= 2 and words[at].glued and words[at - 1].glued and words[at - 2].digits:
        at -= 2
    at -= has(words, at - 1, "to") and words[at - 2].digits > 0 and not words[at - 1].glued and 2
    at -= at > 1 and words[at - 1].folded in ("is", "was", "hai")  # "house number is 20/3"
    year = words[at].digits == 4 and "tense" in words[at - 1].senses  # "won 2023"
    return has(words, at - 1, "label") and not year


def _is_person(words: Sequence[Word], at: int) -> bool:
    """Tell whether somebody bears the month's name: "april is our new colleague", "june said"."""
    if has(words, at - 1, "person_before"):
        return True
    if not has(words, at + 1, "person_behind") or any(has(words, at - 1, kind) for kind in ("in", "of", "since", "by")):
        return False
    return not any(has(words, behind, "unit") for behind in range(at + 2, min(at + 6, len(words))))
