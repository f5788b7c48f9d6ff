"""Finds what a person's erasure would reach: rows to blank and entries whose payload to erase. Nothing is written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, inspect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.ledger.erasure import blanks
from nia.ledger.erasure.blanks import Blank, Values
from nia.ledger.erasure.subject import Subject
from nia.ledger.sealing import opened
from nia.ledger.verifying import ERASE
from nia.store.tables import Action, LoginSession, Receipt, ReceiptKey

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Reach:
    """What is to be erased: entries by their numbers, and per table each row's key with the values it gets."""

    subject: Subject
    entries: tuple[int, ...]
    rows: Mapping[type[Any], Mapping[Any, Values]] = field(default_factory=dict)
    sessions: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left to erase."""
        return not self.entries and not self.sessions and not any(self.rows.values())

    def counts(self) -> dict[str, int]:
        """Return how much there is of each kind, by the names of the tables; entries as `entries`."""
        found = {str(table.__tablename__): len(rows) for table, rows in self.rows.items() if rows}
        if self.sessions:
            found["login_sessions"] = self.sessions
        return {**found, **({"entries": len(self.entries)} if self.entries else {})}


async def find_reach(session: AsyncSession, subject: Subject) -> Reach:
    """Return all that mentions the person: first their records and what hangs on these, then what names any of it."""
    rows = {table: await _to_blank(session, table, blank, subject) for table, blank in blanks.PEOPLE.items()}
    rows |= {table: await _to_blank(session, table, blank, subject) for table, blank in blanks.LINKED.items()}
    linked = {str(one) for table in blanks.LINKED for one in rows[table]}
    wider = replace(subject, marks=replace(subject.marks, ids=subject.marks.ids | linked))
    rows |= {table: await _to_blank(session, table, blank, wider) for table, blank in blanks.SAID.items()}
    sessions = select(func.count()).select_from(LoginSession).where(col(LoginSession.user_id).in_(subject.user_ids))
    return Reach(subject, await _entries(session, wider), rows, await session.scalar(sessions) or 0)


async def _to_blank(session: AsyncSession, table: type[Any], blank: Blank, subject: Subject) -> dict[Any, Values]:
    found = {}
    async for row in _all(session, table):
        values = blank(row, subject)
        if values is not None and blanks.changes(row, values):
            found[row.id] = values
    return found


async def _all(session: AsyncSession, table: type[Any]) -> AsyncIterator[Any]:
    """Yield every row of a table, page by page; none is kept in the session."""
    after = None
    while True:
        query = select(table).order_by(table.id).limit(_PAGE)
        rows = (await session.scalars(query if after is None else query.where(table.id > after))).all()
        for row in rows:
            yield row
        if len(rows) < _PAGE:
            return
        after = inspect(rows[-1]).identity[0]
        for row in rows:
            session.expunge(row)


async def _entries(session: AsyncSession, subject: Subject) -> tuple[int, ...]:
    """Return the numbers of the entries whose payload mentions the person, erased ones left out."""
    found: list[int] = []
    after = 0
    query = (
        select(Receipt, Action, ReceiptKey.key)
        .join(Action, col(Action.id) == col(Receipt.action_id))
        .join(ReceiptKey, col(ReceiptKey.seq) == col(Receipt.seq))
        .where(col(Action.tool) != ERASE)
        .order_by(col(Receipt.seq))
        .limit(_PAGE)
    )
    while True:
        rows = (await session.execute(query.where(col(Receipt.seq) > after))).all()
        for receipt, action, key in rows:
            payload = opened(key, action.id, receipt.sealed, receipt.commitment)
            if subject.marks.mentioned_in(payload, action.args, action.result, action.inverse):
                found.append(receipt.seq)
        if len(rows) < _PAGE:
            return tuple(found)
        after = rows[-1][0].seq
        for receipt, action, _ in rows:
            session.expunge(receipt)
            session.expunge(action)
