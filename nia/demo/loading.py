"""Loads the demo data into a database. The faces ask here too whether demo users are there."""

from __future__ import annotations

import asyncio
import secrets

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts import teams, users
from nia.accounts.passwords import Passwords
from nia.accounts.users import NewUser
from nia.clock import Clock
from nia.config import Profile
from nia.demo.data_set import DataSet, PersonEntry, read_data_set
from nia.demo.rows import Rows
from nia.demo.sign_ins import DemoSignIn
from nia.errors import AdminError
from nia.ids import IdSource
from nia.store.database import Database
from nia.store.tables import User

_DOMAIN = "example.com"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


async def has_demo_users(database: Database) -> bool:
    """Tell whether somebody could sign in as a demo user. `nia serve` then binds to this machine only."""
    query = select(User.id).where(col(User.is_demo).is_(True), col(User.active).is_(True)).limit(1)
    async with database.read() as session:
        return (await session.execute(query)).first() is not None


async def load(database: Database, clock: Clock, ids: IdSource) -> list[DemoSignIn]:
    """Load the demo data, dated around today, and return the sign-ins: only here are their passwords known.

    Raise `AdminError` where demo users are there already.
    """
    if await has_demo_users(database):
        raise AdminError("The demo data is loaded already. To begin anew: nia demo reset")
    data = read_data_set()
    passwords = {person.key: _password() for person in data.people}
    keeper = Passwords()
    hashed = await asyncio.gather(*(keeper.hash(passwords[person.key]) for person in data.people))
    async with database.begin() as session:
        people = await _add_people(session, data.people, hashed, clock, ids)
        await _add_records(session, data, Rows(clock.now(), ids, people))
    return [
        DemoSignIn(people[key].name, people[key].email, people[key].role, password)
        for key, password in passwords.items()
    ]


async def _add_people(
    session: AsyncSession, people: tuple[PersonEntry, ...], hashed: list[str], clock: Clock, ids: IdSource
) -> dict[str, User]:
    made: dict[str, User] = {}
    for person, password_hash in zip(people, hashed, strict=True):
        team = await teams.find(session, person.team) or await teams.create(session, person.team, ids)
        email = f"{person.key}@{_DOMAIN}"
        new = NewUser(person.name, email, person.role, team.id, Profile(), password_hash=password_hash, is_demo=True)
        made[person.key] = await users.create(session, new, ids, clock.now())
    return made


async def _add_records(session: AsyncSession, data: DataSet, rows: Rows) -> None:
    """Add what others refer to first."""
    for made in (
        (row for entry in data.contacts for row in rows.contact(entry)),
        (row for entry in data.leads for row in rows.lead(entry)),
        (row for entry in data.meetings for row in rows.meeting(entry)),
        (row for entry in data.mails for row in rows.mail(entry)),
        (row for entry in data.tasks for row in rows.task(entry)),
    ):
        session.add_all(made)
        await session.flush()


def _password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
