"""Records what one action changes, so that its inverse is stored with it. `sales` writes through this alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from pydantic_core import to_jsonable_python
from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.ids import IdSource
from nia.store.tables import Record

Row = TypeVar("Row", bound=Record)


@dataclass
class Touched:
    """A record that was changed: the values it had before (JSON) and the version it has now."""

    table: str
    id: str
    version: int
    before: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """What another system must be told once the change is committed."""

    topic: str
    payload: Mapping[str, object]


class Changes:
    """The writes of one action, in one transaction."""

    def __init__(self, session: AsyncSession, user: Principal, now: datetime, ids: IdSource) -> None:
        self.session = session
        self.user = user
        self.now = now
        self.new_id = ids
        self.messages: list[Message] = []
        self._touched: dict[tuple[str, str], Touched] = {}

    def add(self, row: Row) -> Row:
        """Insert `row`, whose owner and team are set; id, dates and version are filled in. Its inverse deletes it."""
        row.id = row.id or self.new_id()
        row.created_at = row.updated_at = self.now
        row.version = 1
        self.session.add(row)
        self._note(row, {"deleted_at": self.now})
        return row

    def set(self, row: Record, **values: object) -> None:
        """Give `row` these values. Fields that have them already are left alone."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return
        before = {name: getattr(row, name) for name in changed}
        for name, value in changed.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at = self.now
        self.session.add(row)
        self._note(row, before)

    def delete(self, row: Record) -> None:
        """Hide `row` from every query but undo."""
        self.set(row, deleted_at=self.now)

    def tell(self, topic: str, **payload: object) -> None:
        """Put a message into the outbox, sent after the commit."""
        self.messages.append(Message(topic, payload))

    @property
    def touched(self) -> tuple[Touched, ...]:
        """The records changed so far, in the order of their first change."""
        return tuple(self._touched.values())

    def inverse(self) -> dict[str, object] | None:
        """Return the stored call that restores what was there, or None where nothing changed."""
        if not self._touched:
            return None
        records = [
            {"table": one.table, "id": one.id, "version": one.version, "values": one.before}
            for one in reversed(self.touched)
        ]
        return {"tool": "restore", "args": {"records": records}}

    def _note(self, row: Record, before: Mapping[str, object]) -> None:
        key = (str(row.__tablename__), row.id)
        touched = self._touched.setdefault(key, Touched(*key, version=row.version))
        touched.version = row.version
        for name, value in before.items():
            touched.before.setdefault(name, to_jsonable_python(value))
