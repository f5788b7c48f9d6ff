"""The demo company is complete, dated around today, believable, and leaves without a trace."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, null, update
from sqlmodel import SQLModel, col, select

from nia.accounts import teams, users
from nia.accounts.passwords import Passwords
from nia.accounts.permissions import visible
from nia.accounts.principal import Principal, Role
from nia.accounts.sign_in import SignIn
from nia.accounts.throttle import LoginThrottle
from nia.accounts.users import NewUser
from nia.clock import FrozenClock
from nia.config import Profile
from nia.demo import DemoSignIn, forget_sign_ins, has_demo_users, load, read_sign_ins, remove, reset, save_sign_ins
from nia.errors import AdminError
from nia.ids import random_id
from nia.ledger import receipts
from nia.ledger.receipts import Witnessed
from nia.ledger.signing import Signer
from nia.ledger.verifying import verify
from nia.sales.tasks import overdue
from nia.store.database import Database
from nia.store.opening import open_database
from nia.store.tables import (
    METADATA,
    Action,
    Attendee,
    Conversation,
    Lead,
    Mail,
    Meeting,
    OutboxEntry,
    Proposal,
    ReceiptKey,
    Task,
    Team,
    Turn,
    User,
)

KOLKATA = ZoneInfo("Asia/Kolkata")
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=KOLKATA)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(MONDAY)


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    database = await open_database(sqlite_url)
    yield database
    await database.close()


async def all_of(database: Database, table: type[SQLModel]) -> Sequence[SQLModel]:
    async with database.read() as session:
        return (await session.execute(select(table))).scalars().all()


async def principal(database: Database, email: str) -> Principal:
    async with database.read() as session:
        user = await users.find(session, email)
        assert user is not None
        return Principal.of(user)


async def test_the_demo_company_is_complete(database: Database, clock: FrozenClock) -> None:
    sign_ins = await load(database, clock, random_id)
    assert Counter(one.role for one in sign_ins) == {"sales_rep": 3, "manager": 1, "admin": 1}
    counts = {table: len(await all_of(database, table)) for table in (Team, Lead, Meeting, Task, Mail)}
    assert counts == {Team: 2, Lead: 40, Meeting: 20, Task: 30, Mail: 30}
    assert await has_demo_users(database)


async def test_it_loads_on_postgresql_too(postgres_url: str, clock: FrozenClock) -> None:
    database = await open_database(postgres_url)
    await load(database, clock, random_id)
    await reset(database, clock, random_id, Signer.passing())
    assert len(await all_of(database, Lead)) == 40
    await database.close()


async def test_each_sign_in_works_and_each_installation_has_its_own(database: Database, clock: FrozenClock) -> None:
    first = await load(database, clock, random_id)
    door = SignIn(database, Passwords(), LoginThrottle(clock))
    for one in first:
        assert (await door.with_password(one.email, one.password)).role == one.role
    stored = [user.password_hash for user in await all_of(database, User) if isinstance(user, User)]
    assert not any(one.password in text for one in first for text in stored)
    second = await reset(database, clock, random_id, Signer.passing())
    assert {one.email for one in first} == {one.email for one in second}
    assert {one.password for one in first}.isdisjoint(one.password for one in second)


async def test_the_lead_that_a_newcomer_creates_is_not_there(database: Database, clock: FrozenClock) -> None:
    await load(database, clock, random_id)
    words = " ".join(str(row.model_dump()) for row in await all_of(database, Lead)).lower()
    assert "mathew" not in words
    assert "zenith" not in words


async def test_there_is_something_to_ask_for(database: Database, clock: FrozenClock) -> None:
    await load(database, clock, random_id)
    asha = await principal(database, "asha@example.com")
    async with database.read() as session:

        async def count(table: type[SQLModel], *conditions: object) -> int:
            query = select(func.count()).select_from(table).where(*conditions)  # type: ignore[arg-type]
            return int((await session.execute(query)).scalar_one())

        pune = (visible(asha, Lead), col(Lead.city) == "Pune", col(Lead.value) > Decimal(1_000_000))
        assert await count(Lead, *pune) >= 3
        assert await count(Task, visible(asha, Task), overdue(clock.now(), asha)) >= 3
        unread = (visible(asha, Mail), col(Mail.unread).is_(True))
        assert await count(Mail, *unread) >= 5
        assert await count(Mail, *unread, col(Mail.body).contains("Please send")) >= 2
        tomorrow = datetime(2026, 3, 3, 15, tzinfo=KOLKATA)
        assert await count(Meeting, visible(asha, Meeting), col(Meeting.start_at) == tomorrow) == 1


@pytest.mark.parametrize("days", [0, 5, 6])  # Monday, Saturday, Sunday
async def test_dates_make_sense_on_any_day_of_the_week(database: Database, days: int) -> None:
    clock = FrozenClock(MONDAY + timedelta(days=days, hours=days))
    await load(database, clock, random_id)
    now = clock.now()
    async with database.read() as session:
        meetings = (await session.execute(select(Meeting))).scalars().all()
        tasks = (await session.execute(select(Task))).scalars().all()
        mails = (await session.execute(select(Mail))).scalars().all()
        leads = (await session.execute(select(Lead))).scalars().all()
    for meeting in meetings:
        local = meeting.start_at.astimezone(KOLKATA)
        assert local.weekday() < 6
        assert 9 <= local.hour < 19
        assert (meeting.status == "held") == (local.date() < now.astimezone(KOLKATA).date())
    for row in (*meetings, *tasks, *mails, *leads):
        assert row.created_at <= now
        assert row.search_key
    for task in tasks:
        assert task.due_on is not None or task.due_at is None
        assert task.done_at is None or task.done_at < now
    assert all(mail.received_at < now for mail in mails)
    assert all((lead.closed_at is not None) == (lead.status in ("won", "lost")) for lead in leads)


async def test_people_are_linked_not_copied(database: Database, clock: FrozenClock) -> None:
    await load(database, clock, random_id)
    kinds = Counter(row.ref_kind for row in await all_of(database, Attendee) if isinstance(row, Attendee))
    assert set(kinds) == {"lead", "contact", "user"}
    answered = [row for row in await all_of(database, Mail) if isinstance(row, Mail) and row.in_reply_to]
    assert len(answered) == 2
    assert all(row.thread_id != row.id for row in answered)


async def test_loading_twice_is_refused(database: Database, clock: FrozenClock) -> None:
    await load(database, clock, random_id)
    with pytest.raises(AdminError, match="nia demo reset"):
        await load(database, clock, random_id)
    assert len(await all_of(database, Lead)) == 40


async def _talk(database: Database, clock: FrozenClock) -> None:
    """Leave behind what a conversation with a confirmed and undone write leaves."""
    now = clock.now()
    async with database.begin() as session:
        asha = await users.find(session, "asha@example.com")
        assert asha is not None
        asked = {"conversation_id": "c", "turn_id": "t", "user_id": asha.id, "tool": "add_note", "args": {}}
        for row in (
            Conversation(id="c", user_id=asha.id, created_at=now, updated_at=now),
            Turn(id="t", conversation_id="c", user_id=asha.id, seq=1, client_id="m", said="hello", opened_at=now),
            Proposal(id="p", card={}, hash="h", created_at=now, expires_at=now, **asked),
            Action(id="a", proposal_id="p", result={}, idempotency_key="1", at=now, **asked),
            Action(id="u", result={}, idempotency_key="2", at=now, undoes="a", **asked),
            OutboxEntry(action_id="a", topic="mail.send", payload={}, created_at=now),
        ):
            session.add(row)
            await session.flush()
        done = await session.get_one(Action, "a")
        done.undone_by = "u"
        await receipts.append(session, done, Witnessed(), Signer.passing())


@pytest.mark.parametrize("loads", [1, 2])
async def test_removing_leaves_nothing(database_url: str, clock: FrozenClock, loads: int) -> None:
    database = await open_database(database_url)
    await load(database, clock, random_id)
    await _talk(database, clock)
    if loads == 2:
        await reset(database, clock, random_id, Signer.passing())
    await remove(database, Signer.passing())
    assert not await has_demo_users(database)
    for table in METADATA.sorted_tables:
        async with database.read() as session:
            assert (await session.execute(select(func.count()).select_from(table))).scalar() == 0, table.name
    await database.close()


async def test_real_users_and_their_data_stay(database: Database, clock: FrozenClock) -> None:
    await load(database, clock, random_id)
    async with database.begin() as session:
        west = await teams.find(session, "West")
        assert west is not None
        user = await users.create(
            session, NewUser("Real Rep", "real@example.com", Role.SALES_REP, west.id, Profile()), random_id, clock.now()
        )
        lead = Lead(
            id="mine", owner_id=user.id, team_id=west.id, name="A", company="B", created_at=MONDAY, updated_at=MONDAY
        )
        session.add(lead)
    await remove(database, Signer.passing())
    assert [row.name for row in await all_of(database, Team) if isinstance(row, Team)] == ["West"]
    assert [row.id for row in await all_of(database, Lead) if isinstance(row, Lead)] == ["mine"]
    assert not await has_demo_users(database)


async def test_the_ledger_of_real_users_stays_and_verifies(database: Database, clock: FrozenClock) -> None:
    """Entries of demo users go from between theirs; an erasure then names its entries by their new numbers."""
    signer = Signer.passing()
    await load(database, clock, random_id)
    async with database.begin() as session:
        asha, west = await users.find(session, "asha@example.com"), await teams.find(session, "West")
        assert asha is not None
        assert west is not None
        new = NewUser("Real Rep", "real@example.com", Role.SALES_REP, west.id, Profile())
        real = await users.create(session, new, random_id, clock.now())
        for key, user, tool in (("1", asha, "add_note"), ("2", real, "add_note"), ("3", real, "erase")):
            action = Action(id=key, user_id=user.id, tool=tool, args={}, result={}, idempotency_key=key, at=MONDAY)
            if tool == "erase":
                action.args = {"entries": [2]}
            session.add(action)
            await session.flush()
            await receipts.append(session, action, Witnessed("hello"), signer)
            await session.flush()
        await session.execute(delete(ReceiptKey).where(ReceiptKey.seq == 2))
        blank = {"args": receipts.ERASED, "result": receipts.ERASED, "inverse": null()}
        await session.execute(update(Action).where(Action.id == "2").values(blank))
    await remove(database, signer)
    async with database.read() as session:
        found = await verify(session, signer.public)
    assert (found.fault, found.entries, found.erased) == (None, 2, (1,))


async def test_demo_data_that_real_records_need_is_not_removed(database: Database, clock: FrozenClock) -> None:
    await load(database, clock, random_id)
    async with database.begin() as session:
        west = await teams.find(session, "West")
        lead = (await session.execute(select(Lead).limit(1))).scalar_one()
        assert west is not None
        new = NewUser("Real Rep", "real@example.com", Role.SALES_REP, west.id, Profile())
        user = await users.create(session, new, random_id, clock.now())
        common = {"owner_id": user.id, "team_id": west.id, "created_at": MONDAY, "updated_at": MONDAY}
        session.add(Task(id="t", title="Call", creator_id=user.id, lead_id=lead.id, **common))
    with pytest.raises(AdminError, match="refer to demo data"):
        await remove(database, Signer.passing())
    assert len(await all_of(database, Lead)) == 40


def test_sign_ins_are_kept_for_this_user_alone(tmp_path: Path) -> None:
    saved = [DemoSignIn("Asha Rao", "asha@example.com", "sales_rep", "abcd-efgh-jkmn")]
    file = save_sign_ins(tmp_path / "data", saved)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_sign_ins(tmp_path / "data") == saved
    file.chmod(0o644)
    save_sign_ins(tmp_path / "data", saved)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    forget_sign_ins(tmp_path / "data")
    assert read_sign_ins(tmp_path / "data") == []
    forget_sign_ins(tmp_path / "data")
