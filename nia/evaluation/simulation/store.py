"""The whole store as plain values, and the ledger entries that stand. `end_invariants` compares two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import select

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
        for name, model in RECORDS.items():
            table = model.__table__  # type: ignore[attr-defined]
            found = await session.execute(select(table).where(table.c.deleted_at.is_(None)))
            for row in found.mappings():
                rows[name, row["id"]] = {key: plain(row[key]) for key in row if key not in _KEPT_BY_ITSELF}
    return Snapshot(rows)


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
