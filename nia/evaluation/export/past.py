"""Records as they were at an instant: the present rows with the ledger's later actions taken back. `recording` asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.store.tables import Action, Record

Row = TypeVar("Row", bound=Record)
_ANY_VERSION = 0


@dataclass(frozen=True, slots=True)
class Former:
    """What an action of the user `by` changed about a record: the values before, and the version that it left."""

    action: str
    by: str
    at: datetime
    version: int
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Past:
    """The changes that the ledger knows of since an instant. Records that changed without it are in `unknown`."""

    since: datetime
    changes: dict[tuple[str, str], list[Former]] = field(default_factory=dict)
    unknown: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    async def read(cls, session: AsyncSession, since: datetime) -> Past:
        """Read the changes from `since` on."""
        past = cls(since)
        actions = await session.scalars(select(Action).where(col(Action.at) >= since).order_by(col(Action.at)))
        for action in actions:
            past._take_answered(action)
            for one in ((action.inverse or {}).get("args") or {}).get("records", []):
                former = Former(action.id, action.user_id, action.at, int(one["version"]), dict(one["values"]))
                past.changes.setdefault((str(one["table"]), str(one["id"])), []).append(former)
        return past

    def _take_answered(self, action: Action) -> None:
        """Take the one change that has no inverse: a mail that was answered was open, and mostly unread, before."""
        answered = (action.args.get("mail") or {}).get("id") if action.tool == "send_email" else None
        if answered is not None:
            former = Former(action.id, action.user_id, action.at, _ANY_VERSION, {"answered_at": None, "unread": True})
            self.changes.setdefault(("mails", str(answered)), []).append(former)

    def at(self, row: Row, instant: datetime, *, including: bool = True) -> Row | None:
        """Return `row` as it was at `instant`, None where it was not there.

        What happened at that very instant is taken back too; with `including` false it stands.
        """
        place = (str(row.__tablename__), row.id)
        later = [one for one in self.changes.get(place, []) if one.at > instant or (including and one.at == instant)]
        values, is_new = row.model_dump(), False
        for former in sorted(later, key=lambda one: one.version, reverse=True):
            values.update(_decoded(type(row), former.values))
            is_new = former.version == 1
        self._look(row, place, instant)
        if is_new or row.created_at > instant or (values["deleted_at"] is not None and values["deleted_at"] <= instant):
            return None
        return type(row)(**values)

    def _look(self, row: Record, place: tuple[str, str], instant: datetime) -> None:
        known: Sequence[Former] = self.changes.get(place, [])
        last = max((one.version for one in known), default=0)
        answered = any(one.version == _ANY_VERSION for one in known)
        if row.updated_at > instant and row.version > max(last, 1) and not answered:
            self.unknown.add(place)


def _decoded(table: type[Record], values: dict[str, object]) -> dict[str, object]:
    """Read JSON values as the table's columns hold them."""
    kinds = {name: TypeAdapter[object](table.model_fields[name].rebuild_annotation()) for name in values}
    return {name: kind.validate_python(values[name]) for name, kind in kinds.items()}
