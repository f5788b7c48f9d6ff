"""Tells what changed about a record after an action. `restore` asks before it takes the action back."""

from __future__ import annotations

from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.store.tables import Action, Record

_DERIVED = frozenset({"search_key", "team_id", "closed_at"})


async def fields_changed_since(session: AsyncSession, table: str, row: Record, version: int) -> tuple[str, ...] | None:
    """Return the fields of `row` that actions which still stand changed after `version`, or None where there is none.

    An action that was undone, and its undo, cancel each other out. A change that the ledger does not
    know of counts, though nobody can say which fields it touched.
    """
    query = select(Action).where(cast(col(Action.inverse), String).contains(row.id, autoescape=True))
    later = []
    for action in await session.scalars(query):
        for record in (action.inverse or {})["args"]["records"]:
            if (record["table"], record["id"]) == (table, row.id) and record["version"] > version:
                later.append((record["version"], action, record["values"]))
    known = max((at for at, _, _ in later), default=version) == row.version
    standing = [values for _, action, values in later if action.undone_by is None and action.undoes is None]
    if known and not standing:
        return None
    return tuple(sorted({name for values in standing for name in values} - _DERIVED))
