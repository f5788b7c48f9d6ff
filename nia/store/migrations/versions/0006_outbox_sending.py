"""What a sender of the outbox keeps of each message: what it is about, who has it, how it went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PAGE = 500
_WAITS = sa.text("state = 'waiting'")
_ADDED = ("about", "state", "in_doubt", "claimed_until", "next_at", "code")
_OUTBOX = sa.table(
    "outbox",
    *(sa.column(name, sa.String()) for name in ("topic", "about", "state")),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("created_at", "sent_at")),
    sa.column("id", sa.Integer()),
    sa.column("payload", sa.JSON()),
    sa.column("attempts", sa.Integer()),
    sa.column("in_doubt", sa.Boolean()),
)


def upgrade() -> None:
    op.add_column("outbox", sa.Column("about", sa.String(), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("state", sa.String(), nullable=False, server_default="waiting"))
    op.add_column("outbox", sa.Column("in_doubt", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("claimed_until", sa.DateTime(timezone=True)))
    op.add_column("outbox", sa.Column("next_at", sa.DateTime(timezone=True)))
    op.add_column("outbox", sa.Column("code", sa.String()))
    connection = op.get_bind()
    for row_id, values in _known(connection):
        connection.execute(_OUTBOX.update().where(_OUTBOX.c.id == row_id).values(values))
    for column in ("topic", "about"):
        op.create_index(
            f"ix_outbox_waiting_{column}", "outbox", [column, "id"], sqlite_where=_WAITS, postgresql_where=_WAITS
        )


def downgrade() -> None:
    # An older NIA knows sent and unsent only: what is over stays over.
    over = sa.and_(_OUTBOX.c.sent_at.is_(None), _OUTBOX.c.state != "waiting")
    op.execute(_OUTBOX.update().where(over).values(sent_at=_OUTBOX.c.created_at))
    for column in ("about", "topic"):
        op.drop_index(f"ix_outbox_waiting_{column}", "outbox")
    for name in reversed(_ADDED):
        op.drop_column("outbox", name)


def _known(connection: sa.Connection) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield what is known of each message, page by page. One update a row: PostgreSQL alters no table after two."""
    after = -1
    query = sa.select(_OUTBOX).order_by(_OUTBOX.c.id).limit(_PAGE)
    while rows := connection.execute(query.where(_OUTBOX.c.id > after)).all():
        for row in rows:
            state = "waiting" if row.sent_at is None else "sent"
            # Somebody began to send it, and did not say what came of it.
            in_doubt = row.sent_at is None and row.attempts > 0
            yield row.id, {"about": _about(row.topic, row.payload), "state": state, "in_doubt": in_doubt}
        after = rows[-1].id


def _about(topic: str, payload: Mapping[str, Any]) -> str:
    kind = topic.partition(".")[0]
    record = payload.get(f"{kind}_id")
    return f"{kind}:{record}" if isinstance(record, str) else kind
