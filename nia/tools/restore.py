"""The inverse of every write: gives records back what they held. Only the gate calls it, from a stored inverse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import OWN
from nia.errors import PermissionDenied, Stale
from nia.ledger.inverses import fields_changed_since, is_own_inverse
from nia.sales.records import name_of
from nia.store.tables import RECORDS, Record
from nia.tools.slots import Slot
from nia.tools.spec import Effect, Preview, RecordView, Result, ToolContext, tool
from nia.understanding.port import Json, SlotKind

_SHOWN = {"leads": "lead", "meetings": "meeting", "tasks": "task", "mails": "mail", "contacts": "contact"}


class Former(BaseModel):
    """A record, the version that the action left it at, and the values it had before (JSON)."""

    model_config = ConfigDict(extra="forbid")

    table: str
    id: str
    version: int
    values: dict[str, Json]


class Restore(BaseModel):
    """The records of one action, in the order in which they are to be restored."""

    model_config = ConfigDict(extra="forbid")

    records: Annotated[list[Former], Slot(SlotKind.CHANGES)] = Field(title="records", description="what they held")


async def what_it_restores(context: ToolContext, args: Restore) -> Preview:
    """Return the records that would be given back, for the card of an undo that reaches others."""
    rows = [(former.table, await _row(context.session, former)) for former in args.records if former.table in _SHOWN]
    return Preview(rows=tuple(RecordView(_SHOWN[table], row.id, name_of(row)) for table, row in rows))


@tool(effect=Effect.WRITE, right=OWN, internal=True, preview=what_it_restores)
async def restore(context: ToolContext, args: Restore) -> Result:
    """Give records back the values that an action changed.

    Raises `Stale`, and restores nothing, where a record was changed since by what still stands, and
    `PermissionDenied` where this is not the stored inverse of an action of the user's own.
    """
    stored = args.model_dump(mode="json")
    if not args.records or not await is_own_inverse(context.session, context.user, args.records[0].id, stored):
        raise PermissionDenied("only a stored inverse of one's own can be restored")
    rows = [(former, await _row(context.session, former)) for former in args.records]
    for former, row in rows:
        context.changes.set(row, **_decoded(type(row), former.values))
    shown = [(former.table, row) for former, row in rows if former.table in _SHOWN]
    shown.reverse()  # the inverse runs backwards; what was changed first is named first
    alive = tuple(RecordView(_SHOWN[table], row.id, name_of(row)) for table, row in shown if row.deleted_at is None)
    return Result("restore", {"count": len(shown), "names": [name_of(row) for _, row in shown]}, focus=alive)


async def _row(session: AsyncSession, former: Former) -> Record:
    table = RECORDS[former.table]
    row = await session.scalar(select(table).where(col(table.id) == former.id).with_for_update())
    if row is None:
        raise Stale(former.id)
    if row.version != former.version:
        changed = await fields_changed_since(session, former.table, row, former.version)
        if changed is not None:
            raise Stale(name_of(row), changed)
    return row


def _decoded(table: type[Record], values: Mapping[str, Json]) -> dict[str, object]:
    """Read JSON values as the table's columns hold them."""
    kinds = {name: TypeAdapter[object](table.model_fields[name].rebuild_annotation()) for name in values}
    return {name: kind.validate_python(values[name]) for name, kind in kinds.items()}
