"""Pairs what is expected with what was got, so that as many pairs as can be fit. `effects` calls it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Wanted = TypeVar("Wanted")
Got = TypeVar("Got")


def pairs_of(wanted: Sequence[Wanted], got: Sequence[Got], fits: Callable[[Wanted, Got], bool]) -> dict[int, int]:
    """Return the place in `got` for each place in `wanted` that has one; no two have the same."""
    held_by: dict[int, int] = {}

    def seat(one: int, tried: set[int]) -> bool:
        for place, candidate in enumerate(got):
            if place in tried or not fits(wanted[one], candidate):
                continue
            tried.add(place)
            if place not in held_by or seat(held_by[place], tried):
                held_by[place] = one
                return True
        return False

    for one in range(len(wanted)):
        seat(one, set())
    return {one: place for place, one in held_by.items()}
