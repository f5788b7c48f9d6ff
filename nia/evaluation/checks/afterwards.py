"""Checks the records afterwards: `finally`. `play` calls it with what the stage holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nia.evaluation.checks.sight import check
from nia.evaluation.checks.values import Comparer
from nia.evaluation.format.expect import Finally, FinalRecords
from nia.evaluation.outcome import Check
from nia.understanding.port import Json

Fields = Mapping[str, Json]
Held = Mapping[str, Sequence[Fields]]
"""The records by kind."""
NAMED_BY = ("name", "title", "subject", "text")
"""The fields by which a record is told from others."""


def kinds_of(expected: Finally) -> set[str]:
    """Return the kinds of records that must be read to check this."""
    named = {kind for kind in FinalRecords.model_fields if getattr(expected, kind) or getattr(expected.absent, kind)}
    return named | set(expected.counts)


def check_finally(expected: Finally, held: Held, compare: Comparer) -> tuple[Check, ...]:
    """Return the checks of the records, those that held too."""
    found: list[Check] = []
    for kind in FinalRecords.model_fields:
        found += _present(kind, getattr(expected, kind), held.get(kind, ()), compare)
        found += _absent(kind, getattr(expected.absent, kind), held.get(kind, ()), compare)
    for name, count in expected.counts.items():
        there = len(held.get(name, ()))
        found.append(
            check("finally.counts", count, there, held=there == count, why=f"there are {there} {name}", label=name)
        )
    return tuple(found)


def _present(kind: str, wanted: Sequence[Fields], held: Sequence[Fields], compare: Comparer) -> Iterator[Check]:
    for one in wanted:
        differing = [(compare.at_least(one, record), record) for record in held]
        differs, nearest = min(differing, key=lambda pair: len(pair[0]), default=(list(one), {}))
        met, by_name = bool(held) and not differs, [name for name in NAMED_BY if name in one][:1]
        if met or (len(differs) < len(one) and not set(by_name) & set(differs)):
            got: object = {name: nearest.get(name) for name in one}
            why = f"none of {len(held)} {kind} is so; the nearest differs in {', '.join(differs)}"
        else:  # no record comes near: what there is says more than one of them would
            got = [next((record[name] for name in NAMED_BY if record.get(name)), None) for record in held]
            why, differs = f"none of {len(held)} {kind} is so" if held else f"there are no {kind}", []
        yield check(f"finally.{kind}", one, got, held=met, why=why, differs=tuple(differs))


def _absent(kind: str, unwanted: Sequence[Fields], held: Sequence[Fields], compare: Comparer) -> Iterator[Check]:
    for one in unwanted:
        found = [record for record in held if not compare.at_least(one, record)]
        got = {name: found[0].get(name) for name in one} if found else None
        yield check(f"finally.absent.{kind}", one, got, held=not found, why=f"one of the {kind} is so")
