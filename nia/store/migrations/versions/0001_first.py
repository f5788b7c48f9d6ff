"""The first schema: accounts, conversations, records of sales, memory, ledger."""

from __future__ import annotations

from typing import Any, TypeAlias

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Column: TypeAlias = sa.Column[Any]


def upgrade() -> None:
    for name, columns in tables().items():
        for column in columns:
            for reference in column.foreign_keys:
                reference.name = f"{name}_{column.name}_fkey"
        op.create_table(name, *columns, *uniques(name))


def downgrade() -> None:
    for name in reversed(tables()):
        op.drop_table(name)


def text(name: str, length: int | None = None, *, null: bool = False, index: bool = False) -> Column:
    return sa.Column(name, sa.String(length), nullable=null, index=index)


def texts(*names: str, null: bool = False) -> list[Column]:
    return [text(name, null=null) for name in names]


def refers(name: str, table: str, *, null: bool = False, index: bool = False) -> Column:
    # Checked at the commit: a session writes its rows table by table, in an order of its own.
    target = sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.String(), target, nullable=null, index=index)


def instant(name: str, *, null: bool = False, index: bool = False) -> Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null, index=index)


def day(name: str) -> Column:
    return sa.Column(name, sa.Date(), nullable=True)


def number(name: str) -> Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def flag(name: str) -> Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def json(name: str, *, null: bool = False) -> Column:
    return sa.Column(name, sa.JSON(), nullable=null)


def key(name: str = "id", length: int = 32) -> Column:
    return sa.Column(name, sa.String(length), primary_key=True)


def record() -> list[Column]:
    """The columns that every record of a user has."""
    return [
        key(),
        refers("owner_id", "users", index=True),
        refers("team_id", "teams", index=True),
        number("version"),
        instant("created_at"),
        instant("updated_at"),
        instant("deleted_at", null=True),
    ]


def teams() -> list[Column]:
    return [
        key(),
        text("name"),
    ]


def users() -> list[Column]:
    return [
        key(),
        *texts("name", "email", "role"),
        refers("team_id", "teams", index=True),
        *texts("password_hash", "language", "time_zone", "working_hours", "working_days", "currency", "crm"),
        flag("active"),
        flag("is_demo"),
        instant("created_at"),
    ]


def login_sessions() -> list[Column]:
    return [
        key("token_hash", 64),
        refers("user_id", "users", index=True),
        instant("created_at"),
        instant("expires_at"),
        instant("revoked_at", null=True),
    ]


def conversations() -> list[Column]:
    return [
        key(length=64),
        refers("user_id", "users", index=True),
        text("title"),
        instant("created_at"),
        instant("updated_at"),
        number("turns"),
        number("fence"),
        instant("lease_until", null=True),
        json("state", null=True),
    ]


def turns() -> list[Column]:
    return [
        key(),
        refers("conversation_id", "conversations", index=True),
        refers("user_id", "users"),
        number("seq"),
        *texts("client_id", "channel", "said"),
        instant("opened_at"),
        instant("closed_at", null=True),
        *texts("language", "intent", "reply", null=True),
        json("record", null=True),
        json("trace", null=True),
    ]


def leads() -> list[Column]:
    return [
        *record(),
        *texts("name", "company"),
        text("email", null=True, index=True),
        text("phone", null=True, index=True),
        *texts("title", "city", "source", null=True),
        text("status"),
        sa.Column("value", sa.BigInteger(), nullable=True),
        text("currency"),
        text("product", null=True),
        day("expected_close"),
        day("follow_up_on"),
        instant("follow_up_at", null=True),
        text("lost_reason", null=True),
        instant("closed_at", null=True),
        text("search_key"),
    ]


def notes() -> list[Column]:
    return [
        *record(),
        refers("lead_id", "leads", index=True),
        text("text"),
    ]


def activities() -> list[Column]:
    return [
        *record(),
        refers("lead_id", "leads", index=True),
        *texts("kind", "text"),
        text("outcome", null=True),
        instant("at"),
    ]


def contacts() -> list[Column]:
    return [
        *record(),
        text("name"),
        *texts("email", "phone", "company", "title", null=True),
        text("search_key"),
    ]


def meetings() -> list[Column]:
    return [
        *record(),
        text("title"),
        instant("start_at", index=True),
        number("minutes"),
        text("status"),
        flag("online"),
        *texts("location", "agenda", null=True),
        refers("lead_id", "leads", null=True),
        text("search_key"),
    ]


def attendees() -> list[Column]:
    return [
        *record(),
        refers("meeting_id", "meetings", index=True),
        text("name"),
        *texts("email", "ref_kind", null=True),
        text("ref_id", null=True, index=True),
    ]


def mails() -> list[Column]:
    return [
        *record(),
        text("message_id", index=True),
        text("thread_id", index=True),
        text("in_reply_to", null=True),
        flag("outgoing"),
        *texts("sender_name", "sender_email"),
        json("recipients"),
        json("cc"),
        json("bcc"),
        *texts("subject", "body"),
        instant("received_at", index=True),
        flag("unread"),
        text("priority"),
        instant("answered_at", null=True),
        text("search_key"),
    ]


def tasks() -> list[Column]:
    return [
        *record(),
        text("title"),
        refers("creator_id", "users"),
        day("due_on"),
        instant("due_at", null=True),
        *texts("priority", "status"),
        refers("lead_id", "leads", null=True, index=True),
        refers("mail_id", "mails", null=True),
        instant("remind_at", null=True),
        instant("done_at", null=True),
        text("search_key"),
    ]


def facts() -> list[Column]:
    return [
        *record(),
        text("text"),
        refers("source_turn_id", "turns", null=True),
        text("search_key"),
    ]


def proposals() -> list[Column]:
    return [
        key(),
        refers("conversation_id", "conversations", null=True, index=True),
        refers("turn_id", "turns", null=True),
        refers("user_id", "users", index=True),
        text("tool"),
        json("args"),
        json("versions"),
        json("card"),
        text("hash", 64),
        text("state"),
        instant("created_at"),
        instant("delivered_at", null=True),
        instant("expires_at"),
        instant("decided_at", null=True),
        *texts("idempotency_key", "undoes", null=True),
    ]


def actions() -> list[Column]:
    return [
        key(),
        refers("proposal_id", "proposals", null=True),
        refers("conversation_id", "conversations", null=True, index=True),
        refers("turn_id", "turns", null=True),
        refers("user_id", "users", index=True),
        *texts("actor", "tool"),
        json("args"),
        json("result"),
        json("inverse", null=True),
        text("idempotency_key"),
        instant("at", index=True),
        refers("undoes", "actions", null=True),
        refers("undone_by", "actions", null=True),
    ]


def outbox() -> list[Column]:
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        refers("action_id", "actions", index=True),
        text("topic"),
        json("payload"),
        instant("created_at"),
        instant("sent_at", null=True),
        number("attempts"),
    ]


def tables() -> dict[str, list[Column]]:
    """The tables, each after those that it refers to."""
    made = (
        *(teams, users, login_sessions, conversations, turns),
        *(leads, notes, activities, contacts, meetings, attendees, mails, tasks),
        *(facts, proposals, actions, outbox),
    )
    return {make.__name__: make() for make in made}


UNIQUE = {
    "teams": (("name",),),
    "users": (("email",),),
    "turns": (("conversation_id", "client_id"), ("conversation_id", "seq")),
    "proposals": (("idempotency_key",),),
    "actions": (("idempotency_key",), ("proposal_id",)),
}


def uniques(table: str) -> list[sa.UniqueConstraint]:
    return [sa.UniqueConstraint(*columns, name=f"{table}_{'_'.join(columns)}_key") for columns in UNIQUE.get(table, ())]
