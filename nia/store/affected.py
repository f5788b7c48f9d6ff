"""How many rows a statement changed: the condition of an UPDATE decides who wins, and this tells whether one did."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult, Result


def changed_rows(result: Result[Any]) -> int:
    """Return how many rows an UPDATE changed."""
    return cast("CursorResult[Any]", result).rowcount
