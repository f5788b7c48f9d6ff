"""Chooses among candidates those that a reference fits best. Every kind of record is ranked by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from nia.matching.compare import FITS, fold, same, score
from nia.tools.references.description import Description

MARGIN = 0.05
"""Candidates whose scores lie this close are equally good."""

ALIKE = 0.15
"""Scores further apart than this are not made up for by a rank."""

WHOLE = 0.95
"""From this score on, all the words are there."""

LOOSE = 0.6
"""From this score on, the title of a meeting, task or mail fits: they are described more than named."""

_NEAREST = 3
_NEAR = 60.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant.

    `key` is all it may be described by. `at` orders candidates in time. `rank`: of those that fit,
    only those of the highest rank are meant (an open task before a done one). `about`: ids of
    people it concerns. `group`: of those in one group (a thread of mails) only the newest is meant.
    """

    kind: str
    id: str
    name: str
    key: str
    at: datetime
    rank: int = 0
    about: frozenset[str] = frozenset()
    email: str | None = None
    group: str | None = None


def best(description: Description, candidates: Iterable[Candidate], fits: float = FITS) -> list[Candidate]:
    """Return the candidates that the reference fits best: one, or all that it fits equally well, or none."""
    found = list(candidates)
    if description.words:
        found = _by_words(description, found, fits)
    if found:
        top = max(one.rank for one in found)
        found = [one for one in found if one.rank == top]
    found = _newest_of_groups(found)
    if description.newest and found:
        found = [max(found, key=lambda one: one.at)]
    return found


def nearest(words: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return up to three different names that come close to `words`, the closest first."""
    found = process.extract(
        words, sorted(set(names)), scorer=fuzz.WRatio, processor=fold, limit=_NEAREST, score_cutoff=_NEAR
    )
    return tuple(name for name, *_ in found)


def _by_words(description: Description, candidates: Sequence[Candidate], fits: float) -> list[Candidate]:
    """Return the fitting candidates: a whole name before part of a name before what else is known of a record."""
    scored = [(tier, value, one) for one in candidates for tier, value in [_fit(description, one, fits)] if tier]
    if not scored:
        return []
    top = max(value for _, value, _ in scored)
    scored = [entry for entry in scored if entry[1] >= top - ALIKE]
    rank = max(one.rank for *_, one in scored)
    scored = [entry for entry in scored if entry[2].rank == rank]
    tier, value = max((tier, value) for tier, value, _ in scored)
    return [one for at, reached, one in scored if at == tier and reached >= value - MARGIN]


def _fit(description: Description, one: Candidate, fits: float) -> tuple[int, float]:
    if one.email and one.email.lower() == description.text.strip().lower():
        return 3, 1.0
    by_key = score(description.words, one.key)
    if by_key < fits:
        return 0, 0.0  # the key holds the name, so that fits no better
    if same(description.text, one.name) or same(description.words, one.name):
        return 3, 1.0
    by_name = score(description.words, one.name)
    return (2, by_name) if by_name >= max(fits, FITS) else (1, by_key)


def _newest_of_groups(candidates: Sequence[Candidate]) -> list[Candidate]:
    newest: dict[str, Candidate] = {}
    for one in candidates:
        group = one.group or one.id
        if group not in newest or one.at > newest[group].at:
            newest[group] = one
    return [one for one in candidates if newest[one.group or one.id] is one]
