"""Receipts: the signed chain over the ledger's entries, and the keys of what it holds of people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receipts",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("action_id", sa.String(32), _refers("receipts", "action_id", "actions.id"), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(88), nullable=False),
        sa.UniqueConstraint("action_id", name="receipts_action_id_key"),
    )
    op.create_table(
        "receipt_keys",
        sa.Column(
            "seq", sa.Integer(), _refers("receipt_keys", "seq", "receipts.seq"), primary_key=True, autoincrement=False
        ),
        sa.Column("key", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("receipt_keys")
    op.drop_table("receipts")


def _refers(table: str, name: str, target: str) -> sa.ForeignKey:
    # Checked at the commit: a session writes its rows table by table, in an order of its own.
    return sa.ForeignKey(target, name=f"{table}_{name}_fkey", deferrable=True, initially="DEFERRED")
