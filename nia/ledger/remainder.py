"""What of a stored inverse can still be given back, where others changed its records since. Undo offers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.ledger.inverses import fields_changed_since
from nia.store.tables import RECORDS, Record

# What is told together goes back together or not at all.
_TOGETHER = (
    frozenset({"name", "company", "city", "product", "title", "subject", "text", "search_key"}),
    frozenset({"status", "closed_at", "lost_reason"}),
    frozenset({"owner_id", "team_id"}),
    frozenset({"follow_up_on", "follow_up_at"}),
    frozenset({"start_at", "minutes"}),
    frozenset({"due_on", "due_at"}),
)
_BEHIND = frozenset({"search_key", "team_id", "closed_at"})  # follow from other fields; nobody sees them alone
_PART_OF = ("lead_id", "meeting_id")  # what a note, an activity, an attendee belongs to
_ON_THEIR_OWN = frozenset({"leads", "meetings", "tasks", "contacts", "mails", "facts"})
_WHOLE_RECORD = "deleted_at"


@dataclass(frozen=True, slots=True)
class Remainder:
    """A record of an inverse: `values` can be given back, `changed` others changed since. `row` is None where gone."""

    table: str
    id: str
    row: Record | None
    values: Mapping[str, Any]
    changed: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing of it was changed since."""
        return self.row is not None and not self.changed

    @property
    def is_gone(self) -> bool:
        """Tell whether somebody deleted it since."""
        return self.row is None or self.changed == (_WHOLE_RECORD,)

    @property
    def is_left(self) -> bool:
        """Tell whether something of it that people see can be given back."""
        return self.row is not None and bool(self.values.keys() - _BEHIND)

    @property
    def stands_alone(self) -> bool:
        """Tell whether it is a record of its own, not a note on one or a guest of one."""
        return self.table in _ON_THEIR_OWN

    def as_record(self) -> dict[str, Any]:
        """Return it as a stored inverse holds its records, at the version that it has now."""
        assert self.row is not None
        return {"table": self.table, "id": self.id, "version": self.row.version, "values": dict(self.values)}


async def remainder_of(session: AsyncSession, records: Sequence[Mapping[str, Any]]) -> list[Remainder]:
    """Return what is left of each record of an inverse, in its order.

    What hangs on a record that was changed since stays with it: a note, a guest, a line of its history.
    """
    found = [await _of(session, one) for one in records]
    held = {one.id for one in found if one.stands_alone and not one.is_whole}
    return [one if one.stands_alone or _owner_of(one) not in held else replace(one, values={}) for one in found]


def _owner_of(one: Remainder) -> str | None:
    return next((getattr(one.row, name) for name in _PART_OF if hasattr(one.row, name)), None)


async def _of(session: AsyncSession, record: Mapping[str, Any]) -> Remainder:
    table, values = RECORDS[record["table"]], record["values"]
    row = await session.scalar(select(table).where(col(table.id) == record["id"]))
    place = (str(record["table"]), str(record["id"]))
    if row is None:
        return Remainder(*place, None, {})
    if row.deleted_at is not None and _WHOLE_RECORD not in values:  # somebody deleted it since
        return Remainder(*place, row, {}, (_WHOLE_RECORD,))
    since = None
    if row.version != record["version"]:
        since = await fields_changed_since(session, place[0], row, record["version"])
    if since is None:
        return Remainder(*place, row, values)
    if not since:  # changed beside the ledger: nobody can say what
        return Remainder(*place, row, {}, tuple(name for name in values if name != "search_key"))
    return Remainder(*place, row, _still_free(values, frozenset(since)), since)


def _still_free(values: Mapping[str, Any], changed: frozenset[str]) -> dict[str, Any]:
    held = changed.union(*(group for group in _TOGETHER if group & changed)) | {_WHOLE_RECORD}
    return {name: value for name, value in values.items() if name not in held}
