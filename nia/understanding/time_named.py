"""The grammar of what comes every year by name: holidays and seasons ("christmas eve", "next summer")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.calendar_stretches import Holding
from nia.understanding.calendar_yearly import Holiday, Season, Year
from nia.understanding.numbers import has, sense
from nia.understanding.time_days import ReadDay, unit_at
from nia.understanding.time_years import year_behind
from nia.understanding.words import Word

_NAMED = frozenset({"holiday", "season"})
_BEFORE_SEASON = ("in", "the", "by", "since", "until", "from", "before", "after", "to", "edge", "between", "and")


def read_named(words: Sequence[Word], at: int) -> ReadDay | None:
    """Read a holiday or a season, with the year that stands around it."""
    which = sense(words, at, "which")
    if which is None and has(words, at, "coming"):
        which = 1
    name = at if which is None else at + 1
    if name >= len(words) or _NAMED.isdisjoint(words[name].senses):
        return None
    year, after = year_behind(words, name + 1)
    year = year or Year()
    if which is not None:
        year = replace(year, which=int(which))
    senses = words[name].senses
    unit = unit_at(words, name + 1) if "holiday" in senses else None
    if unit in ("week", "weekend") and not words[name + 1].folded.endswith("s"):  # "easter weekend"
        return ReadDay(Holding(str(unit), Holiday(str(senses["holiday"]), year)), name + 2)
    if "holiday" in senses:
        return ReadDay(Holiday(str(senses["holiday"]), year), after)
    if "season" in senses and (name > at or after > name + 1 or _is_season(words, name)):
        return ReadDay(Season(str(senses["season"]), year), after)
    return None


def _is_season(words: Sequence[Word], at: int) -> bool:
    """Tell whether what stands around makes a season of a word that may be another ("spring", "fall")."""
    if len(words) <= 2 or has(words, at + 1, "after_word") or has(words, at + 1, "post_until"):
        return True
    return any(has(words, at - 1, kind) for kind in _BEFORE_SEASON)
