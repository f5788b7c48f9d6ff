"""Erases what was found: blanks the rows, and destroys the keys of the entries' payloads. The tool `erase` calls it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, delete, null, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.ledger.erasure.blanks import Values
from nia.ledger.erasure.finding import Reach
from nia.ledger.receipts import ERASED
from nia.store.tables import Action, Conversation, LoginSession, Receipt, ReceiptKey, Record

_AT_ONCE = 500  # SQLite takes some thousand values in a statement


async def erase(session: AsyncSession, reach: Reach, now: datetime) -> None:
    """Erase it within the caller's transaction. Who holds a turn of such a conversation cannot keep its state."""
    for seqs in _parts(reach.entries):
        theirs = select(col(Receipt.action_id)).where(col(Receipt.seq).in_(seqs))
        blank = {"args": ERASED, "result": ERASED, "inverse": null()}
        await session.execute(update(Action).where(col(Action.id).in_(theirs)).values(blank))
        await session.execute(delete(ReceiptKey).where(col(ReceiptKey.seq).in_(seqs)))
    for table, rows in reach.rows.items():
        for key, values in rows.items():
            await session.execute(update(table).where(table.id == key).values(_stored(table, values, now)))
    user_ids = reach.subject.user_ids
    if user_ids:
        await session.execute(delete(LoginSession).where(col(LoginSession.user_id).in_(user_ids)))


def _stored(table: type[Any], values: Values, now: datetime) -> Mapping[str, Any]:
    """Return the values as columns: no JSON is SQL's NULL, a record's version goes on, a lease is broken."""
    columns = table.__table__.c
    stored = {
        name: null() if value is None and isinstance(columns[_column(name)].type, JSON) else value
        for name, value in values.items()
    }
    if issubclass(table, Record):
        stored |= {"version": table.version + 1, "updated_at": now}
    if table is Conversation:
        stored["fence"] = table.fence + 1
    return stored


def _column(name: str) -> str:
    return "recipients" if name == "to" else name


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(numbers), _AT_ONCE):
        yield numbers[at : at + _AT_ONCE]
