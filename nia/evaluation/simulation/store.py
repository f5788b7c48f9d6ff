"""The whole store as plain values, and the ledger entries that stand. `end_invariants` compares two of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from nia.store.database import Database
from nia.store.tables import RECORDS, Action
from nia.understanding.port import Json

_KEPT_BY_ITSELF = frozenset({"version", "updated_at", "search_key", "deleted_at", "team_id"})
Columns = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Entry:
    """A ledger entry that stands: neither an undo nor undone."""

    id: str
    tool: str
    args: Mapping[str, Json]
    user: str
    touched: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every live record by table and id, in plain values: instants in UTC, amounts as text without zeros."""

    rows: Mapping[tuple[str, str], Columns]

    def of(self, table: str) -> Mapping[str, Columns]:
        """Return the records of one table by id."""
        return {key[1]: row for key, row in self.rows.items() if key[0] == table}

    def changed_since(self, before: Snapshot) -> frozenset[tuple[str, str]]:
        """Return the records that are new, gone or different."""
        return frozenset(
            key for key in self.rows.keys() | before.rows.keys() if self.rows.get(key) != before.rows.get(key)
        )


async def snapshot(database: Database) -> Snapshot:
    """Read every record that is not deleted."""
    rows: dict[tuple[str, str], Columns] = {}
    async with database.read() as session:
        connection = await session.connection()
        for name, reader in _readers().items():
            # Written out once: every stage has an engine of its own, which would put the same query together again.
            for row in await connection.exec_driver_sql(reader.query):
                values = reader.plain(row)
                rows[name, str(values["id"])] = values
    return Snapshot(rows)


@dataclass(frozen=True)
class _Reader:
    """How a table of a stage is read: its query, and how each column becomes a plain value."""

    query: str
    columns: tuple[tuple[str, Callable[[Any], Any] | None], ...]

    def plain(self, row: Sequence[Any]) -> Columns:
        """Return a row's plain values."""
        pairs = zip(self.columns, row, strict=True)
        return {name: plain(value if read is None else read(value)) for (name, read), value in pairs}


@cache
def _readers() -> Mapping[str, _Reader]:
    dialect = sqlite.dialect()
    readers = {}
    for name, model in RECORDS.items():
        table = model.__table__  # type: ignore[attr-defined]
        columns = [column for column in table.c if column.name not in _KEPT_BY_ITSELF]
        query = str(select(*columns).where(table.c.deleted_at.is_(None)).compile(dialect=dialect))
        kept = tuple((column.key, _read_by(column.type, dialect)) for column in columns)
        readers[name] = _Reader(query, kept)
    return readers


def _read_by(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    own: TypeEngine[Any] = kind.dialect_impl(dialect)
    return own.result_processor(dialect, None)


async def standing(database: Database) -> list[Entry]:
    """Return the ledger entries that stand, oldest first."""
    async with database.read() as session:
        rows = (await session.scalars(select(Action).order_by(Action.at))).all()  # type: ignore[arg-type]
    return [
        Entry(row.id, row.tool, row.args, row.user_id, _touched(row))
        for row in rows
        if row.undoes is None and row.undone_by is None
    ]


def plain(value: object) -> Json:
    """Return a column's value so that equal ones are equal: instants in UTC, whole amounts without decimals."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def amount(value: object) -> str:
    """Return an amount without trailing zeros."""
    return f"{Decimal(str(value)).normalize():f}"


def _touched(row: Action) -> frozenset[tuple[str, str]]:
    records = (row.inverse or {}).get("args", {}).get("records", [])
    return frozenset((str(one["table"]), str(one["id"])) for one in records)
