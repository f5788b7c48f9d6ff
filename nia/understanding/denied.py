"""Values that are said only to be taken back: "kal nahi, parso", "not 5 lakh, 6 lakh". Assignment and topics ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import yaml

from nia.understanding.tagger import Span
from nia.understanding.time_values import FoundTime, TimeKind
from nia.understanding.units import Unit
from nia.understanding.words import LEXICON_FOLDER

CHOICES = ("city", "source", "status", "priority", "kind", "tone", "given")
FREE_TEXT = frozenset(
    {"title", "text", "instruction", "notes", "agenda", "outcome", "lost_reason", "body", "subject", "query"}
)
_FAR = 2


class _Piece(NamedTuple):
    """Units `first` to `last` (exclusive) that may be a value, and of what kind."""

    first: int
    last: int
    kind: str


def denied(units: Sequence[Unit], spans: Sequence[Span] = ()) -> set[int]:
    """Return which units are a value that is denied where another of its kind is said. Free text is left alone."""
    within = {at for span in spans if span.role in FREE_TEXT for at in range(span.first, span.last)}
    tagged = [span for span in spans if span.role not in FREE_TEXT and not _is_one_value(units, span)]
    pieces = [_Piece(span.first, span.last, span.role) for span in tagged]
    pieces += [_Piece(at, at + 1, kind) for at, unit in enumerate(units) if at not in within for kind in _kinds(unit)]
    gone: set[int] = set()
    for kind in {piece.kind for piece in pieces}:
        alike = [piece for piece in pieces if piece.kind == kind]
        for across_signs in (True, False):
            refused = [one for one in alike if _is_denied(units, one, across_signs=across_signs)]
            refused += [one for one in alike if one not in refused and _goes_on(units, one, refused)]
            if len(refused) < len(alike):
                gone.update(at for one in refused for at in range(one.first, one.last))
                break
    return gone


def _is_one_value(units: Sequence[Unit], span: Span) -> bool:
    return span.last - span.first == 1 and units[span.first].found is not None


def with_denials(units: Sequence[Unit], gone: set[int]) -> set[int]:
    """Return the denied units and the words that deny them: all of "Lucknow nahi"."""
    words, found = _words(), set(gone)
    for at in gone:
        end = at + 1
        while end < len(units) and units[end].folded in words["between"]:
            end += 1
        if end < len(units) and units[end].folded in words["behind"]:
            found.update(range(at, end + 1))
    return found


def _kinds(unit: Unit) -> tuple[str, ...]:
    """Return what sorts of value a word or an entity is. How long something takes denies no day, nor a day that."""
    if isinstance(unit.found, FoundTime) and unit.found.kind is TimeKind.DURATION:
        return ("duration",)
    return ("value",) if unit.found is not None else tuple(name for name in CHOICES if name in unit.senses)


def _is_denied(units: Sequence[Unit], piece: _Piece, *, across_signs: bool) -> bool:
    words = _words()
    if piece.first and units[piece.first - 1].folded in words["before"]:
        return True
    at = piece.last
    while at < min(len(units), piece.last + _FAR) and (
        units[at].folded in words["between"] or (across_signs and units[at].folded == ",")
    ):
        at += 1
    return at < len(units) and units[at].folded in words["behind"]


def _goes_on(units: Sequence[Unit], piece: _Piece, refused: Sequence[_Piece]) -> bool:
    """Tell whether a value is denied along with the one before it: "not won or lost"."""
    joined = piece.first > 1 and units[piece.first - 1].folded in _words()["or"]
    return joined and any(one.last == piece.first - 1 for one in refused)


@cache
def _words() -> dict[str, frozenset[str]]:
    text = (LEXICON_FOLDER / "replies" / "denials.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return {name: frozenset(listed) for name, listed in loaded.items()}
