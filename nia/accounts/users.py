"""Makes, finds and deactivates users. The command line, the demo data, sign-in and eval runs use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.principal import Role
from nia.accounts.sessions import revoke_sessions_of
from nia.config import Profile
from nia.errors import Invalid
from nia.ids import IdSource
from nia.store.tables import Team, User

_NAME_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class NewUser:
    """A user to be made. Without a password hash nobody can sign in as them with a password."""

    name: str
    email: str
    role: Role
    team_id: str
    profile: Profile
    currency: str = "INR"
    password_hash: str = ""
    is_demo: bool = False


async def create(session: AsyncSession, new: NewUser, ids: IdSource, now: datetime) -> User:
    """Add a user. Raise `Invalid` for a name, address or team that will not do, or an address that is taken."""
    name = " ".join(new.name.split())
    if not name or len(name) > _NAME_AT_MOST:
        raise Invalid("name", "empty" if not name else "too_long")
    email = fold_email(new.email)
    if await find(session, email) is not None:
        raise Invalid("email", "email_taken", given=email)
    if await session.get(Team, new.team_id) is None:
        raise Invalid("team", "unknown_team", given=new.team_id)
    user = User(
        id=ids(),
        name=name,
        email=email,
        role=str(new.role),
        team_id=new.team_id,
        password_hash=new.password_hash,
        language=new.profile.language,
        time_zone=new.profile.time_zone,
        working_hours=new.profile.working_hours,
        working_days=new.profile.days,
        currency=new.currency,
        is_demo=new.is_demo,
        created_at=now,
    )
    session.add(user)
    await session.flush()
    return user


async def find(session: AsyncSession, email: str) -> User | None:
    """Return the user with that mail address, in whatever case it is written, or None."""
    if not email.isprintable():  # no address; and PostgreSQL refuses a NUL in any text
        return None
    return (await session.execute(select(User).where(User.email == email.strip().lower()))).scalar_one_or_none()


async def in_team(session: AsyncSession, team_id: str) -> Sequence[User]:
    """Return the team's active users, by name."""
    query = select(User).where(User.team_id == team_id, col(User.active).is_(True)).order_by(User.name)
    return (await session.execute(query)).scalars().all()


async def everybody(session: AsyncSession) -> Sequence[User]:
    """Return all users, the deactivated ones too, by name."""
    return (await session.execute(select(User).order_by(User.name))).scalars().all()


async def set_password(session: AsyncSession, user: User, password_hash: str, now: datetime) -> None:
    """Give a user another password, and end their sessions: whoever knew the old one is out."""
    user.password_hash = password_hash
    session.add(user)
    await revoke_sessions_of(session, user.id, now)


async def deactivate(session: AsyncSession, user: User, now: datetime) -> None:
    """Shut a user out at once. What they own stays. Raise `Invalid` for the last active admin."""
    if user.role == Role.ADMIN and user.active:
        others = select(func.count(col(User.id))).where(
            User.role == str(Role.ADMIN), col(User.active).is_(True), User.id != user.id
        )
        if not (await session.execute(others)).scalar():
            raise Invalid("user", "last_admin", given=user.email)
    user.active = False
    session.add(user)
    await revoke_sessions_of(session, user.id, now)


def fold_email(given: str) -> str:
    """Return a mail address as it is stored; raise `Invalid` where it cannot be one."""
    email = given.strip().lower()
    name, at, domain = email.rpartition("@")
    if not (at and name and "." in domain.strip(".")) or "@" in name or any(c.isspace() for c in email):
        raise Invalid("email", "bad_email", given=given)
    return email
