"""Conversations, their turns, and what users thought of them: the truth from which every history is a view."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from nia.store.tables.base import Base
from nia.store.types import UtcDateTime


class Conversation(Base, table=True):
    """A conversation of one user. The lease lets one turn at a time work on it; `fence` grows with each holder.

    `lease_until` is in the database's own time, see `nia.memory.lease`. `state` is what the next turn goes on from
    (see `nia.agent.state.Kept`); checkpoints only mirror it.
    """

    __tablename__ = "conversations"

    id: str = Field(primary_key=True, max_length=64)
    user_id: str = Field(foreign_key="users.id", index=True)
    title: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    turns: int = 0
    fence: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: dict[str, Any] | None = Field(default=None, sa_column=Column("state", JSON))


class Turn(Base, table=True):
    """A turn: what the user said, and, once closed, what NIA made of it and answered.

    `record` holds the turn as a face gets it (see `nia.agent.turn.Turn`); `trace` how it was
    understood, what ran and how long each step took, in milliseconds.
    """

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
    )

    id: str = Field(primary_key=True, max_length=32)
    conversation_id: str = Field(foreign_key="conversations.id", index=True)
    user_id: str = Field(foreign_key="users.id")
    seq: int
    client_id: str
    channel: str = "text"
    said: str
    opened_at: datetime = Field(sa_type=UtcDateTime, index=True)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    language: str | None = None
    intent: str | None = None
    reply: str | None = None
    record: dict[str, Any] | None = Field(default=None, sa_column=Column("record", JSON))
    trace: dict[str, Any] | None = Field(default=None, sa_column=Column("trace", JSON))


class WaitingMessage(Base, table=True):
    """A place in the line before a busy conversation; `id` tells the order. Past `until` its process is taken for dead.

    It goes when the turn begins, whose row then holds the message.
    """

    __tablename__ = "waiting_messages"
    __table_args__ = (UniqueConstraint("conversation_id", "client_id"),)

    id: int | None = Field(default=None, primary_key=True)
    conversation_id: str = Field(foreign_key="conversations.id", max_length=64)
    client_id: str
    until: datetime = Field(sa_type=UtcDateTime)


class Feedback(Base, table=True):
    """What a user thought of a turn of theirs: `value` is 1 (good) or -1 (bad), `reason` their own words.

    A turn has one of each user; a later one replaces it.
    """

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("turn_id", "user_id"),)

    id: str = Field(primary_key=True, max_length=32)
    turn_id: str = Field(foreign_key="turns.id")
    conversation_id: str = Field(foreign_key="conversations.id", index=True)
    user_id: str = Field(foreign_key="users.id", index=True)
    value: int
    reason: str | None = None
    at: datetime = Field(sa_type=UtcDateTime, index=True)
