"""Users, their teams and their signed-in sessions."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from nia.store.tables.base import Base
from nia.store.types import UtcDateTime


class Team(Base, table=True):
    """A team; records belong to the team of their owner."""

    __tablename__ = "teams"

    id: str = Field(primary_key=True, max_length=32)
    name: str = Field(unique=True)


class User(Base, table=True):
    """A person who signs in. `working_days` are ISO numbers less one, Monday 0, as "012345"."""

    __tablename__ = "users"

    id: str = Field(primary_key=True, max_length=32)
    name: str
    email: str = Field(unique=True)
    role: str
    team_id: str = Field(foreign_key="teams.id", index=True)
    password_hash: str = ""
    language: str = "en-IN"
    time_zone: str = "Asia/Kolkata"
    working_hours: str = "09:00-19:00"
    working_days: str = "012345"
    currency: str = "INR"
    crm: str = "builtin"
    active: bool = True
    is_demo: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)


class LoginSession(Base, table=True):
    """A signed-in session. The key is the SHA-256 of its token, so a copy of the table signs nobody in."""

    __tablename__ = "login_sessions"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: str = Field(foreign_key="users.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
