"""A small installation to test sales rules and tools in: two teams, five users, a frozen clock. `world` builds it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Session
from sqlmodel import select

from nia.accounts.permissions import TEAM, Right
from nia.accounts.principal import Principal
from nia.clock import FrozenClock
from nia.config import Company
from nia.ledger.changes import Changes
from nia.matching.compare import search_key
from nia.store.database import Database
from nia.store.tables import METADATA, Attendee, Contact, Lead, Mail, Meeting, Record, Task, Team, User
from nia.tools.spec import Preview, Result, Tool, ToolContext, Warn

NOW = datetime.fromisoformat("2026-03-02T09:30:00+05:30")  # a Monday
TEAMS = {"west": "West", "south": "South"}
USERS = (
    ("asha", "Asha Rao", "sales_rep", "west"),
    ("vikram", "Vikram Shah", "sales_rep", "west"),
    ("meera", "Meera Nair", "manager", "west"),
    ("anil", "Anil Desai", "admin", "west"),
    ("zoya", "Zoya Khan", "sales_rep", "south"),
)
_SEARCHED = ("name", "title", "subject", "sender_name", "sender_email", "company", "city", "product")


@dataclass
class World:
    """What a test works in. Users are attributes; `run` runs a tool as one of them, in its own transaction."""

    database: Database
    clock: FrozenClock
    asha: Principal
    vikram: Principal
    meera: Principal
    anil: Principal
    zoya: Principal
    last: Changes | None = None
    _ids: count[int] = field(default_factory=lambda: count(1))

    def new_id(self) -> str:
        return f"id{next(self._ids):04d}"

    @asynccontextmanager
    async def acting(self, user: Principal, right: Right = TEAM) -> AsyncIterator[ToolContext]:
        """Open a transaction for `user`; it commits when the block ends well."""
        async with self.database.begin() as session:
            now = self.clock.now()
            changes = self.last = Changes(session, user, now, self.new_id)
            yield ToolContext(session, user, now, Company(), changes, right)

    async def run(self, user: Principal, tool: Tool, **args: object) -> Result:
        """Run `tool` with these arguments (a slot named `from` is given as `from_`)."""
        async with self.acting(user, tool.right) as context:
            return await tool.run(context, tool.args.model_validate(args))

    async def warns(self, user: Principal, tool: Tool, **args: object) -> tuple[Warn, ...]:
        """Return what the tool's check warns of."""
        assert tool.check is not None
        async with self.acting(user, tool.right) as context:
            return tuple(await tool.check(context, tool.args.model_validate(args)))

    async def preview(self, user: Principal, tool: Tool, **args: object) -> Preview:
        """Return what the tool's card would show."""
        assert tool.preview is not None
        async with self.acting(user, tool.right) as context:
            return await tool.preview(context, tool.args.model_validate(args))

    async def put(self, row: Record, owner: Principal | None = None, *, at: datetime | None = None) -> str:
        """Store a new row, owned by `owner` (else Asha), made at `at` (else now), and return its id."""
        owner = owner or self.asha
        row.id = row.id or self.new_id()
        row.owner_id, row.team_id = owner.id, owner.team_id
        row.created_at = row.updated_at = at or self.clock.now()
        if hasattr(row, "search_key") and not row.search_key:
            row.search_key = search_key(*(getattr(row, name, None) for name in _SEARCHED))
        async with self.database.begin() as session:
            session.add(row)
        return row.id

    async def lead(self, name: str = "Rahul Verma", company: str = "TechCorp", **values: object) -> str:
        owner, at = values.pop("owner", None), values.pop("at", None)
        return await self.put(Lead(name=name, company=company, **values), owner, at=at)

    async def contact(self, name: str, **values: object) -> str:
        return await self.put(Contact(name=name, **values), values.pop("owner", None))

    async def task(self, title: str, **values: object) -> str:
        owner = values.pop("owner", None) or self.asha
        return await self.put(Task(title=title, creator_id=owner.id, **values), owner)

    async def meeting(self, title: str, start_at: datetime, attendees: tuple[str, ...] = (), **values: object) -> str:
        owner = values.pop("owner", None) or self.asha
        meeting_id = await self.put(Meeting(title=title, start_at=start_at, **values), owner)
        for name in attendees:
            await self.put(Attendee(meeting_id=meeting_id, name=name), owner)
        return meeting_id

    async def mail(self, sender: str, subject: str, **values: object) -> str:
        owner, mail_id = values.pop("owner", None), self.new_id()
        values = {"received_at": self.clock.now(), "sender_email": "", "thread_id": mail_id, **values}
        row = Mail(id=mail_id, message_id=mail_id, sender_name=sender, subject=subject, **values)
        return await self.put(row, owner)

    async def row(self, table: type[Record], record_id: str) -> Record:
        """Return a row afresh, also a deleted one."""
        async with self.database.read() as session:
            row = await session.get(table, record_id)
        assert row is not None
        return row

    async def rows(self, table: type[Record]) -> list[Record]:
        """Return every row of a table that is not deleted, oldest first."""
        query = select(table).where(table.deleted_at.is_(None)).order_by(table.created_at, table.id)
        async with self.database.read() as session:
            return list((await session.execute(query)).scalars())


@asynccontextmanager
async def open_world(url: str) -> AsyncIterator[World]:
    """Build the installation in the empty database at `url`; a SQLite one is copied from one built before."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        shutil.copyfile(_built_on_sqlite(), str(parsed.database))
    engine = create_async_engine(url)
    if parsed.get_backend_name() != "sqlite":
        async with engine.begin() as connection:
            await connection.run_sync(_build)
    try:
        yield World(Database(engine), FrozenClock(NOW), **{row.id: Principal.of(row) for row in _people()})
    finally:
        await engine.dispose()


def _people() -> list[User]:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        User(id=key, name=name, email=f"{key}@example.com", role=role, team_id=team, created_at=made)
        for key, name, role, team in USERS
    ]


def _build(connection: Connection) -> None:
    METADATA.create_all(connection)
    with Session(connection) as session:
        session.add_all(Team(id=key, name=name) for key, name in TEAMS.items())
        session.flush()
        session.add_all(_people())
        session.commit()


@cache
def _built_on_sqlite() -> Path:
    """Return a SQLite file with the installation in it, built once in a run: making the tables takes half a second."""
    path = Path(tempfile.mkdtemp()) / "built.db"
    atexit.register(shutil.rmtree, path.parent)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        _build(connection)
    engine.dispose()
    return path
