"""Values that are said again in another way: "at 10, no make it 10:45", "Khalil and Sons, no wait, Khalil Brothers"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import yaml

from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.words import LEXICON_FOLDER

_RUNS_ON = frozenset({"text", "instruction", "notes", "body", "outcome"})


def restated(units: Sequence[Unit], spans: Sequence[Span] = ()) -> set[int]:
    """Return which units are a value that is replaced by the next one of its kind, with only a repair between them."""
    found = [Span(unit.kind, at, at + 1) for at, unit in enumerate(units) if unit.found and not _leads_on(units, at)]
    gone: set[int] = set()
    for pieces in (spans, found):
        for first, then in pairwise(pieces):
            same = first.role == then.role and first.role not in _RUNS_ON
            exact = pieces is found
            between = units[first.last : then.first]
            if same and not (exact and _inside(first, spans)) and _repairs(between, exact=exact):
                gone.update(range(first.first, first.last))
    return gone


def _leads_on(units: Sequence[Unit], at: int) -> bool:
    """Tell whether a "now" only leads to the value behind it: "it was 5 lakh, now 6 lakh"."""
    return units[at].folded in _words()[2] and at + 1 < len(units) and units[at + 1].found is not None


def _inside(piece: Span, spans: Sequence[Span]) -> bool:
    """Tell whether an amount or a time is part of what was tagged: of a title, of what is to be remembered."""
    return any(span.first <= piece.first and piece.last <= span.last and span.last - span.first > 1 for span in spans)


def _repairs(between: Sequence[Unit], *, exact: bool) -> bool:
    """Tell whether words put one value in another's place. Between times and amounts (`exact`) "say" and "now" do."""
    repairs, beside, leads = _words()
    repairs = repairs | leads if exact else repairs
    words = [unit.folded for unit in between if unit.kind != "sign"]
    return any(word in repairs for word in words) and all(word in repairs or word in beside for word in words)


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    text = (LEXICON_FOLDER / "replies" / "repairs.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return frozenset(loaded["repairs"]), frozenset(loaded["beside"]), frozenset(loaded["leads"])
