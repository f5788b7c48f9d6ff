"""The key of one export: what is chosen with it cannot be undone by those who lack it, and is the same all through."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Key:
    """A random secret, forgotten when the export ends. `attempt` makes another choice of everything."""

    secret: bytes
    attempt: int = 0

    def number(self, what: str, least: int, most: int) -> int:
        """Return the number from `least` to `most` that belongs to `what`."""
        digest = hmac.digest(self.secret, f"{self.attempt}:{what}".encode(), "sha256")
        return least + int.from_bytes(digest, "big") % (most - least + 1)

    def pick(self, what: str, among: Sequence[Item], taken: Collection[Item] = ()) -> Item | None:
        """Return the item that belongs to `what`, the next free one where it is taken; None where all are."""
        begin = self.number(what, 0, len(among) - 1) if among else 0
        turned = (*among[begin:], *among[:begin])
        return next((one for one in turned if one not in taken), None)
