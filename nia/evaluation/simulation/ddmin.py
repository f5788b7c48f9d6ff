"""Delta debugging: the smallest part of a list that still shows something. `minimise` calls it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Shows = Callable[[list[Item]], Awaitable[bool]]


async def ddmin(items: Sequence[Item], shows: Shows[Item]) -> list[Item]:
    """Return a part of `items`, in their order, that still shows it and of which no single item can be left out.

    `shows(items)` holds to begin with. It leaves out ever smaller pieces, as long as what remains shows it.
    """
    kept, pieces = list(items), 2
    while len(kept) >= 1:
        size = max(1, len(kept) // pieces)
        smaller = await _without_a_piece(kept, size, shows)
        if smaller is not None:
            kept, pieces = smaller, max(pieces - 1, 2)
        elif size == 1:
            return kept
        else:
            pieces = min(pieces * 2, len(kept))
    return kept


async def _without_a_piece(kept: list[Item], size: int, shows: Shows[Item]) -> list[Item] | None:
    """Return the list without the last piece that it can do without: what came late matters least."""
    for start in reversed(range(0, len(kept), size)):
        rest = kept[:start] + kept[start + size :]
        if await shows(rest):
            return rest
    return None
