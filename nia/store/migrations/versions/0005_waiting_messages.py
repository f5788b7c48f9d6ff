"""Messages that wait while another turn of their conversation runs, in the order in which they came."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    conversation = sa.ForeignKey(
        "conversations.id", name="waiting_messages_conversation_id_fkey", deferrable=True, initially="DEFERRED"
    )
    op.create_table(
        "waiting_messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.String(64), conversation, nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("conversation_id", "client_id", name="waiting_messages_conversation_id_client_id_key"),
    )


def downgrade() -> None:
    op.drop_table("waiting_messages")
