"""The ledger: what was proposed, what took effect, and what the world beyond the database must yet be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field

from nia.store.tables.base import Base
from nia.store.types import UtcDateTime


class Proposal(Base, table=True):
    """A write that waits for a yes, or waited. `state` is one of `nia.ledger.proposals.State`.

    `versions` maps "kind:id" of each record it changes to the version it was shown at. `hash` covers
    tool, arguments, user, versions and card. `idempotency_key` is minted when it is confirmed.
    """

    __tablename__ = "proposals"

    id: str = Field(primary_key=True, max_length=32)
    conversation_id: str | None = Field(default=None, foreign_key="conversations.id", index=True)
    turn_id: str | None = Field(default=None, foreign_key="turns.id")
    user_id: str = Field(foreign_key="users.id", index=True)
    tool: str
    args: dict[str, Any] = Field(sa_column=Column("args", JSON, nullable=False))
    versions: dict[str, int] = Field(default_factory=dict, sa_column=Column("versions", JSON, nullable=False))
    card: dict[str, Any] = Field(sa_column=Column("card", JSON, nullable=False))
    hash: str = Field(max_length=64)
    state: str = "waiting"
    created_at: datetime = Field(sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    idempotency_key: str | None = Field(default=None, unique=True)
    undoes: str | None = Field(default=None, description="id of the action whose inverse this is")


class Action(Base, table=True):
    """A ledger entry: a write or act that took effect. `inverse` is a stored tool call `{"tool", "args"}`."""

    __tablename__ = "actions"

    id: str = Field(primary_key=True, max_length=32)
    proposal_id: str | None = Field(default=None, foreign_key="proposals.id", unique=True)
    conversation_id: str | None = Field(default=None, foreign_key="conversations.id", index=True)
    turn_id: str | None = Field(default=None, foreign_key="turns.id")
    user_id: str = Field(foreign_key="users.id", index=True)
    actor: str = "user"
    tool: str
    args: dict[str, Any] = Field(sa_column=Column("args", JSON, nullable=False))
    result: dict[str, Any] = Field(sa_column=Column("result", JSON, nullable=False))
    inverse: dict[str, Any] | None = Field(default=None, sa_column=Column("inverse", JSON))
    idempotency_key: str = Field(unique=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    undoes: str | None = Field(default=None, foreign_key="actions.id")
    undone_by: str | None = Field(default=None, foreign_key="actions.id")


_WAITS = text("state = 'waiting'")


class OutboxEntry(Base, table=True):
    """What must be told to another system after the commit. `state` is one of `nia.ledger.outbox.State`.

    What is `about` one thing is sent in order of `id`. `claimed_until` says for how long a sender has it, by the
    database's time, and `attempts` which of them. `in_doubt`: an attempt was begun whose outcome nobody knows. `code`
    says why the latest attempt failed.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting_topic", "topic", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index("ix_outbox_waiting_about", "about", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: int | None = Field(default=None, primary_key=True)
    action_id: str = Field(foreign_key="actions.id", index=True)
    topic: str
    about: str = ""
    payload: dict[str, Any] = Field(sa_column=Column("payload", JSON, nullable=False))
    created_at: datetime = Field(sa_type=UtcDateTime)
    state: str = "waiting"
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    in_doubt: bool = False
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, description="not to be tried again before")
    code: str | None = None
