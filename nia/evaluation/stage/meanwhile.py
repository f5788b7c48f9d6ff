"""What others do meanwhile: a colleague makes, changes or deletes records, as the ledger holds. `Stage` calls it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.principal import Principal
from nia.agent.runtime import Runtime
from nia.errors import UserError
from nia.evaluation.format.fields import GIVEN, fields_of
from nia.evaluation.format.records import Scene
from nia.evaluation.format.suite import Meanwhile, RecordKind
from nia.evaluation.stage.cast import Cast
from nia.evaluation.stage.given import Rows
from nia.ledger import actions
from nia.ledger.actions import Entry
from nia.ledger.changes import Changes
from nia.matching.compare import same
from nia.sales.leads import change_lead
from nia.store.tables import Contact, Lead, Mail, Meeting, Record, Task, User
from nia.understanding.port import Json

_TABLES: Mapping[str, type[Record]] = {
    "leads": Lead,
    "meetings": Meeting,
    "tasks": Task,
    "emails": Mail,
    "contacts": Contact,
}
_NAMED_BY = {"leads": "name", "meetings": "title", "tasks": "title", "emails": "subject", "contacts": "name"}
_TOOLS = {
    "leads": {"create": "create_lead", "update": "update_lead", "delete": "delete_lead"},
    "meetings": {"create": "schedule_meeting", "update": "update_meeting", "delete": "cancel_meeting"},
    "tasks": {"create": "create_task", "update": "update_task", "delete": "cancel_task"},
    "contacts": {"create": "save_contact", "update": "save_contact", "delete": "save_contact"},
}
"""What the ledger says of a change. A mail that comes in is nobody's action."""
_MAKER = {"leads": "lead", "meetings": "meeting", "tasks": "task", "emails": "mail", "contacts": "contact"}
_SOMEONE = "Someone Else"


class NoSuchRecord(UserError):
    """What `meanwhile` names is not there."""


@dataclass(frozen=True, slots=True)
class Others:
    """The colleagues of the user who talks."""

    runtime: Runtime
    cast: Cast
    scene: Scene
    user: Principal

    async def do(self, change: Meanwhile) -> None:
        """Make the changes, each as a ledger entry of its own. Raises `NoSuchRecord` with what is there instead."""
        async with self.runtime.database.begin() as session:
            who = await self._who(session, change.as_)
            for verb, by_kind in (("create", change.create), ("update", change.update), ("delete", change.delete)):
                for kind, records in by_kind.items():
                    for values in records:
                        await self._one(session, who, verb, kind, values)

    async def _one(
        self, session: AsyncSession, who: Principal, verb: str, kind: RecordKind, values: Mapping[str, Json]
    ) -> None:
        changes = Changes(session, who, self.runtime.clock.now(), self.runtime.new_id)
        rows = await self._rows(session)
        if verb == "create":
            own = {"assignee" if kind == "tasks" else "owner": who.name} if kind != "emails" else {}
            for row in _made(rows, kind, {**own, **values}):
                changes.add(row)
        else:
            row = await self._find(session, kind, {name: one for name, one in values.items() if name != "set"})
            if verb == "delete":
                changes.delete(row)
            else:
                set_to = values["set"]
                assert isinstance(set_to, dict)
                columns = _columns(rows, kind, set_to)
                change_lead(changes, row, columns) if isinstance(row, Lead) else changes.set(row, **columns)
        await session.flush()
        if kind in _TOOLS:
            await self._record(session, who, _TOOLS[kind][verb], changes)

    async def _rows(self, session: AsyncSession) -> Rows:
        """Return what makes rows, knowing the leads and contacts that are there."""
        rows = Rows(self.scene, self.cast, self.runtime.new_id)
        rows.know(
            (await session.scalars(select(Lead).where(col(Lead.deleted_at).is_(None)))).all(),
            (await session.scalars(select(Contact).where(col(Contact.deleted_at).is_(None)))).all(),
        )
        return rows

    async def _find(self, session: AsyncSession, kind: RecordKind, wanted: Mapping[str, Json]) -> Record:
        table, key = _TABLES[kind], _NAMED_BY[kind]
        rows: Sequence[Record] = (await session.scalars(select(table).where(col(table.deleted_at).is_(None)))).all()
        found = [
            row for row in rows if all(same(str(getattr(row, name, None)), str(one)) for name, one in wanted.items())
        ]
        if len(found) != 1:
            there = ", ".join(str(getattr(row, key)) for row in rows)
            raise NoSuchRecord(f"{len(found)} records of {kind} are {dict(wanted)}; there are: {there}")
        return found[0]

    async def _who(self, session: AsyncSession, name: str | None) -> Principal:
        """Return the colleague of that name; without one the first of the user's team, or somebody made for it."""
        if name is not None:
            try:
                return Principal.of(self.cast.named(name))
            except KeyError:
                there = ", ".join(one.name for one in self.cast.users)
                raise NoSuchRecord(f"there is no user {name!r}; there are: {there}") from None
        for one in self.cast.users[1:]:
            if one.team_id == self.user.team_id:
                return Principal.of(one)
        row = User(
            id=self.runtime.new_id(),
            name=_SOMEONE,
            email="someone.else@evals.example",
            role="manager",
            team_id=self.user.team_id,
            active=False,  # known to the ledger, and no colleague to assign anything to
            created_at=self.runtime.clock.now(),
        )
        session.add(row)
        await session.flush()
        self.cast.users.append(row)
        return Principal.of(row)

    async def _record(self, session: AsyncSession, who: Principal, tool: str, changes: Changes) -> None:
        entry = Entry(
            id=self.runtime.new_id(),
            tool=tool,
            args={},
            result={},
            idempotency_key=self.runtime.new_id(),
            actor="user",
            at=self.runtime.clock.now(),
        )
        await actions.record(session, entry, who, changes, invertible=True)


_COLUMNS = {
    "next_follow_up": ("follow_up_on", "follow_up_at"),
    "due": ("due_on", "due_at"),
    "start": ("start_at",),
    "end": ("minutes",),
    "from": ("sender_name", "sender_email"),
    "received": ("received_at",),
    "created": ("created_at",),
    "lead": ("lead_id",),
    "owner": ("owner_id", "team_id"),
    "assignee": ("owner_id", "team_id"),
}
_NEEDED: Mapping[str, Mapping[str, Json]] = {
    "leads": {"name": "x", "company": "x"},
    "meetings": {"title": "x", "start": "2000-01-01T00:00:00Z"},
    "tasks": {"title": "x"},
    "emails": {"from": "x"},
    "contacts": {"name": "x"},
}


def _made(rows: Rows, kind: RecordKind, values: Mapping[str, Json]) -> list[Record]:
    """Return the rows that a record of these values has, its own first."""
    made = getattr(rows, _MAKER[kind])(GIVEN[kind].model_validate(values))
    return [made] if isinstance(made, Record) else list(made)


def _columns(rows: Rows, kind: RecordKind, values: Mapping[str, Json]) -> dict[str, Any]:
    """Return the columns that stand for these fields: those of a record that is made with them."""
    fields = fields_of(GIVEN[kind])
    unknown = sorted(set(values) - set(fields))
    if unknown:
        raise NoSuchRecord(f"a record of {kind} has no field {unknown[0]!r}; it has: {', '.join(fields)}")
    made = _made(rows, kind, {**_NEEDED[kind], **values})[0]
    columns = {column for name in values for column in _COLUMNS.get(name, (name,))}
    return {column: getattr(made, column) for column in columns}
