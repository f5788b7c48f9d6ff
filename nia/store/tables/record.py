"""What every record of a user has: an owner, a team, a version, and a date of deletion instead of deletion."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from nia.store.tables.base import Base
from nia.store.types import UtcDateTime


class Record(Base):
    """The columns that rights, undo and concurrency rest on.

    `version` grows by one with every change. `deleted_at` hides the row from every query but undo.
    """

    id: str = Field(primary_key=True, max_length=32)
    owner_id: str = Field(foreign_key="users.id", index=True)
    team_id: str = Field(foreign_key="teams.id", index=True)
    version: int = 1
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
