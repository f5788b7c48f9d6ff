"""Makes new records with an owner. The rules of leads, contacts and activities insert through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from nia.ledger.changes import Changes
from nia.store.tables import Record

Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who owns a record, and in which team it is."""

    user_id: str
    team_id: str


def insert(changes: Changes, table: type[Row], holder: Holder, values: Mapping[str, object]) -> Row:
    """Insert a row of `table` with these columns, owned by `holder`."""
    columns: dict[str, Any] = {"owner_id": holder.user_id, "team_id": holder.team_id, **values}
    return changes.add(table(**columns))


def name_of(row: Record) -> str:
    """Return what a record is called: a person's name, a title, a subject, else its text."""
    names = (getattr(row, field, None) for field in ("name", "title", "subject", "text"))
    return next((str(name) for name in names if name), row.id)
