"""What users thought of turns, and turns found by when they were opened, as figures over a period need them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OPENED = "ix_turns_opened_at"


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(32), primary_key=True),
        _refers("turn_id", "turns"),
        _refers("conversation_id", "conversations", index=True),
        _refers("user_id", "users", index=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.UniqueConstraint("turn_id", "user_id", name="feedback_turn_id_user_id_key"),
    )
    op.create_index(_OPENED, "turns", ["opened_at"])


def downgrade() -> None:
    op.drop_index(_OPENED, "turns")
    op.drop_table("feedback")


def _refers(name: str, table: str, *, index: bool = False) -> sa.Column[str]:
    # Checked at the commit: a session writes its rows table by table, in an order of its own.
    target = sa.ForeignKey(f"{table}.id", name=f"feedback_{name}_fkey", deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.String(), target, nullable=False, index=index)
